import { type Clock, within } from '../clock.ts'
import { MintmarkError } from '../errors.ts'
import { readAtMost } from './read-at-most.ts'
import { refusalOf } from './refusal.ts'

const ANSWER_BYTES_MAX = 256 * 1024

export interface TokenRequest {
  readonly url: string
  readonly headers?: Readonly<Record<string, string>>
  readonly body?: string | URLSearchParams | FormData
}

export interface TokenAnswer {
  readonly json: Readonly<Record<string, unknown>>
  /** Milliseconds since 1970 by the issuer's own clock, where it says (RFC 9110 §6.6.1). */
  readonly servedAt?: number
}

/** One POST to an issuer. Throws `MintmarkError`; what it throws holds nothing of the request. */
export type Ask = (request: TokenRequest) => Promise<TokenAnswer>

export interface AskOptions {
  readonly fetch: typeof globalThis.fetch
  readonly clock: Clock
  readonly timeoutMs: number
}

export function askWith({ fetch, clock, timeoutMs }: AskOptions): Ask {
  return async (request) => {
    const stop = new AbortController()
    // A fetch that does not heed its signal must not hold up everybody who waits for the token.
    return await within(clock, timeoutMs, exchange(fetch, request, stop.signal), () => {
      stop.abort()
      return new MintmarkError('timeout', `${request.url} did not answer within ${timeoutMs} ms`)
    })
  }
}

async function exchange(
  fetch: AskOptions['fetch'],
  { url, headers, body }: TokenRequest,
  signal: AbortSignal,
): Promise<TokenAnswer> {
  const response = await reaching(url, async () =>
    fetch(url, {
      method: 'POST',
      headers: { accept: 'application/json', ...headers },
      body,
      // A credential goes where it was meant to go and nowhere else.
      redirect: 'manual',
      signal,
    }),
  )
  const text = await reaching(url, () => readAtMost(response, ANSWER_BYTES_MAX))
  const json = objectIn(text)
  if (!response.ok) throw refusalOf(url, response, json)
  if (json === undefined) {
    throw new MintmarkError('malformed_answer', `${url} did not answer with a JSON object`, {
      status: response.status,
    })
  }
  const servedAt = Date.parse(response.headers.get('date') ?? '')
  return Number.isNaN(servedAt) ? { json } : { json, servedAt }
}

/** The error of a runtime may quote what was sent, so only its code is passed on. */
async function reaching<T>(url: string, work: () => Promise<T>): Promise<T> {
  try {
    return await work()
  } catch (error) {
    const code = codeOf(error)
    const why = code === undefined ? '' : ` (${code})`
    throw new MintmarkError('unreachable', `${url} could not be reached${why}`)
  }
}

function codeOf(error: unknown): string | undefined {
  const cause = error instanceof Error ? error.cause : undefined
  const code = cause instanceof Error && 'code' in cause ? cause.code : undefined
  return typeof code === 'string' && /^[A-Z][A-Z_0-9]{1,40}$/.test(code) ? code : undefined
}

function objectIn(text: string | undefined): Record<string, unknown> | undefined {
  try {
    const value: unknown = JSON.parse(text ?? '')
    const isObject = typeof value === 'object' && value !== null && !Array.isArray(value)
    return isObject ? (value as Record<string, unknown>) : undefined
  } catch {
    return undefined
  }
}
