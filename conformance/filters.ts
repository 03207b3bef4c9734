import { createHash, randomInt } from 'node:crypto'
import { resigned, signedWithPublicKey, unsigned } from './forgery.ts'
import { type Json, show } from './json.ts'
import { decodeJwt } from './jwt.ts'

/** What may stand behind a bar in a placeholder. A filter is pure but for the two `random` ones. */
export type Filter = (value: Json, args: readonly Json[]) => Json

const ALPHANUMERIC = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789'

export const filters: ReadonlyMap<string, Filter> = new Map<string, Filter>([
  ['base64', (value) => Buffer.from(text(value)).toString('base64')],
  ['base64url', (value) => Buffer.from(text(value)).toString('base64url')],
  ['base64decoded', (value) => Buffer.from(text(value), 'base64').toString('utf8')],
  ['urlencode', (value) => encodeURIComponent(text(value))],
  ['s256', (value) => createHash('sha256').update(text(value)).digest('base64url')],
  ['join', (value, [separator]) => list(value).map(text).join(text(separator))],
  ['first', (value, [count]) => list(value).slice(0, number(count))],
  ['path', (value) => pathOf(text(value))],
  ['query', (value, [name]) => new URL(text(value)).searchParams.get(text(name))],
  ['plus', (value, [other]) => number(value) + number(other)],
  ['minus', (value, [other]) => number(value) - number(other)],
  ['braced', (value) => `{${text(value)}}`],
  ['mistyped', (value) => mistyped(text(value))],
  ['randomText', (value) => randomFrom(ALPHANUMERIC, number(value))],
  ['randomDigits', (value) => randomFrom('0123456789', number(value))],
  ['claims', (value) => decodeJwt(text(value)).claims],
  ['unsigned', (value) => unsigned(text(value))],
  ['resigned', (value) => resigned(text(value))],
  ['signedWithPublicKey', (value, [jwks]) => signedWithPublicKey(text(value), jwks)],
])

function text(value: Json | undefined): string {
  if (typeof value === 'string') return value
  if (typeof value === 'number') return String(value)
  throw new TypeError(`a filter wanted text, got ${show(value)}`)
}

function number(value: Json | undefined): number {
  if (typeof value === 'number') return value
  throw new TypeError(`a filter wanted a number, got ${show(value)}`)
}

function list(value: Json | undefined): readonly Json[] {
  if (Array.isArray(value)) return value
  throw new TypeError(`a filter wanted an array, got ${show(value)}`)
}

/** Path and query of an absolute URL: endpoints are named by URL, requests are sent by path. */
function pathOf(url: string): string {
  const { pathname, search } = new URL(url)
  return pathname + search
}

/** The same text with its last character exchanged: still well formed, but wrong. */
function mistyped(value: string): string {
  return value.slice(0, -1) + (value.endsWith('a') ? 'b' : 'a')
}

function randomFrom(alphabet: string, length: number): string {
  return Array.from({ length }, () => alphabet[randomInt(alphabet.length)]).join('')
}
