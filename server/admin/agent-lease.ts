import { z } from 'zod'
import { LEASE_FIELDS } from '../resources/lease.ts'
import { type LeaseTerms, NO_TERMS } from '../store/leases.ts'
import { refuse } from './invalid-request.ts'
import { isLoopback } from './values.ts'

const limit = (name: (typeof LEASE_FIELDS)[number][0]) => {
  const [, , min, max] = LEASE_FIELDS.find(([one]) => one === name) ?? LEASE_FIELDS[0]
  return z.int().min(min).max(max).nullable()
}

/** What every embed token of an agent is limited to. `null` is no limit. */
export const leaseSchema = z.strictObject({
  redeem_seconds: limit('redeem_seconds').describe(
    'How soon after its issue an access token must open a frame',
  ),
  uses: limit('uses').describe('How many frames the tokens of one exchange may open'),
  session_seconds: limit('session_seconds').describe('How long a frame stays open at most'),
  sessions: limit('sessions').describe('How many frames of one exchange may be open at once'),
  heartbeat_seconds: limit('heartbeat_seconds').describe(
    'How often a frame tells that it is there; three missed, and it counts as gone. null for 30',
  ),
})

/** Names that are left out stay as they are. */
export const leaseField = leaseSchema.partial()

/** The terms before, with what a request says of them. */
export function changedTerms(
  before: LeaseTerms | undefined,
  said: z.output<typeof leaseField> | undefined,
): LeaseTerms {
  const terms: Record<keyof LeaseTerms, number | undefined> = { ...(before ?? NO_TERMS) }
  for (const [name, term] of LEASE_FIELDS) {
    const value = said?.[name]
    if (value !== undefined) terms[term] = value ?? undefined
  }
  return terms
}

export function describeLease(terms: LeaseTerms): z.output<typeof leaseSchema> {
  const shown = LEASE_FIELDS.map(([name, term]) => [name, terms[term] ?? null])
  return Object.fromEntries(shown) as z.output<typeof leaseSchema> // Every name, from the list.
}

export const frameUrlField = z
  .string()
  .max(2_000)
  .nullable()
  .describe('A page of yours that the frame shows in place of ours; it gets a frame token by POST')

/** Throws `InvalidRequest`. */
export function demandFrameUrl(text: string | null | undefined, isDev: boolean): void {
  if (text === null || text === undefined) return
  const url = URL.canParse(text) ? new URL(text) : undefined
  const isWeb = url?.protocol === 'https:' || url?.protocol === 'http:'
  if (url === undefined || !isWeb) throw refuse('frame_url', 'It must be a web address.')
  if (url.username !== '' || url.password !== '' || url.hash !== '') {
    throw refuse('frame_url', 'It must hold neither a name, a password nor a fragment.')
  }
  if (/[\s;,]/.test(url.origin)) throw refuse('frame_url', 'Its host cannot be named in a policy.')
  if (url.protocol === 'http:' && !isDev && !isLoopback(url.hostname)) {
    throw refuse('frame_url', 'It must be https; http is for loopback addresses only.')
  }
}
