import { z } from 'zod'
import type { Store } from '../store/store.ts'
import { type Actor, isOpenTo } from './authority.ts'
import { MANAGEMENT_KEY_PREFIX, publicNumber } from './values.ts'

export const makerSchema = z
  .object({
    kind: z.enum(['user', 'management_key', 'command_line']),
    id: z.string().nullable(),
    name: z.string().nullable(),
  })
  .meta({ id: 'Maker' })

export type Maker = z.output<typeof makerSchema>
type FindMaker = (word: string | undefined) => Maker | null

/**
 * Who made things, by the words of `nameOfActor`; looked up together. Of somebody who is not of
 * the asker's organization it says no more than the kind.
 */
export async function makersOf(
  { users, credentials }: Pick<Store, 'users' | 'credentials'>,
  actor: Actor,
  words: readonly (string | undefined)[],
): Promise<FindMaker> {
  const named = (kind: string): string[] => [
    ...new Set(words.flatMap((word) => (word?.startsWith(kind) ? [word.slice(kind.length)] : []))),
  ]
  const makers = new Map<string, Maker>()
  for (const user of await users.loadAllByPublicId(named('user:'))) {
    if (!isOpenTo(actor, user.organizationId)) continue
    const { publicId: id, name } = user
    makers.set(`user:${id}`, { kind: 'user', id, name })
  }
  for (const key of await credentials.loadAll(named('key:').map(Number))) {
    if (!isOpenTo(actor, key.organizationId)) continue
    const id = publicNumber(MANAGEMENT_KEY_PREFIX, key.id)
    makers.set(`key:${key.id}`, { kind: 'management_key', id, name: key.name ?? null })
  }
  return (word) => (word === undefined ? null : (makers.get(word) ?? unknownMaker(word)))
}

function unknownMaker(word: string): Maker | null {
  if (word === 'cli') return { kind: 'command_line', id: null, name: null }
  if (word.startsWith('user:')) return { kind: 'user', id: null, name: null }
  return word.startsWith('key:') ? { kind: 'management_key', id: null, name: null } : null
}
