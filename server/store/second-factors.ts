import type { Executor } from './engine.ts'
import { statement } from './statement.ts'

const begin = statement<{ userId: number; sealed: Uint8Array }>()((db, p) =>
  db
    .updateTable('users')
    .set({ totp_sealed: p.sealed, totp_last_step: null })
    .where('id', '=', p.userId)
    .where('totp_confirmed_at', 'is', null),
)
const confirm = statement<{ userId: number; sealed: Uint8Array; at: number; step: number }>()(
  (db, p) =>
    db
      .updateTable('users')
      .set({ totp_confirmed_at: p.at, totp_last_step: p.step })
      .where('id', '=', p.userId)
      .where('totp_sealed', '=', p.sealed)
      .where('totp_confirmed_at', 'is', null),
)
const advance = statement<{ userId: number; step: number }>()((db, p) =>
  db
    .updateTable('users')
    .set({ totp_last_step: p.step })
    .where('id', '=', p.userId)
    .where('totp_confirmed_at', 'is not', null)
    .where((e) => e.or([e('totp_last_step', 'is', null), e('totp_last_step', '<', p.step)])),
)
const remove = statement<{ userId: number }>()((db, p) =>
  db
    .updateTable('users')
    .set({ totp_sealed: null, totp_confirmed_at: null, totp_last_step: null })
    .where('id', '=', p.userId),
)
const abandon = statement<{ userId: number }>()((db, p) =>
  db
    .updateTable('users')
    .set({ totp_sealed: null })
    .where('id', '=', p.userId)
    .where('totp_confirmed_at', 'is', null),
)
const removeCodes = statement<{ userId: number }>()((db, p) =>
  db.deleteFrom('recovery_codes').where('user_id', '=', p.userId),
)
const insertCode = statement<{ userId: number; secretHash: Uint8Array }>()((db, p) =>
  db.insertInto('recovery_codes').values({ user_id: p.userId, secret_hash: p.secretHash }),
)
const consumeCode = statement<{ userId: number; secretHash: Uint8Array; at: number }>()((db, p) =>
  db
    .updateTable('recovery_codes')
    .set({ used_at: p.at })
    .where('user_id', '=', p.userId)
    .where('secret_hash', '=', p.secretHash)
    .where('used_at', 'is', null),
)
const countCodes = statement<{ userId: number }>()((db, p) =>
  db
    .selectFrom('recovery_codes')
    .select((e) => e.fn.countAll<number>().as('total'))
    .where('user_id', '=', p.userId)
    .where('used_at', 'is', null),
)

/** The second factors of users: a secret that an authenticator shares, and codes for its loss. */
export function secondFactors(executor: Executor) {
  return {
    /** A secret that does not count yet. False where one counts already. */
    async begin(userId: number, sealed: Uint8Array): Promise<boolean> {
      return (await executor.run(begin, { userId, sealed })) === 1
    },
    /** From now on it counts. False where this secret is not the one in waiting. */
    async confirm(userId: number, sealed: Uint8Array, at: number, step: number): Promise<boolean> {
      return (await executor.run(confirm, { userId, sealed, at, step })) === 1
    },
    /** One atomic call: a code is good once, and none is good after a later one. */
    async advance(userId: number, step: number): Promise<boolean> {
      return (await executor.run(advance, { userId, step })) === 1
    },
    /** Takes back a secret that does not count yet. */
    async abandon(userId: number): Promise<void> {
      await executor.run(abandon, { userId })
    },
    async remove(userId: number): Promise<void> {
      await executor.run(remove, { userId })
      await executor.run(removeCodes, { userId })
    },
    /** Those of before are worth nothing any more. */
    async replaceRecoveryCodes(userId: number, hashes: readonly Uint8Array[]): Promise<void> {
      await executor.run(removeCodes, { userId })
      for (const secretHash of hashes) await executor.run(insertCode, { userId, secretHash })
    },
    /** One atomic call: of any number of callers, on any number of nodes, one is first. */
    async consumeRecoveryCode(
      userId: number,
      secretHash: Uint8Array,
      at: number,
    ): Promise<boolean> {
      return (await executor.run(consumeCode, { userId, secretHash, at })) === 1
    },
    async countRecoveryCodes(userId: number): Promise<number> {
      return Number((await executor.first(countCodes, { userId }))?.total ?? 0)
    },
  }
}
