import { cacheKey } from '../cache/cache-key.ts'
import { type Call, callerOf } from '../call/caller.ts'
import { systemClock } from '../clock.ts'
import type { AccessToken } from '../keep/access-token.ts'
import { hold } from '../keep/held.ts'
import { type Keeper, keeperOf } from '../keep/keeper.ts'
import { obtainBy, publish, type SharedOptions, sharedObtain } from '../keep/shared-obtain.ts'
import { type Ask, askWith } from '../wire/ask.ts'
import type { TokenSet } from '../wire/tokens.ts'
import { readBase, readOrigin, type SourceOptions } from './options.ts'

/** Gets a token, keeps it, and gets the next one in time. */
export interface TokenSource {
  /**
   * A token that is good for a while. At once when there is one; else there is one request for
   * however many ask. Rejects with a `MintmarkError`, or with the signal's reason, which ends the
   * waiting of this caller only.
   */
  getToken(options?: { readonly signal?: AbortSignal }): Promise<AccessToken>
  /**
   * The global `fetch` with a token of this source. A path is a path of the API's address. After
   * an answer that refuses the token the request is sent once more with a new one, unless its body
   * is a stream. Redirects are not followed: the answer that tells of one is given back.
   */
  readonly fetch: Call
  /**
   * Says that a token of `getToken` was refused, where something else than `fetch` sent it. The
   * next `getToken` gives another one, unless others were refused just before. One that was
   * replaced in the meantime changes nothing.
   */
  discard(token: AccessToken): void
}

/** How APIs are shown a token. */
interface Shown {
  readonly apiUrl: string
  readonly present: (accessToken: string) => Readonly<Record<string, string>>
  /** Sent where the caller of \`fetch\` names no others. */
  readonly headers?: Readonly<Record<string, string>>
}

/** What a style adds to what all sources have in common. */
export interface Style extends Shown {
  /** Tells sources apart in a shared cache; secrets may stand here, they are hashed. */
  readonly identity: readonly unknown[]
  /** Whether a refresh token has one use. */
  readonly isRotating: boolean
  /** How many requests `renew` sends at most. */
  readonly requestsMax: number
  readonly renew: (ask: Ask, previous: TokenSet | undefined) => Promise<TokenSet>
  readonly onNew?: (tokens: TokenSet) => unknown
}

/** A source, and what a style needs to begin with tokens that a person agreed to. */
export interface Opened {
  readonly source: TokenSource
  readonly ask: Ask
  readonly put: (tokens: TokenSet) => Promise<void>
}

export const TIMEOUT_MS = 10_000
const MARGIN_MS = 30_000

export const bearer = (token: string): Record<string, string> => ({
  authorization: `Bearer ${token}`,
})

export function openSource(style: Style, options: SourceOptions): Opened {
  const { clock = systemClock, random = Math.random, cache } = options
  const { timeoutMs = TIMEOUT_MS, marginMs = MARGIN_MS } = options
  const fetch: typeof globalThis.fetch = options.fetch ?? ((...all) => globalThis.fetch(...all))
  const ask = askWith({ fetch, clock, timeoutMs })
  const keeping = { clock, random, marginMs }
  const renew = (previous: TokenSet | undefined) => style.renew(ask, previous)
  let key: Promise<string> | undefined
  const keyOf = () => {
    key ??= cacheKey(style.identity)
    return key
  }
  const renewMsMax = timeoutMs * style.requestsMax
  const { isRotating, onNew } = style
  const shared: SharedOptions | undefined =
    cache === undefined ? undefined : { ...keeping, cache, keyOf, renew, renewMsMax, isRotating }
  const keeper = keeperOf({
    ...keeping,
    onNew,
    obtain: shared ? sharedObtain(shared) : (held) => obtainBy(renew, held?.tokens, clock),
  })
  return {
    source: sourceOf(keeper, style, { ...options, fetch }),
    ask,
    put: async (tokens) => {
      await keeper.put(tokens)
      if (shared !== undefined) await publish(shared, { tokens, bornAt: clock.now() })
    },
  }
}

/** A source whose credential never changes by itself, so that nothing is asked of an issuer. */
export function fixedSource(
  { credential, ...shown }: Shown & { readonly credential: () => string },
  options: SourceOptions,
): TokenSource {
  const { clock = systemClock, fetch = (...all) => globalThis.fetch(...all) } = options
  const keeping = { clock, random: () => 0, marginMs: 0 }
  const keeper: Parameters<typeof sourceOf>[0] = {
    get: async (signal) => {
      signal?.throwIfAborted()
      const tokens = { accessToken: credential() }
      return hold({ tokens, bornAt: clock.now() }, Infinity, false, keeping)
    },
    // There is no other one to try.
    reject: () => false,
    discard: () => {},
    accept: () => {},
    doubt: () => {},
  }
  return sourceOf(keeper, shown, { ...options, fetch })
}

function sourceOf(
  keeper: Omit<Keeper, 'put'>,
  { present, headers, apiUrl }: Shown,
  { fetch, origins, allowHttp }: SourceOptions & { readonly fetch: typeof globalThis.fetch },
): TokenSource {
  const named = origins?.map(readOrigin)
  return {
    getToken: async ({ signal } = {}) => (await keeper.get(signal)).token,
    discard: keeper.discard,
    fetch: callerOf({ fetch, keeper, present, headers, apiUrl, allowHttp, origins: named }),
  }
}

/** The address of the issuer and that of its APIs. */
export function readBases(
  { baseUrl, apiUrl, allowHttp }: SourceOptions,
  vendor?: { readonly baseUrl: string },
): { readonly issuer: string; readonly api: string } {
  const issuer = readBase('baseUrl', baseUrl ?? vendor?.baseUrl, allowHttp)
  return { issuer, api: readBase('apiUrl', apiUrl ?? issuer, allowHttp) }
}
