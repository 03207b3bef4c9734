import type { Executor } from './engine.ts'
import { statement } from './statement.ts'

/** What a passkey is asked to sign: a challenge of ours, good once and for a short while. */
export interface Ceremony {
  readonly kind: 'register' | 'authenticate'
  /** Who registers; nobody is known yet where somebody signs in. */
  readonly userId: number | undefined
  readonly secretHash: Uint8Array
  readonly expiresAt: number
}

const insert = statement<Ceremony>()((db, p) =>
  db
    .insertInto('ceremonies')
    .values({
      kind: p.kind,
      user_id: p.userId,
      secret_hash: p.secretHash,
      expires_at: p.expiresAt,
    })
    .returning('id'),
)
interface Taken {
  readonly id: number
  readonly kind: string
  readonly userId: number
  readonly secretHash: Uint8Array
  readonly now: number
}
const NOBODY = 0
const take = statement<Taken>()((db, p) =>
  db
    .deleteFrom('ceremonies')
    .where('id', '=', p.id)
    .where('kind', '=', p.kind)
    .where((e) => e(e.fn.coalesce('user_id', e.lit(NOBODY)), '=', p.userId))
    .where('secret_hash', '=', p.secretHash)
    .where('expires_at', '>', p.now),
)

export function ceremonies(executor: Executor) {
  return {
    async add(ceremony: Ceremony): Promise<number> {
      return ((await executor.first(insert, ceremony)) as { id: number }).id
    },
    /** One atomic call: a challenge is taken by one caller ever, and only as what it was made. */
    async take(id: number, taken: Omit<Ceremony, 'expiresAt'>, now: number): Promise<boolean> {
      const { kind, secretHash, userId = NOBODY } = taken
      return (await executor.run(take, { id, kind, secretHash, userId, now })) === 1
    },
  }
}
