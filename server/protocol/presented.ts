import { ProtocolError } from './errors.ts'
import type { ClientProof } from './token-request.ts'
import { header, type WireRequest } from './wire.ts'

/** Headers in which some style looks for a credential, by their lower-case names. */
export const CREDENTIAL_HEADERS = ['authorization', 'x-api-key', 'x-token'] as const
export type CredentialHeader = (typeof CREDENTIAL_HEADERS)[number]

/** The token after a scheme word, which is case-insensitive (RFC 9110 §11.1). */
export function schemeToken(request: WireRequest, scheme: string): string | undefined {
  const value = header(request, 'authorization')
  if (value === undefined) return undefined
  const space = value.indexOf(' ')
  const word = space === -1 ? value : value.slice(0, space)
  if (word.toLowerCase() !== scheme) return undefined
  return value.slice(word.length).trim()
}

/**
 * Base64 in either alphabet, with or without padding, but only one text per value: Node's decoder
 * also takes junk and stray last bits, so what was decoded is encoded again and compared.
 */
export function decodeBase64(text: string): string | undefined {
  if (text === '') return undefined
  const bytes = Buffer.from(text, 'base64')
  const written = bytes.toString('base64')
  // Most write it as we would; the others are brought to our form.
  if (written !== text) {
    const bare = text.replace(/=+$/, '').replaceAll('-', '+').replaceAll('_', '/')
    if (bare === '' || written.replace(/=+$/, '') !== bare) return undefined
  }
  const decoded = bytes.toString('utf8')
  return /[\0\ufffd]/.test(decoded) ? undefined : decoded
}

/**
 * `id:secret`, each half percent-decoded, because clients encode in four ways (RFC 6749 §2.3.1).
 */
export function readBasic(request: WireRequest): ClientProof | undefined {
  const encoded = schemeToken(request, 'basic')
  if (encoded === undefined) return undefined
  const pair = decodeBase64(encoded)
  const colon = pair?.indexOf(':') ?? -1
  if (pair === undefined || colon < 1) return { kind: 'absent', presentedIn: 'basic' }
  const clientId = decodePercent(pair.slice(0, colon))
  const secret = decodePercent(pair.slice(colon + 1))
  return clientId === undefined || secret === undefined
    ? { kind: 'absent', presentedIn: 'basic' }
    : { kind: 'secret', clientId, secret, presentedIn: 'basic' }
}

export function readBodyProof(clientId: unknown, secret: unknown): ClientProof | undefined {
  if (clientId === undefined && secret === undefined) return undefined
  for (const [parameter, value] of Object.entries({ client_id: clientId, client_secret: secret })) {
    if (value !== undefined && value !== null && typeof value !== 'string') {
      throw new ProtocolError('parameter_malformed', { parameter })
    }
  }
  if (typeof clientId !== 'string' || clientId === '') {
    return { kind: 'absent', presentedIn: 'body' }
  }
  return typeof secret === 'string'
    ? { kind: 'secret', clientId, secret, presentedIn: 'body' }
    : { kind: 'public', clientId, presentedIn: 'body' }
}

function decodePercent(text: string): string | undefined {
  if (!/[%+]/.test(text)) return text
  try {
    const decoded = decodeURIComponent(text.replaceAll('+', ' '))
    return decoded.includes('\0') ? undefined : decoded
  } catch {
    return undefined
  }
}
