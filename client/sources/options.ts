import type { SharedCache } from '../cache/shared-cache.ts'
import { isSafe, parseUrl } from '../call/address.ts'
import type { Clock } from '../clock.ts'
import { MintmarkError } from '../errors.ts'
import { isHeaderText } from '../wire/tokens.ts'

/** What every source takes. All of it may be left out where a vendor has an address of its own. */
export interface SourceOptions {
  /** The issuer: a Mintmark server's address or the vendor's own, which is the default. */
  readonly baseUrl?: string | URL
  /** What paths given to `fetch` are paths of; where it is not the vendor, `baseUrl`. */
  readonly apiUrl?: string | URL
  /**
   * The only origins that `fetch` may send a token to, such as `https://api.example.com`. Name them
   * where addresses come from outside. Everywhere over HTTPS, when left out.
   */
  readonly origins?: readonly string[]
  /** Also plain HTTP to hosts that are not this machine; for a network of your own. */
  readonly allowHttp?: boolean
  /** Shares tokens with other processes. */
  readonly cache?: SharedCache
  /**
   * A token is not given out this close to its end; 30,000 when left out, and a quarter of its life
   * at most.
   */
  readonly marginMs?: number
  /** How long one request to the issuer may take; 10,000 when left out. */
  readonly timeoutMs?: number
  /** Instead of the global one. */
  readonly fetch?: typeof globalThis.fetch
  /** Instead of the system's. For tests. */
  readonly clock?: Clock
  /** At least 0 and less than 1; instead of `Math.random`. For tests. */
  readonly random?: () => number
}

/** An address without a slash at its end. Throws `misconfigured`. */
export function readBase(
  name: string,
  value: string | URL | undefined,
  allowHttp: boolean | undefined,
): string {
  const url = value === undefined ? undefined : parseUrl(value)
  if (url === undefined) throw misconfigured(`${name} is not an absolute URL`)
  if (url.username + url.password + url.search + url.hash !== '') {
    throw misconfigured(`${name} has no user, query or fragment`)
  }
  if (!isSafe(url, allowHttp)) throw misconfigured(`${name} begins with https:// (see allowHttp)`)
  return url.href.replace(/\/+$/, '')
}

/** Throws `misconfigured` for what no address can have as its origin: it would refuse them all. */
export function readOrigin(value: string): string {
  const url = parseUrl(value)
  if (url !== undefined && url.href === `${url.origin}/`) return url.origin
  throw misconfigured('an origin is a scheme and a host, such as https://api.example.com')
}

/** A credential that can stand in a header. The error does not show it. */
export function readSecret(name: string, value: unknown): string {
  if (typeof value !== 'string' || !isHeaderText(value)) {
    throw misconfigured(`${name} is missing or has characters that no credential has`)
  }
  return value
}

export function misconfigured(message: string): MintmarkError {
  return new MintmarkError('misconfigured', message)
}
