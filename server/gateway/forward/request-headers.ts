import type { IncomingHttpHeaders } from 'node:http'
import { CREDENTIAL_HEADERS } from '../../protocol/presented.ts'
import { hopOf } from './hop.ts'

/** What a client says to us and nobody behind us, its credential first of all. */
const FOR_US: ReadonlySet<string> = new Set([
  ...CREDENTIAL_HEADERS,
  'proxy-authorization',
  'http2-settings',
  'expect',
  'host',
])
/**
 * Names in the spelling of `plain`: what we say ourselves, and what makes a server judge another
 * path, method or sender than we did.
 */
const OURS = /^(?:xauth|xmintmark|xforwarded|xoriginal|xrewrite)/
const OURS_WHOLE: ReadonlySet<string> = new Set([
  'forwarded',
  'xrealip',
  'xrequestid',
  'xhttpmethod',
  'xhttpmethodoverride',
  'xmethodoverride',
  'clientip',
  'trueclientip',
])
/** Our cookies, with a browser’s prefix or without (RFC 6265bis §4.1.3). */
export const OUR_COOKIE = /^\s*(?:__Host-)?mintmark_/

/**
 * A client's headers as they go on to an API: without credentials, without our own cookies, and
 * without whatever could be taken for a word of ours in any spelling, since servers take `_`, `.`
 * and `-` for one another.
 */
export function passedOn(headers: IncomingHttpHeaders): Record<string, string | string[]> {
  const isOfTheHop = hopOf(headers)
  const passed: Record<string, string | string[]> = {}
  for (const name in headers) {
    const value = headers[name]
    if (value === undefined || FOR_US.has(name) || isOfTheHop(name) || isOurs(name)) continue
    if (name === 'cookie') {
      const left = withoutOurs(String(value))
      if (left !== '') passed.cookie = left
    } else passed[name] = value
  }
  return passed
}

interface Sender {
  readonly ip: string
  /** `http` or `https`. */
  readonly protocol: string
  readonly requestId: string
  readonly headers: IncomingHttpHeaders
}

/** Who sent it to us, in the fields that servers behind a proxy look at. */
export function senderOf({ ip, protocol, requestId, headers }: Sender): Record<string, string> {
  const { host, via } = headers
  return {
    'x-forwarded-for': ip,
    'x-forwarded-proto': protocol,
    ...(host === undefined ? {} : { 'x-forwarded-host': host }),
    'x-request-id': requestId,
    // RFC 9110 §7.6.3.
    via: via === undefined ? '1.1 mintmark' : `${via}, 1.1 mintmark`,
  }
}

/** Whether a header, in whatever spelling, is one that only we may set. */
export function isOurs(name: string): boolean {
  // Most names begin otherwise; those are not looked at twice.
  const first = name.charCodeAt(0) | 0x20
  if (first !== X && first !== F && first !== C && first !== T && isLetter(first)) return false
  const plain = name.toLowerCase().replaceAll(/[^a-z0-9]/g, '')
  return OURS.test(plain) || OURS_WHOLE.has(plain)
}

const X = 0x78
const F = 0x66
const C = 0x63
const T = 0x74

function isLetter(code: number): boolean {
  return code >= 0x61 && code <= 0x7a
}

function withoutOurs(cookies: string): string {
  if (!cookies.includes('mintmark_')) return cookies
  return cookies
    .split(';')
    .map((one) => one.trim())
    .filter((one) => !OUR_COOKIE.test(one))
    .join('; ')
}
