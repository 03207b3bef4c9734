import { setTimeout as pause } from 'node:timers/promises'
import { type AuditTrail, decisionOn } from '../audit/trail.ts'
import type { Clock } from '../protocol/clock.ts'
import type { Random } from '../protocol/random.ts'
import { isLive } from '../resources/rooms.ts'
import { StoreUnavailable } from '../store/failure.ts'
import type { OutboxText } from '../store/outbox.ts'
import type { Records } from '../store/records.ts'
import type { Store } from '../store/store.ts'
import { breakerIn } from './breaker.ts'
import type { Outcome, TextProvider } from './provider.ts'
import type { ProviderCare } from './provider-care.ts'
import { settlementOf } from './settlement.ts'
import { type TextParts, wordsOf } from './words.ts'

const TEXTS_PER_ROUND = 50
const TOGETHER = 8
/** Longer than a provider is waited for: whoever sends so long has died. */
const SENDING_SEC_MAX = 60
const STORE_RETRIES_MS = [50, 500, 2_000]

export interface RoundDeps extends TextParts {
  readonly store: Store
  readonly clock: Clock
  readonly random: Random
  readonly audit: AuditTrail
  readonly care: ProviderCare
}

export interface Until {
  /** No text is begun any more. */
  readonly noMore: AbortSignal
  /** Nor waited for. */
  readonly giveUp: AbortSignal
}

/**
 * One round: what died on its way is told, what is due is sent. Any number of nodes make their
 * rounds at the same time; who sends a text is decided for each text. Without a provider texts
 * wait until their room is over.
 */
export async function sendDueTexts(
  deps: RoundDeps,
  provider: TextProvider | undefined,
  until: Until,
): Promise<void> {
  const { store, clock } = deps
  for (const text of await store.outbox.stuck(clock.now() - SENDING_SEC_MAX, TEXTS_PER_ROUND)) {
    await settleStuck(deps, provider, text)
  }
  if ((await breakerIn(store.facts, clock.now())) !== undefined) return
  const lanes = provider === undefined ? TOGETHER : deps.care.lanes(TOGETHER)
  const most = lanes < TOGETHER ? lanes : TEXTS_PER_ROUND
  if (most === 0) return
  const due = await store.outbox.due(clock.now(), most)
  const next = due.values()
  // Each takes the next one when it is done with the last, so that a slow one holds up no other.
  const walks = Array.from({ length: Math.min(lanes, due.length) }, async () => {
    for (const text of next) {
      if (until.noMore.aborted || (provider !== undefined && deps.care.lanes(1) === 0)) return
      await sendOne(deps, provider, text, until.giveUp)
    }
  })
  // A fault of one is told when all are done, so that no round runs on beside the next.
  const failed = (await Promise.allSettled(walks)).find((one) => one.status === 'rejected')
  if (failed !== undefined) throw failed.reason
}

async function sendOne(
  deps: RoundDeps,
  provider: TextProvider | undefined,
  text: OutboxText,
  signal: AbortSignal,
): Promise<void> {
  const { store, clock } = deps
  // Looked at first without a write: without a provider that is all there is to do.
  const isOwed = (await whyNot(store, text, clock.now())) === undefined
  if (isOwed && provider === undefined) return
  // Committed before the provider hears of it: a crash from here on leaves 'sending' behind.
  const claimed = await store.transaction((records) => claim(deps, records, provider, text.id))
  if (claimed === undefined || provider === undefined) return
  const message = {
    id: messageIdOf(deps, claimed),
    to: claimed.recipient,
    words: wordsOf(claimed, deps),
  }
  const outcome = await provider.send(message, signal).catch(async (thrown: unknown) => {
    // Our own mistake, and nobody knows how far it came.
    await store.transaction((records) =>
      settle(deps, records, provider, claimed, { kind: 'unknown', code: 'fault' }),
    )
    throw thrown
  })
  deps.care.heard(outcome)
  await writeDown(store, async (records) => {
    await settle(deps, records, provider, claimed, outcome)
    if (outcome.kind === 'refused' && outcome.isOptOut === true) {
      const known = { phoneNumber: claimed.recipient, createdAt: clock.now(), createdBy: undefined }
      await records.optOuts.add({ ...known, source: 'provider' })
    }
  })
}

