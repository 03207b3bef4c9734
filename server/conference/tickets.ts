import type { Secrets } from '../credentials/secrets.ts'
import type { Random } from '../protocol/random.ts'

const WHAT = 'room ticket'
/** As long as a page may stay open before its call; whether the room lives is asked on entering. */
const TICKET_SEC = 12 * 3_600

/** What its bearer may enter, and as whom. */
export type Ticket =
  /** An agent who has signed in without a room may open one. */
  | { readonly kind: 'opener'; readonly userId: number; readonly token: string }
  | { readonly kind: 'guest'; readonly roomId: number }
  | {
      readonly kind: 'agent'
      readonly roomId: number
      readonly userId: number
      /** What the agent signed in with: when it dies, so does the ticket. */
      readonly token: string
    }

/**
 * A ticket stands in the page and goes through the socket, never through an address. It is sealed,
 * for it holds the agent's token, and nobody but us can make one.
 */
export function sealTicket(secrets: Secrets, random: Random, ticket: Ticket, now: number): string {
  const plain = JSON.stringify({ what: WHAT, until: now + TICKET_SEC, ticket })
  return Buffer.from(secrets.seal(Buffer.from(plain), random)).toString('base64url')
}

/** `undefined` for one that is over, or that we have not made. */
export function openTicket(secrets: Secrets, text: string, now: number): Ticket | undefined {
  const sealed = Buffer.from(text, 'base64url')
  // Only one spelling of a ticket is that ticket.
  if (sealed.toString('base64url') !== text) return undefined
  let plain: string
  try {
    plain = Buffer.from(secrets.unseal(sealed)).toString('utf8')
  } catch {
    return undefined
  }
  // Sealed by us, as something: a sealed signing key is no ticket.
  if (!plain.startsWith(`{"what":"${WHAT}"`)) return undefined
  const { until, ticket } = JSON.parse(plain) as { until: number; ticket: Ticket }
  return now < until ? ticket : undefined
}
