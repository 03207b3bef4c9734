import type { ConsoleRole } from '../protocol/roles.ts'
import type { Verb } from './route.ts'

/**
 * What the management API keeps, each with whose it is. What is the whole platform's can be read by
 * everybody who manages, where `readers` does not say otherwise, and changed by operators only.
 */
const RESOURCES = {
  clients: { owner: 'organization' },
  credentials: { owner: 'organization' },
  users: { owner: 'organization' },
  agents: { owner: 'organization' },
  'agent-records': { owner: 'organization' },
  plans: { owner: 'organization' },
  locations: { owner: 'organization' },
  availability: { owner: 'organization' },
  rooms: { owner: 'organization' },
  texts: { owner: 'organization' },
  tokens: { owner: 'organization' },
  'management-keys': { owner: 'organization' },
  'audit-events': { owner: 'organization' },
  overview: { owner: 'organization' },
  organizations: { owner: 'platform', readers: 'all' },
  scopes: { owner: 'platform', readers: 'all' },
  'signing-keys': { owner: 'platform', readers: 'all' },
  dialects: { owner: 'platform', readers: 'all' },
  regions: { owner: 'platform', readers: 'all' },
  // Where it forwards to is the inside of the platform.
  apis: { owner: 'platform', readers: 'operators' },
  // Whoever is blocked is named, whatever organization they belong to.
  blocks: { owner: 'platform', readers: 'operators' },
  // Who wants no texts from one organization is nobody else’s to know.
  'text-opt-outs': { owner: 'platform', readers: 'operators' },
  'text-breaker': { owner: 'platform', readers: 'operators' },
} as const satisfies Record<
  string,
  { owner: 'organization' } | { owner: 'platform'; readers: 'all' | 'operators' }
>

export type Resource = keyof typeof RESOURCES
export type Permission = `${Resource}:${'read' | 'write'}`

/** Stands for every permission, those of later releases too. */
export const EVERYTHING = '*'

const resources = Object.keys(RESOURCES) as Resource[]

export const PERMISSIONS: readonly Permission[] = resources.flatMap(
  (resource) => [`${resource}:read`, `${resource}:write`] as const,
)

/** Those that make sense within one organization. */
const WITHIN_ORGANIZATION: readonly Permission[] = resources.flatMap((resource): Permission[] => {
  const { owner, ...rest } = RESOURCES[resource]
  if (owner === 'organization') return [`${resource}:read`, `${resource}:write`]
  return 'readers' in rest && rest.readers === 'all' ? [`${resource}:read`] : []
})

const DEVELOPER: readonly Permission[] = [
  'clients:read',
  'clients:write',
  'credentials:read',
  'credentials:write',
  'agents:read',
  'agent-records:read',
  'plans:read',
  'locations:read',
  'availability:read',
  'rooms:read',
  'texts:read',
  'tokens:read',
  'tokens:write',
  'audit-events:read',
  'overview:read',
  'organizations:read',
  'scopes:read',
  'signing-keys:read',
  'dialects:read',
  'regions:read',
]

/** Roles that open the console, from the most to the least that they may. */
const ROLES: Readonly<Record<ConsoleRole, readonly Permission[]>> = {
  operator: PERMISSIONS,
  organization_admin: WITHIN_ORGANIZATION,
  developer: DEVELOPER,
  read_only: WITHIN_ORGANIZATION.filter((one) => one.endsWith(':read')),
}

export function permissionsOfRole(role: ConsoleRole | undefined): ReadonlySet<string> {
  return new Set(role === undefined ? [] : ROLES[role])
}

/** What a key's words allow. A word that is no permission of this release allows nothing. */
export function permissionsOfKey(
  words: readonly string[],
  organizationId: number | undefined,
): ReadonlySet<string> {
  const possible = organizationId === undefined ? PERMISSIONS : WITHIN_ORGANIZATION
  if (words.includes(EVERYTHING)) return new Set(possible)
  return new Set(possible.filter((one) => words.includes(one)))
}

export function isPermission(word: string): boolean {
  return word === EVERYTHING || PERMISSIONS.some((one) => one === word)
}

/** `clients.create` needs `clients:write`; what only reads needs `clients:read`. */
export function permissionFor(name: string, method: Verb): Permission {
  const resource = name.split('.', 1)[0] ?? ''
  const found = resources.find((one) => one === resource)
  if (found === undefined) throw new Error(`${name} belongs to no resource that has permissions.`)
  return `${found}:${method === 'GET' ? 'read' : 'write'}`
}
