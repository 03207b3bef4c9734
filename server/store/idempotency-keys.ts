import type { Executor } from './engine.ts'
import type { IdempotencyKeyTable } from './schema.ts'
import { statement } from './statement.ts'

/** A request that a client may send again because it does not know what became of it. */
export interface IdempotencyRecord {
  readonly id: number
  /** Hash of the request; another request must not use the same key. */
  readonly fingerprint: Uint8Array
  /** `claimed` while nothing of it is committed; `done` until its answer is kept as well. */
  readonly state: 'claimed' | 'done' | 'answered'
  readonly status: number
  readonly sealedAnswer: Uint8Array | undefined
  readonly expiresAt: number
}

export interface Claim {
  readonly actor: string
  readonly keyHash: Uint8Array
  readonly fingerprint: Uint8Array
  readonly expiresAt: number
  /** A claim that ends before is free again, and so is one that did nothing. */
  readonly now: number
  readonly abandonedBefore: number
}

const DONE = 0

const byKey = statement<Pick<Claim, 'actor' | 'keyHash'>>()((db, p) =>
  db
    .selectFrom('idempotency_keys')
    .selectAll()
    .where('actor', '=', p.actor)
    .where('key_hash', '=', p.keyHash),
)
const claim = statement<Claim>()((db, p) =>
  db
    .insertInto('idempotency_keys')
    .values({
      actor: p.actor,
      key_hash: p.keyHash,
      fingerprint: p.fingerprint,
      expires_at: p.expiresAt,
    })
    .onConflict((c) =>
      c
        .columns(['actor', 'key_hash'])
        .doUpdateSet({
          fingerprint: p.fingerprint,
          status: null,
          sealed_answer: null,
          expires_at: p.expiresAt,
        })
        .where((e) =>
          e.or([
            e('idempotency_keys.expires_at', '<=', p.now),
            e.and([
              e('idempotency_keys.status', 'is', null),
              e('idempotency_keys.expires_at', '<=', p.abandonedBefore),
            ]),
          ]),
        ),
    )
    .returning('id'),
)
const mark = statement<{ id: number; status: number }>()((db, p) =>
  db.updateTable('idempotency_keys').set({ status: p.status }).where('id', '=', p.id),
)
const keep = statement<{ id: number; status: number; sealedAnswer: Uint8Array }>()((db, p) =>
  db
    .updateTable('idempotency_keys')
    .set({ status: p.status, sealed_answer: p.sealedAnswer })
    .where('id', '=', p.id),
)
const release = statement<{ id: number }>()((db, p) =>
  db.deleteFrom('idempotency_keys').where('id', '=', p.id).where('status', 'is', null),
)

export function idempotencyKeys(executor: Executor) {
  return {
    /** Answers the claim's id to exactly one caller; `undefined` to all others. */
    async claim(wanted: Claim): Promise<number | undefined> {
      return (await executor.first(claim, wanted))?.id
    },
    async load(actor: string, keyHash: Uint8Array): Promise<IdempotencyRecord | undefined> {
      const row = await executor.first(byKey, { actor, keyHash })
      return row && fromRow(row)
    },
    /** In the transaction of what the request does. */
    async markDone(id: number): Promise<void> {
      await executor.run(mark, { id, status: DONE })
    },
    async keepAnswer(id: number, status: number, sealedAnswer: Uint8Array): Promise<void> {
      await executor.run(keep, { id, status, sealedAnswer })
    },
    /** Frees the key, unless something was done under it. */
    async release(id: number): Promise<void> {
      await executor.run(release, { id })
    },
  }
}

function fromRow(row: Omit<IdempotencyKeyTable, 'id'> & { id: number }): IdempotencyRecord {
  return {
    id: row.id,
    fingerprint: row.fingerprint,
    state: row.status === null ? 'claimed' : row.status === DONE ? 'done' : 'answered',
    status: row.status ?? DONE,
    sealedAnswer: row.sealed_answer ?? undefined,
    expiresAt: row.expires_at,
  }
}
