/**
 * What crosses the edge. `http/` makes a WireRequest out of bytes and sends a WireResponse;
 * dialects read the one and write the other. Nothing further inside sees either.
 */
export type Fields = Readonly<Record<string, unknown>>

export type BodyKind = 'json' | 'form' | 'multipart'

export type WireBody =
  | { readonly kind: 'none' }
  | { readonly kind: 'json'; readonly value: unknown }
  | { readonly kind: 'form' | 'multipart'; readonly fields: Fields }

export interface WireRequest {
  readonly method: string
  /** Path as routed, without the query. */
  readonly path: string
  /** Lower-case `Host`, with the port if one was sent. */
  readonly host: string
  /** By lower-case name. Values that arrived twice are joined by Node (RFC 9110 §5.3). */
  readonly headers: Readonly<Record<string, string | string[] | undefined>>
  readonly query: Fields
  readonly params: Readonly<Record<string, string>>
  readonly body: WireBody
  readonly ip: string
  readonly requestId: string
}

export interface WireResponse {
  readonly status: number
  readonly headers: Readonly<Record<string, string>>
  readonly body: string
}

const JSON_HEADERS = { 'content-type': 'application/json; charset=utf-8' } as const

/** RFC 6749 §5.1: answers that hold tokens must not be cached. */
export const NO_STORE = { 'cache-control': 'no-store', pragma: 'no-cache' } as const

export function json(
  status: number,
  value: unknown,
  headers: Readonly<Record<string, string>> = {},
): WireResponse {
  return { status, headers: { ...JSON_HEADERS, ...headers }, body: JSON.stringify(value) }
}

export function header(request: WireRequest, name: string): string | undefined {
  const value = request.headers[name]
  return Array.isArray(value) ? value.join(', ') : value
}
