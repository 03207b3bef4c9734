import type { Refuse } from './refusal.ts'
import type { Presentation, RequestLike } from './types.ts'

/** What a request bears, and the header that it stood in. */
export interface Presented {
  readonly header: 'authorization' | 'x-api-key' | 'x-token'
  readonly value: string
}

const HEADERS = ['authorization', 'x-api-key', 'x-token'] as const
export const CREDENTIAL_CHARACTERS_MAX = 8_192
const QUERY_TOKEN = /[?&]access_token=/i

/**
 * The one credential of a request. Two are refused before either is tried (RFC 6750 §2): which one
 * counts would be a matter of luck. One in the query is none, and a second one all the same.
 */
export function readPresented(request: RequestLike, refuse: Refuse): Presented {
  let found: Presented | undefined
  let count = 0
  for (const header of HEADERS) {
    const value = headerOf(request, header)
    if (value === undefined) continue
    found = { header, value }
    count += 1
  }
  if (count > 1 || isRepeated(request)) {
    throw refuse('two_credentials', 'more than one header bears a credential')
  }
  if (found === undefined) throw refuse('token_missing', 'no header bears a credential')
  if (request.url !== undefined && QUERY_TOKEN.test(request.url)) {
    throw refuse('two_credentials', 'the query bears a token beside the header')
  }
  demandShort(found.value, refuse)
  if (found.header !== 'authorization') return found
  const value = bearerOf(found.value)
  if (value === undefined) throw refuse('token_missing', 'the Authorization header bears no bearer')
  return { header: 'authorization', value }
}

/** The same for a token that came another way than in a header. */
export function readToken(token: string, refuse: Refuse): Presented {
  demandShort(token, refuse)
  return { header: 'authorization', value: token.trim() }
}

function demandShort(credential: string, refuse: Refuse): void {
  if (credential.length <= CREDENTIAL_CHARACTERS_MAX) return
  throw refuse('invalid_token', 'the credential is too long')
}

export function presentationOf({ header, value }: Presented): Presentation {
  if (header === 'x-api-key') return 'api_key'
  if (header === 'x-token') return 'x_token'
  // What is composed is base64, which has no period.
  return value.includes('.') ? 'bearer' : 'composite'
}

/**
 * Only browsers say where a page comes from, and whoever reads the page reads its key. Right and
 * wrong keys are told so alike, before one is tried.
 */
export function demandNoPage(
  presentation: Presentation,
  request: RequestLike,
  refuse: Refuse,
): void {
  const isKey = presentation === 'api_key' || presentation === 'composite'
  if (!isKey || headerOf(request, 'origin') === undefined) return
  throw refuse('invalid_token', 'a key was sent by a page; whoever sees the page has it now')
}

/** RFC 9110 §11.1: the scheme's letter case is free. */
function bearerOf(value: string): string | undefined {
  const space = value.indexOf(' ')
  if (space === -1 || value.slice(0, space).toLowerCase() !== 'bearer') return undefined
  return value.slice(space + 1).trim()
}

/** One header's text; what came several times is joined, as RFC 9110 §5.3 has it. */
export function headerOf({ headers }: RequestLike, name: string): string | undefined {
  if (isHeaders(headers)) return headers.get(name) ?? undefined
  const value = Object.hasOwn(headers, name) ? headers[name] : undefined
  return value === undefined || typeof value === 'string' ? value : value.join(', ')
}

function isHeaders(headers: RequestLike['headers']): headers is Pick<Headers, 'get'> {
  return typeof headers.get === 'function'
}

/** Node drops the second of two, where another server would drop the first. */
function isRepeated({ rawHeaders }: RequestLike): boolean {
  if (rawHeaders === undefined) return false
  let count = 0
  for (let i = 0; i < rawHeaders.length; i += 2) {
    const name = rawHeaders[i] ?? ''
    // Most names are told apart by their length, without another text for each.
    if (name.length !== 13 && name.length !== 9 && name.length !== 7) continue
    if (HEADERS.some((one) => one === name.toLowerCase())) count += 1
  }
  return count > 1
}
