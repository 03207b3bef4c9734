import { systemClock } from '../clock.ts'
import { MintmarkError } from '../errors.ts'
import { askWith } from '../wire/ask.ts'
import { base64 } from './basic.ts'
import { type PendingConsent, randomText, readCode } from './callback.ts'
import { misconfigured, readBase, type SourceOptions } from './options.ts'
import { bearer, fixedSource, readBases, TIMEOUT_MS, type TokenSource } from './token-source.ts'

export interface VocalcolaOptions extends SourceOptions {
  /** Of the App, as the vendor's support sends it. */
  readonly publicKey: string
  readonly privateKey: string
  /** What `complete` gave. Without one the bearer speaks for the App alone. */
  readonly userToken?: string
  /** Of a plan that the user may manage as a guest. Only with a user token. */
  readonly planKey?: string
  /** Where people come back to; for `begin` and `complete`. */
  readonly redirectUri?: string
  readonly scopes?: readonly string[]
  /** Where people agree, if that is elsewhere than `baseUrl`. */
  readonly portalUrl?: string | URL
}

/** What a person agreed to. */
export interface VocalcolaConsent {
  /** Does not end by itself: keep it as you keep the private key. */
  readonly userToken: string
  readonly scope: string
}

export interface VocalcolaSource extends TokenSource {
  /** Where to send the person, and what to remember until they are back. */
  begin(): { readonly url: string; readonly pending: PendingConsent }
  /**
   * Exchanges the code of the address that the person came back to; from then on this source speaks
   * for them. Rejects with `callback_refused`, with `consent_required` when they said no, or as any
   * request for a token.
   */
  complete(callback: string | URL, pending: PendingConsent): Promise<VocalcolaConsent>
}

const VENDOR = { baseUrl: 'https://api.vocalcola.com' }
const PORTAL = 'https://portal.vocalcola.com'

/**
 * Bearers that are put together from an App's key pair, a user token and a plan key. They do not
 * expire, so nothing is renewed. By the vendor's page "Authentication Credentials".
 */
export function vocalcola(options: VocalcolaOptions): VocalcolaSource {
  const { fetch = (...all) => globalThis.fetch(...all), clock = systemClock } = options
  const { timeoutMs = TIMEOUT_MS, allowHttp, redirectUri, scopes = [], planKey } = options
  const publicKey = readPart('publicKey', options.publicKey)
  const privateKey = readPart('privateKey', options.privateKey)
  if (planKey !== undefined) readPart('planKey', planKey)
  let userToken = options.userToken
  if (userToken !== undefined) readPart('userToken', userToken)
  if (planKey !== undefined && userToken === undefined && redirectUri === undefined) {
    throw misconfigured('a planKey stands beside a userToken')
  }
  const { issuer, api } = readBases(options, VENDOR)
  const ownPortal = options.baseUrl === undefined ? PORTAL : issuer
  const portal = readBase('portalUrl', options.portalUrl ?? ownPortal, allowHttp)
  const ask = askWith({ fetch, clock, timeoutMs })
  const keys = [publicKey, privateKey]
  const credential = () => {
    if (userToken === undefined) return base64(keys.join('.'))
    return base64([...keys, userToken, ...(planKey === undefined ? [] : [planKey])].join('.'))
  }
  const returnAddress = () => {
    if (redirectUri === undefined) throw misconfigured('redirectUri is needed where people agree')
    return redirectUri
  }
  return {
    ...fixedSource({ credential, apiUrl: api, present: bearer }, options),
    begin: () => {
      const pending = { state: randomText() }
      const query = new URLSearchParams({
        response_type: 'code',
        scope: scopes.join(' '),
        client_id: publicKey,
        redirect_uri: returnAddress(),
        state: pending.state,
      })
      return { url: `${portal}/user/apps/authorize.php?${query}`, pending }
    },
    complete: async (callback, pending) => {
      const code = readCode(callback, pending)
      const grant = { grant_type: 'authorization_code', code, redirect_uri: returnAddress() }
      const { json } = await ask({
        url: `${issuer}/v0/token/`,
        headers: { 'content-type': 'application/json', ...bearer(base64(keys.join('.'))) },
        body: JSON.stringify(grant),
      })
      if (typeof json.user_token !== 'string' || !isPart(json.user_token)) {
        throw new MintmarkError('malformed_answer', 'the answer has no usable user_token')
      }
      userToken = json.user_token
      return { userToken, scope: typeof json.scope === 'string' ? json.scope : '' }
    },
  }
}

/** A part of a bearer: a dot in it would make it two. */
function isPart(text: string): boolean {
  return /^[\w-]+$/.test(text)
}

function readPart(name: string, value: unknown): string {
  if (typeof value === 'string' && isPart(value)) return value
  throw misconfigured(`${name} is missing or has characters that no key has`)
}
