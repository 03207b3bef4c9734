import { z } from 'zod'
import { isoTime } from '../protocol/clock.ts'

/** Values that several resources share, on the wire and back. */

/** An instant, as answers show it. */
export const instant = z.string().describe('RFC 3339, UTC')

/** Shown to people: something to read, and nothing that moves the cursor. */
export const displayName = z
  .string()
  .trim()
  .min(1, 'It must not be empty')
  .max(200, 'It must not be longer than 200 characters')
  .regex(/^\P{Cc}*$/u, 'It must not hold control characters')

/** What somebody types to find things by. */
export const searchText = z.string().trim().max(200)

export const organizationId = z.int().min(1).max(Number.MAX_SAFE_INTEGER)

/** How long secrets may be good side by side. */
export const overlapSec = z
  .int()
  .min(0)
  .max(365 * 86_400)

/** When a secret ends by itself. */
export const expiresInSec = z
  .int()
  .min(1)
  .max(10 * 365 * 86_400)
  .nullable()
  .describe('`null` for never')

/** Identifiers come back in paths; what cannot be one of ours is simply not found. */
export const idParams = z.strictObject({ id: z.string().max(100) })

const LOOPBACK = /^(?:localhost|(?:.+\.)?localhost|127(?:\.\d{1,3}){3}|\[::1\])$/

/** A host of a URL that never leaves the machine. */
export function isLoopback(hostname: string): boolean {
  return LOOPBACK.test(hostname)
}

export function timeOrNull(at: number | undefined): string | null {
  return at === undefined ? null : isoTime(at)
}

const SHOWN_DIGITS = 4

/** Enough to know one's own number by, and too little to call it. */
export function maskedNumber(phoneNumber: string): string {
  return `…${phoneNumber.slice(-SHOWN_DIGITS)}`
}

/** A client's credential, and a key to this API. */
export const CREDENTIAL_PREFIX = 'crd'
export const MANAGEMENT_KEY_PREFIX = 'mgk'

/** `crd_12` ↔ 12. */
export function publicNumber(prefix: string, id: number): string {
  return `${prefix}_${id}`
}

export function parsePublicNumber(prefix: string, text: string): number | undefined {
  const digits = text.startsWith(`${prefix}_`) ? text.slice(prefix.length + 1) : ''
  return /^[1-9]\d{0,15}$/.test(digits) && Number.isSafeInteger(Number(digits))
    ? Number(digits)
    : undefined
}
