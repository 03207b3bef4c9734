import type { Records } from '../store/records.ts'
import { BREAKER_FACT } from '../store/text-counts.ts'

/** While it is open no text is asked for and none is sent. */
export interface Breaker {
  readonly openedAt: number
  /** `undefined`: when an operator closes it. */
  readonly closesAt: number | undefined
  /** More texts in an hour than there may be, or an operator. */
  readonly cause: BreakerCause
}

export type BreakerCause = 'limit' | 'operator'

/** `undefined` while it is closed. */
export async function breakerIn(
  facts: Pick<Records['facts'], 'load'>,
  now: number,
): Promise<Breaker | undefined> {
  const text = await facts.load(BREAKER_FACT)
  const [openedAt, closesAt, cause] = (text ?? '').split(' ')
  if (openedAt === undefined || closesAt === undefined) return undefined
  if (closesAt !== NEVER && now >= Number(closesAt)) return undefined
  return {
    openedAt: Number(openedAt),
    closesAt: closesAt === NEVER ? undefined : Number(closesAt),
    cause: cause === 'operator' ? 'operator' : 'limit',
  }
}

/** With no seconds of rest it stays open until somebody closes it. */
export function openBreaker(
  facts: Pick<Records['facts'], 'put'>,
  cause: BreakerCause,
  now: number,
  restSec: number,
): Promise<void> {
  return facts.put(BREAKER_FACT, `${now} ${restSec === 0 ? NEVER : now + restSec} ${cause}`)
}

export function closeBreaker(facts: Pick<Records['facts'], 'put'>): Promise<void> {
  return facts.put(BREAKER_FACT, 'closed')
}

const NEVER = 'never'
