import { ProtocolError } from '../../protocol/errors.ts'

export interface Target {
  /** In the one spelling that is judged and forwarded. */
  readonly path: string
  /** With its question mark, as it came; empty without. */
  readonly query: string
}

/** pchar of RFC 3986 §3.3 without `;`, whose meaning servers do not agree on. */
const PATH = /^(?:\/(?:[A-Za-z0-9\-._~!$&'()*+,=:@]|%[0-9A-Fa-f]{2})*)+$/
/** Printable, and nothing that ends a request target (RFC 9112 §3.2). */
const QUERY = /^[\x21\x22\x24-\x7e]*$/
const ENCODED = /%([0-9A-Fa-f]{2})/g
/** What encoded means the same as bare (RFC 3986 §2.3), or is a separator to somebody. */
const NEVER_ENCODED = /[A-Za-z0-9\-._~/\\%;]/
const FIRST_PRINTABLE = 0x20
const DELETE = 0x7f
export const CHARACTERS_MAX = 8_000

/**
 * Splits a request target (RFC 9112 §3.2.1) whose path can be read in one way only. Throws
 * `ambiguous_path` for dot segments, doubled slashes, encoded letters, slashes, dots, percent
 * signs and semicolons, backslashes, the absolute form, and whatever is no path.
 */
export function canonicalTarget(target: string): Target {
  const mark = target.indexOf('?')
  const path = mark === -1 ? target : target.slice(0, mark)
  const query = mark === -1 ? '' : target.slice(mark)
  if (target.length > CHARACTERS_MAX) throw ambiguous('it is too long')
  if (!PATH.test(path)) throw ambiguous('it holds what a path cannot hold')
  if (!QUERY.test(query)) throw ambiguous('its query holds what a query cannot hold')
  if (path.includes('//')) throw ambiguous('it holds a doubled slash')
  if (path.includes('/.') || path.includes('./')) demandNoDots(path)
  if (path.includes('%')) demandOneReading(path)
  return { path, query }
}

/**
 * Dots and spaces at the end of a segment, which file systems and servers of one maker drop. Looked
 * for from their first one on only, so that a long row of them costs no more than its length.
 */
const AT_ENDS = /(?<![. ])[. ]+(?=\/|$)/g

/**
 * How a lax server might read the path: letter case, encoding, a last slash, and dots and spaces at
 * the end of a segment do not count.
 */
export function lax(path: string): string {
  const decoded = path.includes('%') ? decodeURIComponent(path) : path
  const small = decoded.toLowerCase()
  const lower = /[. ]/.test(small) ? small.replaceAll(AT_ENDS, '') : small
  return lower.length > 1 && lower.endsWith('/') ? lower.slice(0, -1) : lower
}

/** `...` beside a slash is a name, but not to everybody. */
function demandNoDots(path: string): void {
  if (path.includes('/..') || path.includes('../') || /\/\.(?:\/|$)/.test(path)) {
    throw ambiguous('it holds dot segments')
  }
}

function demandOneReading(path: string): void {
  for (const [, digits = ''] of path.matchAll(ENCODED)) {
    const code = Number.parseInt(digits, 16)
    const isControl = code < FIRST_PRINTABLE || code === DELETE
    if (isControl || NEVER_ENCODED.test(String.fromCharCode(code))) {
      throw ambiguous('it encodes what is written bare, or nowhere')
    }
  }
  if (!isUtf8(path)) throw ambiguous('it encodes what is no UTF-8')
}

/** What is decoded is used: a bundler takes a call without a use for one without an effect. */
function isUtf8(path: string): boolean {
  try {
    return decodeURIComponent(path) !== ''
  } catch {
    return false
  }
}

function ambiguous(detail: string): ProtocolError {
  return new ProtocolError('ambiguous_path', { detail: `the path cannot be judged: ${detail}` })
}
