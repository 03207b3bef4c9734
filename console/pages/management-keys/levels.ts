import type { Resource } from '../../../server/admin/permissions.ts'
import { EVERYTHING, PLATFORM, UNWRITTEN } from './resource-words.ts'

/** How far a key reaches into one resource. */
export type Level = 'none' | 'read' | 'write'

export function levelOf(permissions: readonly string[], resource: Resource): Level {
  if (permissions.includes(EVERYTHING) || permissions.includes(`${resource}:write`)) return 'write'
  return permissions.includes(`${resource}:read`) ? 'read' : 'none'
}

/** The permissions with another level for one resource. Whoever may write may read as well. */
export function withLevel(
  permissions: readonly string[],
  resource: Resource,
  level: Level,
): readonly string[] {
  const own = [`${resource}:read`, `${resource}:write`]
  const others = permissions.filter((one) => !own.includes(one))
  return [...others, ...own.slice(0, { none: 0, read: 1, write: 2 }[level])]
}

/** The levels that somebody with these permissions can give. */
export function levelsFrom(own: readonly string[], resource: Resource): readonly Level[] {
  const mayRead = own.includes(`${resource}:read`)
  if (!mayRead) return []
  const mayWrite = own.includes(`${resource}:write`) && !UNWRITTEN.includes(resource)
  return mayWrite ? ['none', 'read', 'write'] : ['none', 'read']
}

/**
 * What a key of one organization can hold of these. The platform is for it to read at most, as it
 * is for that organization's people.
 */
export function within(
  permissions: readonly string[],
  organizationId: number | undefined,
): readonly string[] {
  if (organizationId === undefined) return permissions
  return permissions.filter((one) => {
    const readable = PLATFORM.get(one.replace(/:.*/, ''))
    return readable === undefined || (readable && one.endsWith(':read'))
  })
}

export interface Preset {
  readonly title: string
  readonly words: string
  readonly permissions: readonly string[]
}

/** Usual choices, as far as the reader can make them. */
export function presetsFor(own: readonly string[]): readonly Preset[] {
  const reading = own.filter((one) => one.endsWith(':read'))
  const of = (...wanted: readonly string[]) => wanted.filter((one) => own.includes(one))
  const presets: readonly Preset[] = [
    { title: 'Read everything', words: 'For dashboards and reports', permissions: reading },
    {
      title: 'Deploy clients',
      words: 'For a pipeline that creates clients and rotates secrets',
      permissions: of(
        'clients:read',
        'clients:write',
        'credentials:read',
        'credentials:write',
        'scopes:read',
      ),
    },
    {
      title: 'Invite people',
      words: 'For an HR system that keeps the directory',
      permissions: of('users:read', 'users:write'),
    },
    {
      title: 'Collect the audit log',
      words: 'For a log collector',
      permissions: of('audit-events:read'),
    },
    {
      title: 'Everything',
      words: 'All that you may do, and what later releases bring',
      permissions: [EVERYTHING],
    },
  ]
  return presets.filter(({ permissions }) => permissions.length > 0)
}

export function sameSet(one: readonly string[], other: readonly string[]): boolean {
  return one.length === other.length && one.every((each) => other.includes(each))
}
