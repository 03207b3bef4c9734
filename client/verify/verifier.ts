import { MintmarkError } from '../errors.ts'
import { acceptedWith } from './accepted.ts'
import { issuerAt } from './asking.ts'
import { elapsedMs } from './elapsed.ts'
import { engineOfRuntime } from './engine.ts'
import { type Feed, openFeed } from './feed.ts'
import { type Introspector, introspectorWith } from './introspection.ts'
import { type Keys, openKeys } from './keys.ts'
import { type OfflineVerification, offlineVerification, type VerifiedToken } from './offline.ts'
import {
  demandNoPage,
  type Presented,
  presentationOf,
  readPresented,
  readToken,
} from './presented.ts'
import { refusalsWith } from './refusal.ts'
import { demandScopes } from './scopes.ts'
import type { Caller, Needs, RequestLike, VerifierOptions } from './types.ts'
import { VerifiedTokens } from './verified-tokens.ts'

const STALENESS_MS = 10_000
const CACHE_SIZE = 10_000
const START_PAUSE_MS = 500
const NO_REQUEST: RequestLike = { headers: {} }

/** Says whose request it is. Made once, and closed when the resource server stops. */
export interface Verifier {
  /**
   * Whose request this is, and that it may. Throws a `Refusal` with one of the codes
   * `token_missing`, `two_credentials`, `invalid_token`, `insufficient_scope`, `feed_stale` and
   * `verification_unavailable`, which brings the answer to send (RFC 6750 §3).
   */
  verify(request: RequestLike, needs?: Needs): Promise<Caller>
  /** The same for a token that came another way, such as in the first message of a socket. */
  verifyToken(token: string, needs?: Needs): Promise<Caller>
  /** Throws `insufficient_scope` where the caller has not all that is needed. */
  requireScopes(caller: Caller, scopes: readonly string[]): void
  /** Gets the keys and the feed before the first request; throws what that request would. */
  ready(): Promise<void>
  /** Stops following the feed. Whatever is verified afterwards is refused. */
  close(): void
}

/** Everything that is there once the issuer has answered. */
interface Opened {
  readonly keys: Keys
  readonly feed: Feed
  readonly offline: OfflineVerification
  readonly introspector: Introspector | undefined
}

