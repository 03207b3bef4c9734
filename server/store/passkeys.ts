import type { Executor } from './engine.ts'
import { asWords, fromWords } from './lists.ts'
import { type Keys, keyGroups, keySlots } from './many.ts'
import type { PasskeyTable } from './schema.ts'
import { statement } from './statement.ts'

/** What an authenticator of a user verifies by. There is nothing secret in it. */
export interface Passkey {
  readonly id: number
  readonly userId: number
  readonly credentialId: Uint8Array
  /** COSE (RFC 9052). */
  readonly verifyingKey: Uint8Array
  /** How often the authenticator says it was used; 0 where it does not count. */
  readonly counter: number
  readonly transports: readonly string[]
  readonly name: string
  readonly createdAt: number
  readonly lastUsedAt: number | undefined
}

export type NewPasskey = Omit<Passkey, 'id' | 'lastUsedAt'>

type Row = Omit<PasskeyTable, 'id'> & { id: number }

const ofUser = statement<{ userId: number }>()((db, p) =>
  db.selectFrom('passkeys').selectAll().where('user_id', '=', p.userId).orderBy('id'),
)
const byCredentialId = statement<{ credentialId: Uint8Array }>()((db, p) =>
  db.selectFrom('passkeys').selectAll().where('credential_id', '=', p.credentialId),
)
const countOfUsers = statement<Keys<number>>()((db, p) =>
  db
    .selectFrom('passkeys')
    .select((e) => ['user_id', e.fn.countAll<number>().as('total')])
    .where('user_id', 'in', keySlots(p))
    .groupBy('user_id'),
)
const insert = statement<Omit<Row, 'id' | 'last_used_at'>>()((db, p) =>
  db
    .insertInto('passkeys')
    .values({
      user_id: p.user_id,
      credential_id: p.credential_id,
      verifying_key: p.verifying_key,
      counter: p.counter,
      transports: p.transports,
      name: p.name,
      created_at: p.created_at,
    })
    .returning('id'),
)
const rename = statement<{ id: number; userId: number; name: string }>()((db, p) =>
  db
    .updateTable('passkeys')
    .set({ name: p.name })
    .where('id', '=', p.id)
    .where('user_id', '=', p.userId),
)
const advance = statement<{ id: number; counter: number; at: number }>()((db, p) =>
  db
    .updateTable('passkeys')
    .set({ counter: p.counter, last_used_at: p.at })
    .where('id', '=', p.id)
    // WebAuthn §6.1.1: one that counts, counts up; one that does not stays at 0.
    .where((e) =>
      e.or([
        e('counter', '<', p.counter),
        e.and([e('counter', '=', 0), e('counter', '=', p.counter)]),
      ]),
    ),
)
const remove = statement<{ id: number; userId: number }>()((db, p) =>
  db.deleteFrom('passkeys').where('id', '=', p.id).where('user_id', '=', p.userId),
)
const removeOfUser = statement<{ userId: number }>()((db, p) =>
  db.deleteFrom('passkeys').where('user_id', '=', p.userId),
)

export function passkeys(executor: Executor) {
  return {
    async ofUser(userId: number): Promise<Passkey[]> {
      return (await executor.all(ofUser, { userId })).map(fromRow)
    },
    /** How many each of them has; who has none is not in it. */
    async countOfUsers(userIds: readonly number[]): Promise<ReadonlyMap<number, number>> {
      const counts = new Map<number, number>()
      for (const keys of keyGroups(userIds)) {
        for (const row of await executor.all(countOfUsers, keys)) {
          counts.set(row.user_id, Number(row.total))
        }
      }
      return counts
    },
    async loadByCredentialId(credentialId: Uint8Array): Promise<Passkey | undefined> {
      const row = await executor.first(byCredentialId, { credentialId })
      return row && fromRow(row)
    },
    /** Throws `StoreConflict` where the authenticator is registered already. */
    async add(passkey: NewPasskey): Promise<number> {
      const row = await executor.first(insert, {
        user_id: passkey.userId,
        credential_id: passkey.credentialId,
        verifying_key: passkey.verifyingKey,
        counter: passkey.counter,
        transports: asWords(passkey.transports),
        name: passkey.name,
        created_at: passkey.createdAt,
      })
      return (row as { id: number }).id
    },
    async rename(userId: number, id: number, name: string): Promise<boolean> {
      return (await executor.run(rename, { id, userId, name })) === 1
    },
    /** One atomic call: false where the counter did not go up, as that of a copy would not. */
    async advance(id: number, counter: number, at: number): Promise<boolean> {
      return (await executor.run(advance, { id, counter, at })) === 1
    },
    async remove(userId: number, id: number): Promise<boolean> {
      return (await executor.run(remove, { id, userId })) === 1
    },
    async removeOfUser(userId: number): Promise<number> {
      return executor.run(removeOfUser, { userId })
    },
  }
}

function fromRow(row: Row): Passkey {
  return {
    id: row.id,
    userId: row.user_id,
    credentialId: row.credential_id,
    verifyingKey: row.verifying_key,
    counter: row.counter,
    transports: fromWords(row.transports),
    name: row.name,
    createdAt: row.created_at,
    lastUsedAt: row.last_used_at ?? undefined,
  }
}
