import { parseUrl } from '../call/address.ts'
import { MintmarkError } from '../errors.ts'
import { sha256 } from '../wire/digest.ts'

/**
 * What must be remembered of a person who was sent to agree, until they are back: in their own
 * sign-in on your server, or in `sessionStorage` of a page. Plain text, to be kept from others.
 */
export interface PendingConsent {
  readonly state: string
  /** The secret of PKCE (RFC 7636 §4.1), where the issuer knows it. */
  readonly verifier?: string
}

export interface ExpectedIssuer {
  readonly name: string
  /** Whether a callback without a name is refused. */
  readonly isRequired: boolean
}

/** 32 random bytes, as both a state and a verifier of PKCE may be written. */
export function randomText(): string {
  return base64url(crypto.getRandomValues(new Uint8Array(32)))
}

/** What stands in an address for a verifier (RFC 7636 §4.2). */
export async function challengeOf(verifier: string): Promise<string> {
  return base64url(await sha256(verifier))
}

/**
 * The code of the address that a person came back to. Throws `callback_refused` when it does not
 * belong to what was begun (RFC 6749 §10.12, RFC 9207), `consent_required` when they said no.
 */
export function readCode(
  callback: string | URL,
  pending: PendingConsent,
  issuer?: ExpectedIssuer,
): string {
  const answer = parseUrl(callback)?.searchParams
  if (answer === undefined) throw refused('the callback is not an absolute URL')
  if (answer.get('state') !== pending.state || pending.state === '') {
    throw refused('the state of the callback is not the one that was sent')
  }
  const iss = answer.get('iss')
  if (issuer !== undefined && (iss !== null || issuer.isRequired)) {
    const isSame = iss?.replace(/\/$/, '') === issuer.name.replace(/\/$/, '')
    if (!isSame) throw refused('the callback does not come from the issuer')
  }
  const word = answer.get('error')
  if (word !== null) {
    const oauthError = /^[a-z_]{1,40}$/.test(word) ? word : undefined
    const code = word === 'access_denied' ? 'consent_required' : 'callback_refused'
    throw new MintmarkError(code, `the issuer sent the person back with ${oauthError}`, {
      ...(oauthError !== undefined && { oauthError }),
    })
  }
  const code = answer.get('code')
  if (code === null || code === '') throw refused('the callback has no code')
  return code
}

function refused(message: string): MintmarkError {
  return new MintmarkError('callback_refused', message)
}

function base64url(bytes: Uint8Array): string {
  const text = btoa(String.fromCharCode(...bytes))
  return text.replaceAll('+', '-').replaceAll('/', '_').replace(/=+$/, '')
}
