import { MintmarkError } from '../errors.ts'

export interface AddressRules {
  /** What a path is a path of. */
  readonly apiUrl: string
  /** Where tokens may go; everywhere, when absent. */
  readonly origins?: readonly string[]
  readonly allowHttp?: boolean
}

/** The full address of a call. Throws `origin_refused` where no token may be sent. */
export function addressOf(
  input: string | URL | Request,
  { apiUrl, origins, allowHttp }: AddressRules,
): URL {
  const text = input instanceof Request ? input.url : `${input}`
  // A path, also one that begins with two slashes: to `new URL` that would be another host.
  const url = readUrl(text.startsWith('/') ? apiUrl.replace(/\/$/, '') + text : text)
  if (!isSafe(url, allowHttp)) {
    throw new MintmarkError('origin_refused', `no token is sent over ${url.protocol}//`)
  }
  if (origins !== undefined && !origins.includes(url.origin)) {
    throw new MintmarkError('origin_refused', `${url.origin} is not among the source's origins`)
  }
  return url
}

/** HTTPS, or a machine's own addresses, which no network carries. */
export function isSafe(url: URL, allowHttp = false): boolean {
  if (url.protocol === 'https:') return true
  if (url.protocol !== 'http:') return false
  return allowHttp || /^(?:(?:.+\.)?localhost|127(?:\.\d+){3}|\[::1\])$/.test(url.hostname)
}

function readUrl(text: string): URL {
  const url = parseUrl(text)
  if (url !== undefined) return url
  throw new MintmarkError('misconfigured', 'the address of a call is a path or an absolute URL')
}

export function parseUrl(text: string | URL): URL | undefined {
  try {
    return new URL(text)
  } catch {
    return undefined
  }
}
