// An authenticator in software, as far as a test needs one: it makes passkeys (ES256) and signs
// with them, and it can be told to do so in ways in which no good one would.
import { createHash, generateKeyPairSync, type KeyObject, randomBytes, sign } from 'node:crypto'
import { isoCBOR } from '@simplewebauthn/server/helpers'

const PRESENT = 0x01
const VERIFIED = 0x04
const ATTESTED = 0x40

export interface Oddities {
  /** Where the browser is, or says that it is. */
  readonly origin?: string
  readonly rpId?: string
  /** False where nobody has proved to the authenticator who they are. */
  readonly isVerified?: boolean
  readonly counter?: number
  readonly userHandle?: string
  /** Instead of the challenge that was given. */
  readonly challenge?: string
}

export interface Creation {
  readonly challenge: string
  readonly rp: { readonly id?: string }
  readonly user: { readonly id: string }
}

export interface Assertion {
  readonly challenge: string
  readonly rpId?: string
}

export function openAuthenticator(origin: string) {
  const credentialId = randomBytes(32)
  const { publicKey: verifying, privateKey: signing } = generateKeyPairSync('ec', {
    namedCurve: 'P-256',
  })
  let counter = 0
  let userHandle = ''
  const id = credentialId.toString('base64url')

  return {
    id,
    /** As `navigator.credentials.create` would answer. */
    make(options: Creation, odd: Oddities = {}) {
      userHandle = options.user.id
      const keyed = Buffer.concat([
        Buffer.alloc(16),
        Buffer.from([0, credentialId.length]),
        credentialId,
        isoCBOR.encode(coseOf(verifying)),
      ])
      const authData = authenticatorData(odd.rpId ?? options.rp.id ?? '', odd, counter, keyed)
      const attestation = new Map<string, unknown>([
        ['fmt', 'none'],
        ['attStmt', new Map()],
        ['authData', Uint8Array.from(authData)],
      ])
      return {
        id,
        rawId: id,
        type: 'public-key',
        clientExtensionResults: {},
        response: {
          clientDataJSON: said('webauthn.create', odd.challenge ?? options.challenge, odd, origin),
          attestationObject: text(isoCBOR.encode(attestation as never)),
          transports: ['internal'],
        },
      }
    },
    /** As `navigator.credentials.get` would answer. */
    sign(options: Assertion, odd: Oddities = {}) {
      counter = odd.counter ?? counter + 1
      const authData = authenticatorData(odd.rpId ?? options.rpId ?? '', odd, counter)
      const challenge = odd.challenge ?? options.challenge
      const clientDataJSON = said('webauthn.get', challenge, odd, origin)
      const hash = createHash('sha256').update(Buffer.from(clientDataJSON, 'base64url')).digest()
      const signature = sign('sha256', Buffer.concat([authData, hash]), signing)
      return {
        id,
        rawId: id,
        type: 'public-key',
        clientExtensionResults: {},
        response: {
          clientDataJSON,
          authenticatorData: text(authData),
          signature: text(signature),
          userHandle: odd.userHandle ?? userHandle,
        },
      }
    },
  }
}

function authenticatorData(
  rpId: string,
  { isVerified = true }: Oddities,
  counter: number,
  keyed?: Buffer,
): Buffer {
  const flags = PRESENT | (isVerified ? VERIFIED : 0) | (keyed === undefined ? 0 : ATTESTED)
  const tail = Buffer.alloc(5)
  tail.writeUInt8(flags, 0)
  tail.writeUInt32BE(counter, 1)
  const hash = createHash('sha256').update(rpId).digest()
  return Buffer.concat([hash, tail, keyed ?? Buffer.alloc(0)])
}

function said(type: string, challenge: string, odd: Oddities, origin: string): string {
  const client = { type, challenge, origin: odd.origin ?? origin, crossOrigin: false }
  return text(Buffer.from(JSON.stringify(client)))
}

/** RFC 9053 §7.1.1: EC2, ES256, P-256. */
function coseOf(verifying: KeyObject): Map<number, number | Uint8Array<ArrayBuffer>> {
  const { x = '', y = '' } = verifying.export({ format: 'jwk' })
  const bytes = (part: string) => Uint8Array.from(Buffer.from(part, 'base64url'))
  return new Map<number, number | Uint8Array<ArrayBuffer>>([
    [1, 2],
    [3, -7],
    [-1, 1],
    [-2, bytes(x)],
    [-3, bytes(y)],
  ])
}

function text(bytes: Uint8Array): string {
  return Buffer.from(bytes).toString('base64url')
}
