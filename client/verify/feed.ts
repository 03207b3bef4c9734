import { MintmarkError } from '../errors.ts'
import type { Issuer } from './asking.ts'
import { integerOf, type Payload, textsOf } from './claims.ts'
import { digestOf } from './digests.ts'
import type { Engine } from './engine.ts'
import { type Keys, readStatement } from './keys.ts'
import { type Revocations, revocations } from './revocations.ts'

/** What a verifier may be behind the network, beyond the time that it asked to wait. */
const ANSWER_MS_MAX = 3_000
/** Whoever verifies nothing for this long need not follow; the next one asks first. */
const IDLE_MS = 60_000
const RETRY_MS = [50, 200, 500, 1_000]
/** Requests that come while the feed is away are told so at once, not each after a try. */
const TRY_PAUSE_MS = 500
/** An issuer whose places are taken answers at once; that must not become a storm. */
const UNHELD_PAUSE_MS = 300
const WAIT_SEC_MAX = 25
const TYPE = 'revocations+jwt'
/** A key that was just made signs the answer that tells of it, and no stranger makes that up. */
const NEW_KEY_PAUSE_MS = 100
const PAGES_MAX = 10_000

/** The issuer's word on what is dead, and its time. */
export interface Feed extends Pick<Revocations, 'hasEnded'> {
  /** Whether everything is known that the issuer knew within the staleness allowed. */
  isFresh(): boolean
  /** Asks when it is not; throws `feed_stale` when it cannot be made so. */
  freshen(): Promise<void>
  /** Counts what came, so that what was looked at before is looked at again. */
  readonly generation: number
  /** The issuer's clock, in seconds since 1970. */
  now(): number
  /** Whether the issuer serves the style now. */
  isOn(style: string): boolean
  close(): void
}

interface Parts {
  readonly issuer: Issuer
  readonly engine: Engine
  readonly keys: Keys
  readonly stalenessMs: number
  monotonicMs(): number
}

