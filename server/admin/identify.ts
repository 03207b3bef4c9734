import { type ParsedCredential, parseCredential } from '../credentials/format.ts'
import type { Dialect } from '../dialects/contract.ts'
import type { Presented } from '../protocol/introspection.ts'
import type { WireRequest } from '../protocol/wire.ts'

/** What a text claims to be; whether it is true is for the checks. */
export type Identified =
  | { readonly form: 'jwt' }
  | { readonly form: 'ours'; readonly parsed: ParsedCredential }
  /** Several credentials in one text, in the manner of one dialect. */
  | { readonly form: 'joined'; readonly dialect: Dialect; readonly presented: Presented }
  | { readonly form: 'unknown'; readonly why: string }

/** Where resource requests bear credentials. Which of these counts, a dialect says. */
export const PLACES: readonly { readonly header: string; write(token: string): string }[] = [
  { header: 'Authorization', write: (token) => `Bearer ${token}` },
  { header: 'X-API-Key', write: (token) => token },
  { header: 'X-Token', write: (token) => token },
]

/** A pasted header's value is taken for the credential in it. */
export function bareToken(text: string): string {
  return text.trim().replace(/^(?:bearer|basic)\s+/i, '')
}

export function identify(dialects: readonly Dialect[], text: string): Identified {
  if (text.startsWith('mm_')) {
    const parsed = parseCredential(text)
    return parsed === undefined
      ? {
          form: 'unknown',
          why: 'it has our prefix, but its check digits are wrong: mistyped or cut',
        }
      : { form: 'ours', parsed }
  }
  if (text.startsWith('mmc_')) {
    return { form: 'unknown', why: 'it looks like a client id, which proves nothing by itself' }
  }
  return (
    joinedIn(dialects, text) ??
    (text.split('.').length === 3
      ? { form: 'jwt' }
      : { form: 'unknown', why: 'it has the form of nothing that this server hands out' })
  )
}

function joinedIn(dialects: readonly Dialect[], text: string): Identified | undefined {
  for (const dialect of dialects) {
    for (const place of PLACES) {
      const request = requestWith({ method: 'GET', path: '/', host: '' }, place, text)
      const presented = dialect
        .presented(request)
        .find((one) => one.kind === 'composite' || one.kind === 'client_key')
      if (presented !== undefined) return { form: 'joined', dialect, presented }
    }
  }
  return undefined
}

export interface RequestLine {
  readonly method: string
  readonly path: string
  readonly host: string
}

/** The request that somebody would send with the token in this place. */
export function requestWith(
  { method, path, host }: RequestLine,
  place: (typeof PLACES)[number],
  token: string,
  params: Readonly<Record<string, string>> = {},
): WireRequest {
  return {
    method,
    path,
    host,
    headers: { [place.header.toLowerCase()]: place.write(token) },
    query: {},
    params,
    body: { kind: 'none' },
    ip: '',
    requestId: '',
  }
}