/**
 * What a provider said is known here alone, so a store that is away for a moment is asked again.
 * That it is written twice does no harm: the second finds the try settled.
 */
async function writeDown(store: Store, work: (records: Records) => Promise<void>): Promise<void> {
  for (const ms of STORE_RETRIES_MS) {
    try {
      return await store.transaction(work)
    } catch (thrown) {
      if (!(thrown instanceof StoreUnavailable)) throw thrown
      await pause(ms)
    }
  }
  return store.transaction(work)
}

/** The text as it is now that it is ours to send; `undefined` where it is not. */
async function claim(
  deps: RoundDeps,
  records: Records,
  provider: TextProvider | undefined,
  id: number,
): Promise<OutboxText | undefined> {
  const now = deps.clock.now()
  const text = await records.outbox.load(id)
  if (text === undefined) return undefined
  const reason = await whyNot(records, text, now)
  if (reason !== undefined) {
    if (await records.outbox.drop(id, reason, now)) await record(deps, records, text, 'dropped')
    return undefined
  }
  if (provider === undefined || !(await records.outbox.claim(id, provider.name, now))) {
    return undefined
  }
  return records.outbox.load(id)
}

/** Why nobody is to get it any more. */
async function whyNot(
  records: Pick<Records, 'rooms' | 'optOuts'>,
  { roomId, recipient }: OutboxText,
  now: number,
): Promise<string | undefined> {
  const room = await records.rooms.load(roomId)
  if (room === undefined || !isLive(room, now)) return 'room_over'
  return (await records.optOuts.loadByNumber(recipient)) === undefined ? undefined : 'opted_out'
}

/** Its node died between commit and mark: the provider was asked, or was not. */
function settleStuck(
  deps: RoundDeps,
  provider: TextProvider | undefined,
  text: OutboxText,
): Promise<void> {
  const { store, clock } = deps
  return store.transaction(async (records) => {
    const again = text.provider === provider?.name && provider?.isIdempotent === true
    if (again) {
      await settle(deps, records, provider, text, { kind: 'unknown', code: 'interrupted' })
    } else if (await records.outbox.giveUp(text, 'interrupted', clock.now())) {
      await record(deps, records, text, 'uncertain')
    }
  })
}

async function settle(
  deps: RoundDeps,
  records: Records,
  provider: TextProvider,
  text: OutboxText,
  outcome: Outcome,
): Promise<void> {
  const how = settlementOf(outcome, text.tries, provider.isIdempotent, deps)
  if (!(await records.outbox.settle(text, how))) return
  // One that is tried again is not over.
  if (how.state !== 'waiting') await record(deps, records, text, how.state)
}

/** How it ended, and for whom; never the number. */
function record(
  { audit }: RoundDeps,
  records: Records,
  { id, clientRow, organizationId }: OutboxText,
  outcome: string,
): Promise<void> {
  const facts = { action: 'text.send', outcome: outcome === 'sent' ? 'granted' : outcome }
  const own = organizationId === undefined ? {} : { organizationId }
  const about = { ...facts, ...own, clientRow, detail: `txt_${id}` }
  return audit.append(records, decisionOn({ ip: undefined, requestId: undefined }, about))
}

/** Derived, so that no other installation has a text of the same name at the same provider. */
function messageIdOf({ secrets }: RoundDeps, { id, roomId }: OutboxText): string {
  return `txt_${secrets.derive('text', id, roomId).slice(0, MESSAGE_ID_DIGITS)}`
}

const MESSAGE_ID_DIGITS = 24
