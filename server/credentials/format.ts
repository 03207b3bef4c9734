import { crc32 } from 'node:zlib'
import type { Random } from '../protocol/random.ts'
import { decodeNumber, digitsFrom, encodeNumber } from './base62.ts'

/**
 * The form of every secret that we hand out: `mm_<kind>_[<number>_…]<28 digits><6 check digits>`.
 * The prefix lets scanners find a leak, the number is the row's id (looked up by integer key, only
 * the hash is compared), 28 base62 digits are 166 bits, and the CRC-32 tells a typing error from a
 * guess without a query. Only `[A-Za-z0-9_]`: survives every encoding that clients use.
 */
export const CREDENTIAL_KINDS = {
  ak: 'API key',
  ac: 'authorization code',
  cs: 'client secret',
  iv: 'invitation',
  mk: 'management key',
  rk: 'resource key',
  rt: 'refresh token',
  si: 'browser sign-in',
  sk: 'private key of a client’s key pair',
  st: 'subject token',
} as const

export type FormatKind = keyof typeof CREDENTIAL_KINDS

/** For secret scanners; a match is certain once its last six digits check. */
export const SCANNING_PATTERN =
  '\\bmm_(?:ak|ac|cs|iv|mk|rk|rt|si|sk|st)_(?:[0-9A-Za-z]{1,11}_){0,2}[0-9A-Za-z]{34}\\b'

const WHOLE = /^mm_(?:ak|ac|cs|iv|mk|rk|rt|si|sk|st)_(?:[0-9A-Za-z]{1,11}_){0,2}[0-9A-Za-z]{34}$/
const KIND_FROM = 'mm_'.length
const NUMBERS_FROM = 'mm_ak_'.length
const SECRET_DIGITS = 28
const CHECK_DIGITS = 6
const CLIENT_ID_DIGITS = 12

export interface ParsedCredential {
  readonly kind: FormatKind
  readonly numbers: readonly number[]
  readonly secret: string
}

export function formatCredential(
  kind: FormatKind,
  numbers: readonly number[],
  secret: string,
): string {
  const body = `${formatPrefix(kind, numbers)}_${secret}`
  return body + checkDigits(body)
}

/** What comes before the secret: `mm_ak_5`. */
export function formatPrefix(kind: FormatKind, numbers: readonly number[]): string {
  return ['mm', kind, ...numbers.map(encodeNumber)].join('_')
}

/** `undefined` for anything that this code did not write. */
export function parseCredential(text: string): ParsedCredential | undefined {
  if (!WHOLE.test(text)) return undefined
  const bodyEnd = text.length - CHECK_DIGITS
  if (checkDigits(text.slice(0, bodyEnd)) !== text.slice(bodyEnd)) return undefined
  const secretFrom = bodyEnd - SECRET_DIGITS
  const numbers: number[] = []
  for (let from = NUMBERS_FROM; from < secretFrom; ) {
    const end = text.indexOf('_', from)
    const value = decodeNumber(text.slice(from, end))
    if (value === undefined) return undefined
    numbers.push(value)
    from = end + 1
  }
  return {
    kind: text.slice(KIND_FROM, NUMBERS_FROM - 1) as FormatKind,
    numbers,
    secret: text.slice(secretFrom, bodyEnd),
  }
}

export function randomSecret(random: Random): string {
  return randomDigits(random, SECRET_DIGITS)
}

/** 16 characters: with a 40-character secret, Basic credentials stay on one line of base64. */
export function randomClientId(random: Random): string {
  return `mmc_${randomDigits(random, CLIENT_ID_DIGITS)}`
}

export function randomDigits(random: Random, count: number): string {
  for (;;) {
    const digits = digitsFrom(random.bytes(count + 8), count)
    if (digits !== undefined) return digits
  }
}

/** The digits of a derived secret; 64 bytes of a MAC always hold enough of them. */
export function secretDigitsOf(mac: Uint8Array, count = SECRET_DIGITS): string {
  const digits = digitsFrom(mac, count)
  if (digits === undefined) throw new Error('The MAC holds too few digits.')
  return digits
}

function checkDigits(body: string): string {
  return encodeNumber(crc32(body)).padStart(CHECK_DIGITS, '0')
}
