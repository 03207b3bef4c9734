import { sql } from 'kysely'
import type { Executor } from './engine.ts'
import { type OutboxText, outboxReads } from './outbox-reads.ts'
import { statement } from './statement.ts'

export { type OutboxText, TEXT_STATES, type TextState } from './outbox-reads.ts'

const insert = statement<{ roomId: number; recipient: string; at: number }>()((db, p) =>
  db
    .insertInto('outbox')
    .values({ room_id: p.roomId, recipient: p.recipient, created_at: p.at, due_at: p.at })
    .onConflict((c) => c.column('room_id').doNothing()),
)
const claim = statement<{ id: number; at: number; provider: string }>()((db, p) =>
  db
    .updateTable('outbox')
    .set({
      state: 'sending',
      due_at: p.at,
      claims: sql<number>`claims + 1`,
      tries: sql<number>`tries + 1`,
      provider: p.provider,
      reason: null,
    })
    .where('id', '=', p.id)
    .where('state', '=', 'waiting')
    .where('due_at', '<=', p.at),
)
type Settled = {
  id: number
  claims: number
  state: string
  dueAt: number
  sentAt: number | null
  reason: string | null
  reference: string | null
}
const settle = statement<Settled>()((db, p) =>
  db
    .updateTable('outbox')
    .set({
      state: p.state,
      due_at: p.dueAt,
      sent_at: p.sentAt,
      reason: p.reason,
      provider_reference: p.reference,
    })
    .where('id', '=', p.id)
    .where('claims', '=', p.claims)
    // Known late is better than never: the try may have been taken for one that nobody knows of.
    .where('state', 'in', ['sending', 'uncertain']),
)
const giveUp = statement<{ id: number; claims: number; at: number; reason: string }>()((db, p) =>
  db
    .updateTable('outbox')
    .set({ state: 'uncertain', due_at: p.at, reason: p.reason })
    .where('id', '=', p.id)
    .where('claims', '=', p.claims)
    .where('state', '=', 'sending'),
)
const revive = statement<{ id: number; at: number }>()((db, p) =>
  db
    .updateTable('outbox')
    .set({ state: 'waiting', due_at: p.at, tries: 0, reason: null })
    .where('id', '=', p.id)
    .where('state', 'in', ['failed', 'uncertain']),
)
const drop = statement<{ id: number; at: number; reason: string }>()((db, p) =>
  db
    .updateTable('outbox')
    .set({ state: 'dropped', due_at: p.at, reason: p.reason })
    .where('id', '=', p.id)
    .where('state', 'in', ['waiting', 'failed', 'uncertain']),
)

/** How a try ended. */
export type Settlement =
  | { readonly state: 'sent'; readonly at: number; readonly reference: string | undefined }
  /** To be tried again then. */
  | { readonly state: 'waiting'; readonly dueAt: number; readonly reason: string }
  | { readonly state: 'failed' | 'uncertain'; readonly at: number; readonly reason: string }

/**
 * The texts that rooms cause, each with its state. Every change of a state is one conditional
 * statement, so that of any number of nodes one makes it.
 */
export function outbox(executor: Executor) {
  return {
    ...outboxReads(executor),
    /** One text per room, ever: a second call adds nothing and answers false. */
    async add(roomId: number, recipient: string, at: number): Promise<boolean> {
      return (await executor.run(insert, { roomId, recipient, at })) === 1
    },
    /** Answers true to the one who may send it now. */
    async claim(id: number, provider: string, at: number): Promise<boolean> {
      return (await executor.run(claim, { id, provider, at })) === 1
    },
    /** Writes down how the try with this number ended; false where a later one has begun. */
    async settle(text: Pick<OutboxText, 'id' | 'claims'>, how: Settlement): Promise<boolean> {
      const changed = await executor.run(settle, {
        id: text.id,
        claims: text.claims,
        state: how.state,
        dueAt: how.state === 'waiting' ? how.dueAt : how.at,
        sentAt: how.state === 'sent' ? how.at : null,
        reason: how.state === 'sent' ? null : how.reason,
        reference: how.state === 'sent' ? (how.reference ?? null) : null,
      })
      return changed === 1
    },
    /** Nobody knows how this try ended, and nobody tries again by themselves. */
    async giveUp(
      { id, claims }: Pick<OutboxText, 'id' | 'claims'>,
      reason: string,
      at: number,
    ): Promise<boolean> {
      return (await executor.run(giveUp, { id, claims, at, reason })) === 1
    },
    /** An operator wants it sent after all. False unless it is failed or uncertain. */
    async revive(id: number, at: number): Promise<boolean> {
      return (await executor.run(revive, { id, at })) === 1
    },
    /** It is not sent any more. False where it is sent or being sent. */
    async drop(id: number, reason: string, at: number): Promise<boolean> {
      return (await executor.run(drop, { id, reason, at })) === 1
    },
  }
}