export function openFeed(parts: Parts): Feed {
  const { issuer, engine, keys, stalenessMs, monotonicMs } = parts
  const ended = revocations()
  // Answered twice within the time that it may be stale, so that one lost answer stops nothing.
  const waitSec = Math.max(1, Math.min(WAIT_SEC_MAX, Math.floor(stalenessMs / 2_000)))
  let cursor = ''
  let generation = 0
  let styles: ReadonlySet<string> = new Set()
  let knownMs = -Infinity
  let clock = { askedMs: -Infinity, atMs: 0, sec: 0 }
  let usedMs = -Infinity
  let triedMs = -Infinity
  let isFollowing = false
  const stop = new AbortController()

  const isKnown = (): boolean => monotonicMs() - knownMs <= stalenessMs
  // Who does not follow would not hear of anything before what is known is stale.
  const isFresh = (): boolean => {
    usedMs = monotonicMs()
    return isFollowing && usedMs - knownMs <= stalenessMs
  }
  const now = (): number => Math.floor(clock.sec + (monotonicMs() - clock.atMs) / 1_000)

  /** Whoever has stolen a key must not be able to say that it was not ended. */
  const isEndedKey = async (keyId: string): Promise<boolean> =>
    ended.hasEnded([await digestOf(engine, 'signing_key', keyId)], 0)

  /** One question and its answer. False where the issuer has more to tell. */
  const ask = async (wait: number): Promise<boolean> => {
    const askedMs = monotonicMs()
    const after = cursor
    const nonce = newNonce()
    const known = [...styles].join(' ')
    const query = new URLSearchParams({ after, nonce, wait: String(wait), styles: known })
    const timeoutMs = wait * 1_000 + Math.min(ANSWER_MS_MAX, stalenessMs)
    const text = await issuer.text(`${keys.feedUrl}?${query}`, { timeoutMs, signal: stop.signal })
    const read = await readStatement({ keys, engine }, text, TYPE, NEW_KEY_PAUSE_MS)
    if (read === undefined) throw malformed()
    const { said, keyId } = read
    // Genuine is not enough: an old answer, or one to somebody else, says nothing of now.
    const isMine = said.iss === issuer.name && said.nonce === nonce && said.after === after
    if (!isMine || (await isEndedKey(keyId))) throw malformed()
    return take(said, askedMs, after)
  }

  const take = (said: Payload, askedMs: number, after: string): boolean => {
    const known = integerOf(said.known_ms)
    const iat = integerOf(said.iat)
    const on = textsOf(said.styles)
    const next = said.cursor
    if (known === undefined || iat === undefined || on === undefined) throw malformed()
    if (typeof next !== 'string' || typeof said.complete !== 'boolean') throw malformed()
    if (!ended.take(said.notices)) throw malformed()
    const hasNotices = Array.isArray(said.notices) && said.notices.length > 0
    const hasOtherStyles = on.length !== styles.size || on.some((one) => !styles.has(one))
    if (hasNotices || hasOtherStyles) generation += 1
    // Of two questions that were under way together, the one that was asked last counts.
    if (askedMs >= clock.askedMs) {
      styles = new Set(on)
      // The answer was signed after the question was asked: what has expired there has expired
      // here.
      clock = { askedMs, atMs: askedMs + Math.max(0, known), sec: iat }
    }
    if (cursor === after) cursor = next
    ended.prune(now())
    if (!said.complete) return false
    knownMs = Math.max(knownMs, Math.min(askedMs + known, monotonicMs()))
    return true
  }

  const askAll = async (wait: number): Promise<void> => {
    for (let pages = 0; pages < PAGES_MAX; pages += 1) {
      if (await ask(pages === 0 ? wait : 0)) return
    }
    throw malformed()
  }

  const follow = async (): Promise<void> => {
    let failures = 0
    while (!stop.signal.aborted && monotonicMs() - usedMs < IDLE_MS) {
      const begunMs = monotonicMs()
      const before = generation
      try {
        await askAll(waitSec)
        failures = 0
        const wasHeld = monotonicMs() - begunMs > UNHELD_PAUSE_MS
        if (!wasHeld && before === generation) await pause(UNHELD_PAUSE_MS, stop.signal)
      } catch {
        await pause(RETRY_MS[Math.min(failures, RETRY_MS.length - 1)] ?? 0, stop.signal)
        failures += 1
      }
    }
    isFollowing = false
  }

  let freshening: Promise<void> | undefined
  const catchUp = async (): Promise<void> => {
    const nowMs = monotonicMs()
    if (nowMs - triedMs > TRY_PAUSE_MS) {
      triedMs = nowMs
      await askAll(0).catch(() => {})
    }
    if (!isKnown()) throw new MintmarkError('feed_stale', 'The revocation feed is not to be had.')
    if (isFollowing || stop.signal.aborted) return
    isFollowing = true
    void follow()
  }

  return {
    isFresh,
    freshen() {
      freshening ??= catchUp().finally(() => {
        freshening = undefined
      })
      return freshening
    },
    hasEnded: ended.hasEnded,
    get generation() {
      return generation
    },
    now,
    isOn: (style) => styles.has(style),
    close: () => stop.abort(),
  }
}

function newNonce(): string {
  const bytes = globalThis.crypto.getRandomValues(new Uint8Array(16))
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('')
}

/** Does not keep a program running that has nothing else to do. */
function pause(ms: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    const done = (): void => {
      clearTimeout(timer as number)
      signal.removeEventListener('abort', done)
      resolve()
    }
    // A number on the web, and in Node an object.
    const timer: unknown = setTimeout(done, ms)
    if (typeof timer === 'object') (timer as { unref?(): void }).unref?.()
    signal.addEventListener('abort', done)
  })
}

function malformed(): MintmarkError {
  return new MintmarkError('malformed_answer', 'The revocation feed is not genuine.')
}