/** Throws `misconfigured` for options that make no sense; asks for nothing before it is needed. */
export function verifier(options: VerifierOptions): Verifier {
  const issuer = issuerAt(options)
  const engine = engineOfRuntime()
  const monotonicMs = options.monotonicMs ?? elapsedMs()
  const { realm = 'mintmark', resourceMetadata, cacheSize = CACHE_SIZE } = options
  const refuse = refusalsWith({ realm, resourceMetadata })
  const accepted = acceptedWith(options, refuse)
  const presentations: readonly string[] = options.presentations ?? ['bearer']
  if (options.introspect === undefined && presentations.some((one) => one !== 'bearer')) {
    throw new MintmarkError('misconfigured', 'Only bearer is verified without introspect.')
  }
  const cache = new VerifiedTokens(cacheSize)
  let opened: Opened | undefined
  let opening: Promise<Opened> | undefined
  let triedMs = -Infinity
  let isClosed = false

  const open = async (): Promise<Opened> => {
    if (isClosed) throw refuse('verification_unavailable', 'the verifier is closed')
    if (monotonicMs() - triedMs < START_PAUSE_MS) {
      throw refuse('verification_unavailable', 'the issuer was not to be had a moment ago')
    }
    triedMs = monotonicMs()
    try {
      const parts = { issuer, engine, monotonicMs }
      const keys = await openKeys(parts)
      const stalenessMs = options.stalenessMs ?? STALENESS_MS
      const feed = openFeed({ ...parts, keys, stalenessMs })
      if (isClosed) feed.close()
      const { demandToken: demandAccepted } = accepted
      const offline = offlineVerification({ engine, keys, feed, refuse, demandAccepted })
      const introspector = introspectorOf(options, { ...parts, keys, feed, cacheSize })
      opened = { keys, feed, offline, introspector }
      return opened
    } catch (thrown) {
      if (thrown instanceof MintmarkError) throw refuse('verification_unavailable', thrown.message)
      throw thrown
    }
  }
  const whenOpen = (): Promise<Opened> => {
    opening ??= open().finally(() => {
      opening = undefined
    })
    return opening
  }
  const freshen = async ({ feed }: Opened): Promise<void> => {
    await feed.freshen().catch((thrown: unknown) => {
      throw thrown instanceof MintmarkError ? refuse('feed_stale', thrown.message) : thrown
    })
  }

  /** Of a token whose signature is right: whether it lives now. */
  const demandLive = (token: VerifiedToken, { feed }: Opened): Caller => {
    if (token.expiresAt <= feed.now()) throw refuse('invalid_token', 'it has expired')
    if (token.generation === feed.generation) return token.caller
    if (!feed.isOn(token.style.name)) throw refuse('invalid_token', 'its style is switched off')
    if (feed.hasEnded(token.digests, token.issuedAt)) {
      throw refuse('invalid_token', 'it was revoked')
    }
    token.generation = feed.generation
    return token.caller
  }

  const whenFresh = async (): Promise<Opened> => {
    const now = opened ?? (await whenOpen())
    if (!now.feed.isFresh()) await freshen(now)
    return now
  }

  const verifyElsewhere = async (
    { introspector }: Opened,
    presented: Presented,
    ip: string | undefined,
  ): Promise<Caller> => {
    if (introspector === undefined) {
      throw refuse('invalid_token', 'it cannot be verified without introspection')
    }
    const caller = await introspector.find(presented, ip).catch(() => {
      throw refuse('verification_unavailable', 'the issuer’s introspection does not answer')
    })
    if (caller === undefined) throw refuse('invalid_token', 'the issuer knows no such credential')
    accepted.demandIntrospected(caller)
    return caller
  }

  const keep = (verified: VerifiedToken, now: Opened): Caller => {
    const caller = demandLive(verified, now)
    cache.set(verified)
    return caller
  }

  // A promise more for each step would be felt where nothing has to be waited for.
  const verifyPresented = (
    now: Opened,
    presented: Presented,
    request: RequestLike,
  ): Caller | Promise<Caller> => {
    const { header, value } = presented
    const known = header === 'authorization' ? cache.get(value) : undefined
    if (known?.keysGeneration === now.keys.generation) {
      return demandLive(known, now)
    }
    const presentation = presentationOf(presented)
    if (!presentations.includes(presentation) || value.startsWith('mm_')) {
      throw refuse('invalid_token', `a credential as ${presentation} is not accepted here`)
    }
    demandNoPage(presentation, request, refuse)
    if (presentation !== 'bearer' || now.offline.isSharedSecret(value)) {
      return verifyElsewhere(now, presented, request.ip)
    }
    const verified = now.offline.verify(value)
    return verified instanceof Promise
      ? verified.then((token) => keep(token, now))
      : keep(verified, now)
  }

  const verify = async (
    request: RequestLike,
    token: string | undefined,
    needs: Needs | undefined,
  ): Promise<Caller> => {
    const presented =
      token === undefined ? readPresented(request, refuse) : readToken(token, refuse)
    const now = opened?.feed.isFresh() ? opened : await whenFresh()
    const found = verifyPresented(now, presented, request)
    const caller = found instanceof Promise ? await found : found
    if (needs !== undefined) demandScopes(caller, needs, refuse)
    return caller
  }

  return {
    verify: (request, needs) => verify(request, undefined, needs),
    verifyToken: (token, needs) => verify(NO_REQUEST, token, needs),
    requireScopes: (caller, scopes) => demandScopes(caller, { scopes }, refuse),
    async ready() {
      await whenFresh()
    },
    close() {
      isClosed = true
      opened?.feed.close()
    },
  }
}

function introspectorOf(
  { introspect: credentials }: VerifierOptions,
  parts: Omit<Parameters<typeof introspectorWith>[0], 'url' | 'credentials'> & {
    readonly keys: Keys
  },
): Introspector | undefined {
  const url = parts.keys.introspectionUrl
  if (credentials === undefined) return undefined
  if (url === undefined) throw new MintmarkError('malformed_answer', 'It offers no introspection.')
  return introspectorWith({ ...parts, url, credentials })
}
