import type { Secrets } from '../credentials/secrets.ts'
import { ProtocolError } from '../protocol/errors.ts'
import type { PhoneNumber } from '../resources/phone-number.ts'
import type { Records } from '../store/records.ts'
import type { TextCount } from '../store/text-counts.ts'
import { breakerIn, openBreaker } from './breaker.ts'

const DAY_SEC = 86_400
const HOUR_SEC = 3_600
/** Numbers that are alike but for so many digits at the end were bought together. */
const OWN_DIGITS = 4
const HEX_DIGITS = 32

/** How many texts may be asked for, in a day (UTC) where nothing else is said. */
export interface TextCaps {
  readonly perNumber: number
  /** To all numbers that differ in their last four digits only. */
  readonly perPrefix: number
  readonly perCountry: number
  /** By all API keys of one client. */
  readonly perClient: number
  /** In an hour, to anybody by anybody; one more opens the breaker. */
  readonly inAll: number
  /** How long the breaker stays open by itself; 0: until an operator closes it. */
  readonly breakerRestSec: number
  /** ISO 3166-1 alpha-2; none is every country. */
  readonly countries: readonly string[]
}

export interface TextWish {
  readonly phone: PhoneNumber
  readonly clientRow: number
  readonly at: number
}

interface Cap extends TextCount {
  readonly limit: number
  readonly windowSec: number
}

const ALL = 'all'

/**
 * Reads whether a text may be asked for, so that a flood of requests is refused without a write.
 * Throws `recipient_forbidden` or `texts_used_up`.
 */
export async function demandTextAllowed(
  records: Pick<Records, 'textCounts' | 'facts'>,
  secrets: Secrets,
  caps: TextCaps,
  wish: TextWish,
): Promise<void> {
  const { countries } = wish.phone
  const isServed = (country: string) => caps.countries.includes(country)
  // Where it may be one of several countries, each of them must be served.
  if (caps.countries.length > 0 && !(countries.length > 0 && countries.every(isServed))) {
    throw new ProtocolError('recipient_forbidden', { parameter: 'phone_number' })
  }
  const breaker = await breakerIn(records.facts, wish.at)
  if (breaker !== undefined) {
    throw usedUp('the breaker is open', (breaker.closesAt ?? wish.at + HOUR_SEC) - wish.at)
  }
  for (const cap of capsOn(secrets, caps, wish)) {
    // That one opens the breaker, which is a write.
    if (cap.cap === ALL) continue
    if ((await records.textCounts.current(cap)) >= cap.limit) throw usedUpOf(cap, wish.at)
  }
}

/**
 * Takes one text from every cap, in the transaction of what asks for it. Throws `texts_used_up`
 * where one is reached, and then none is taken. Every caller goes through the caps in one order,
 * the one that all share last, so that none waits for another in a circle.
 */
export async function takeText(
  records: Pick<Records, 'textCounts' | 'facts'>,
  secrets: Secrets,
  caps: TextCaps,
  wish: TextWish,
): Promise<void> {
  const taken: Cap[] = []
  for (const cap of capsOn(secrets, caps, wish)) {
    if (await records.textCounts.take(cap, cap.limit)) {
      taken.push(cap)
      continue
    }
    for (const one of taken) await records.textCounts.giveBack(one)
    if (cap.cap !== ALL) throw usedUpOf(cap, wish.at)
    // A refusal commits, so the breaker stays open.
    await openBreaker(records.facts, 'limit', wish.at, caps.breakerRestSec)
    throw usedUp('the breaker has opened', caps.breakerRestSec || HOUR_SEC)
  }
}

/** For one that was taken and is not needed. */
export async function giveTextBack(
  records: Pick<Records, 'textCounts'>,
  secrets: Secrets,
  caps: TextCaps,
  wish: TextWish,
): Promise<void> {
  for (const cap of capsOn(secrets, caps, wish)) await records.textCounts.giveBack(cap)
}

/** After it the hour begins anew; else the next text would open the breaker again. */
export function forgetAllInHour(records: Pick<Records, 'textCounts'>): Promise<void> {
  return records.textCounts.forget(ALL)
}

/** How many were asked for in this hour, by anybody. */
export function countInHour(records: Pick<Records, 'textCounts'>, at: number): Promise<number> {
  return records.textCounts.current({ cap: ALL, subject: '', at: at - (at % HOUR_SEC) })
}

function capsOn(secrets: Secrets, caps: TextCaps, { phone, clientRow, at }: TextWish): Cap[] {
  const { e164, country = phone.callingCode } = phone
  const cap = (name: string, subject: string, limit: number, windowSec = DAY_SEC): Cap => ({
    cap: name,
    subject,
    limit,
    windowSec,
    at: at - (at % windowSec),
  })
  // Hashed, so that the counters hold nobody's number.
  const hashed = (text: string) =>
    Buffer.from(secrets.hash(`text to ${text}`))
      .toString('hex')
      .slice(0, HEX_DIGITS)
  return [
    cap('number', hashed(e164), caps.perNumber),
    cap('prefix', hashed(e164.slice(0, -OWN_DIGITS)), caps.perPrefix),
    cap('country', country, caps.perCountry),
    cap('client', String(clientRow), caps.perClient),
    cap(ALL, '', caps.inAll, HOUR_SEC),
  ]
}

function usedUpOf({ cap, windowSec }: Cap, at: number): ProtocolError {
  return usedUp(`the cap per ${cap} is reached`, windowSec - (at % windowSec))
}

function usedUp(detail: string, retryAfterSec: number): ProtocolError {
  return new ProtocolError('texts_used_up', { retryAfterSec, detail })
}
