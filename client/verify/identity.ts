import { MintmarkError } from '../errors.ts'
import { type IssuerOptions, issuerAt } from './asking.ts'
import { integerOf, scopesOf, textOf, textsOf } from './claims.ts'
import { elapsedMs } from './elapsed.ts'
import { engineOfRuntime } from './engine.ts'
import { type Keys, openKeys, readStatement } from './keys.ts'
import { CREDENTIAL_CHARACTERS_MAX, headerOf } from './presented.ts'
import { Recent } from './recent.ts'
import { refusalsWith } from './refusal.ts'
import { demandScopes } from './scopes.ts'
import type { Needs, RequestLike } from './types.ts'

const HEADER = 'x-auth-identity'
const TYPE = 'identity+jwt'
const KEPT_MAX = 10_000
/** Of a signature, the end is as good as the whole for finding what is compared then. */
const KEY_CHARACTERS = 43
/** How far two clocks may be apart: an identity is good for a minute. */
const APART_SEC_MAX = 5
const START_PAUSE_MS = 500

/** Who asks, as the gateway found out. */
export interface Identity {
  readonly clientId: string
  /** Public id of the person, or `agent:` and a number; `undefined` for a client by itself. */
  readonly subject: string | undefined
  readonly organizationId: string
  readonly scopes: readonly string[]
  /** Seconds since 1970. */
  readonly expiresAt: number
}

export interface IdentityOptions extends IssuerOptions {
  /** The name of this API at the gateway, which is the identity's audience. */
  readonly api: string
  /** Milliseconds since 1970; `Date.now` without it. */
  readonly now?: () => number
}

export interface IdentityVerifier {
  /**
   * Whose request the gateway has let through. Throws a `Refusal`: `token_missing` where it did not
   * come through the gateway, `invalid_token`, `insufficient_scope` or `verification_unavailable`.
   */
  verify(request: RequestLike, needs?: Needs): Promise<Identity>
}

/**
 * For APIs behind the gateway: believes what `X-Auth-Identity` says because the gateway signed it
 * for this API, not because it is there. A signing key that was retired in an emergency is believed
 * for up to five minutes, as its published keys are kept that long. Throws `misconfigured` for
 * options that make no sense.
 */
export function identityVerifier(options: IdentityOptions): IdentityVerifier {
  const issuer = issuerAt(options)
  const engine = engineOfRuntime()
  const monotonicMs = elapsedMs()
  const nowMs = options.now ?? Date.now
  const refuse = refusalsWith({ realm: options.api, resourceMetadata: undefined })
  const known = new Recent<{ readonly text: string; readonly identity: Identity }>(KEPT_MAX)
  let keys: Keys | undefined
  let opening: Promise<Keys> | undefined
  let triedMs = -Infinity

  const whenOpen = async (): Promise<Keys> => {
    if (keys !== undefined) return keys
    if (opening === undefined && monotonicMs() - triedMs < START_PAUSE_MS) {
      throw refuse('verification_unavailable', 'the issuer was not to be had a moment ago')
    }
    triedMs = monotonicMs()
    opening ??= openKeys({ issuer, engine, monotonicMs }).finally(() => {
      opening = undefined
    })
    try {
      keys = await opening
      return keys
    } catch (thrown) {
      if (thrown instanceof MintmarkError) throw refuse('verification_unavailable', thrown.message)
      throw thrown
    }
  }

  const read = async (text: string): Promise<Identity> => {
    const said = (await readStatement({ keys: await whenOpen(), engine }, text, TYPE))?.said
    const clientId = textOf(said?.client_id)
    const organizationId = textOf(said?.organization)
    const expiresAt = integerOf(said?.exp)
    const isForUs = said?.iss === issuer.name && textsOf(said.aud)?.includes(options.api) === true
    if (!isForUs || clientId === undefined || organizationId === undefined) {
      throw refuse('invalid_token', 'the identity is not the gateway’s word to this API')
    }
    if (expiresAt === undefined || typeof said.scope !== 'string') {
      throw refuse('invalid_token', 'the identity lacks its end or its scopes')
    }
    const subject = textOf(said.sub)
    return Object.freeze({
      clientId,
      subject: subject === clientId ? undefined : subject,
      organizationId,
      scopes: Object.freeze(scopesOf(said.scope)),
      expiresAt,
    })
  }

  return {
    async verify(request, needs) {
      const text = headerOf(request, HEADER)
      if (text === undefined) throw refuse('token_missing', 'it did not come through the gateway')
      if (text.length > CREDENTIAL_CHARACTERS_MAX) throw refuse('invalid_token', 'it is too long')
      const key = text.slice(-KEY_CHARACTERS)
      const found = known.get(key)
      const identity = found?.text === text ? found.identity : await read(text)
      if (identity.expiresAt + APART_SEC_MAX <= nowMs() / 1_000) {
        throw refuse('invalid_token', 'the identity has expired')
      }
      known.set(key, { text, identity })
      if (needs !== undefined) demandScopes(identity, needs, refuse)
      return identity
    },
  }
}
