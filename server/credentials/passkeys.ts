import type {
  AuthenticationResponseJSON,
  PublicKeyCredentialCreationOptionsJSON,
  PublicKeyCredentialRequestOptionsJSON,
  RegistrationResponseJSON,
} from '@simplewebauthn/server'
import type { Clock } from '../protocol/clock.ts'
import type { Random } from '../protocol/random.ts'
import type { NewPasskey, Passkey } from '../store/passkeys.ts'
import type { Store } from '../store/store.ts'
import type { User } from '../store/users.ts'
import { ceremoniesIn } from './ceremonies.ts'
import { challengeOf, readAssertion, readAttestation } from './passkey-answers.ts'
import type { RelyingParty } from './relying-party.ts'
import type { Secrets } from './secrets.ts'

export const PASSKEYS_MAX = 20
/** EdDSA, ES256, RS256, in COSE's numbers (RFC 9053). */
const ALGORITHMS = [-8, -7, -257]

export interface Passkeys {
  /** Whose domain they are made for; without one there are none. */
  readonly relyingParty: RelyingParty | undefined
  /** What a browser is asked to make. `binding` names the browser: no other may bring it back. */
  offer(user: User, binding: string): Promise<PublicKeyCredentialCreationOptionsJSON | undefined>
  /** What the browser made, if it is what was asked for; it is the caller's to keep. */
  made(user: User, answer: unknown, binding: string): Promise<NewPasskeyFacts | undefined>
  /** What a browser is asked to sign. It finds the passkey, and with it the user, by itself. */
  challenge(binding: string): Promise<PublicKeyCredentialRequestOptionsJSON | undefined>
  /**
   * The enabled user whose passkey signed the challenge, after the authenticator has verified that
   * it is them (a PIN, a finger, a face): both factors at once.
   */
  authenticate(answer: unknown, binding: string): Promise<User | undefined>
}

export type NewPasskeyFacts = Omit<NewPasskey, 'name'>

interface Parts {
  readonly store: Store
  readonly secrets: Secrets
  readonly random: Random
  readonly clock: Clock
  readonly relyingParty: RelyingParty | undefined
}

/** Loaded with the first passkey: no token is ever behind one. */
const webauthn = () => import('@simplewebauthn/server')

export function passkeysIn(parts: Parts): Passkeys {
  const { store, clock, relyingParty } = parts
  const ceremonies = ceremoniesIn(parts)

  return {
    relyingParty,
    async offer(user, binding) {
      if (relyingParty === undefined) return undefined
      const known = await store.passkeys.ofUser(user.id)
      const { generateRegistrationOptions } = await webauthn()
      return generateRegistrationOptions({
        rpID: relyingParty.id,
        rpName: relyingParty.name,
        userID: idBytesOf(user),
        userName: user.email,
        userDisplayName: user.name,
        challenge: await ceremonies.begin('register', user.id, binding),
        attestationType: 'none',
        supportedAlgorithmIDs: ALGORITHMS,
        authenticatorSelection: { residentKey: 'required', userVerification: 'required' },
        excludeCredentials: known.map(described),
      })
    },
    async made(user, answer, binding) {
      const response = readAttestation(answer)
      if (relyingParty === undefined || response === undefined) return undefined
      const challenge = challengeOf(response)
      if (!(await ceremonies.take('register', user.id, binding, challenge))) return undefined
      const credential = await verifiedAttestation(response, challenge, relyingParty)
      return (
        credential && {
          userId: user.id,
          credentialId: bytesOf(credential.id),
          verifyingKey: credential.publicKey,
          counter: credential.counter,
          transports: credential.transports ?? [],
          createdAt: clock.now(),
        }
      )
    },
    async challenge(binding) {
      if (relyingParty === undefined) return undefined
      const { generateAuthenticationOptions } = await webauthn()
      return generateAuthenticationOptions({
        rpID: relyingParty.id,
        userVerification: 'required',
        challenge: await ceremonies.begin('authenticate', undefined, binding),
      })
    },
    async authenticate(answer, binding) {
      const response = readAssertion(answer)
      if (relyingParty === undefined || response === undefined) return undefined
      const challenge = challengeOf(response)
      if (!(await ceremonies.take('authenticate', undefined, binding, challenge))) return undefined
      const passkey = await store.passkeys.loadByCredentialId(bytesOf(response.id))
      const user = passkey && (await store.users.load(passkey.userId))
      if (passkey === undefined || user === undefined || !user.isEnabled) return undefined
      const named = bytesOf(response.response.userHandle ?? '')
      if (!named.equals(idBytesOf(user))) return undefined
      const counter = await verifiedCounter(response, challenge, relyingParty, passkey)
      if (counter === undefined) return undefined
      const isNext = await store.transaction((records) =>
        records.passkeys.advance(passkey.id, counter, clock.now()),
      )
      return isNext ? user : undefined
    },
  }
}

/** The library throws whatever is wrong, and says it for programmers: to us it is no. */
async function verifiedAttestation(
  response: RegistrationResponseJSON,
  expectedChallenge: string,
  { id, origin }: RelyingParty,
) {
  const { verifyRegistrationResponse } = await webauthn()
  try {
    const result = await verifyRegistrationResponse({
      response,
      expectedChallenge,
      expectedOrigin: origin,
      expectedRPID: id,
      requireUserVerification: true,
      supportedAlgorithmIDs: ALGORITHMS,
    })
    return result.verified ? result.registrationInfo.credential : undefined
  } catch {
    return undefined
  }
}

async function verifiedCounter(
  response: AuthenticationResponseJSON,
  expectedChallenge: string,
  { id, origin }: RelyingParty,
  passkey: Passkey,
): Promise<number | undefined> {
  const { verifyAuthenticationResponse } = await webauthn()
  try {
    const result = await verifyAuthenticationResponse({
      response,
      expectedChallenge,
      expectedOrigin: origin,
      expectedRPID: id,
      requireUserVerification: true,
      credential: {
        id: response.id,
        publicKey: Uint8Array.from(passkey.verifyingKey),
        counter: passkey.counter,
      },
    })
    return result.verified ? result.authenticationInfo.newCounter : undefined
  } catch {
    return undefined
  }
}

/** WebAuthn §14.6.1: nothing that tells who it is may stand in it; a public id does not. */
function idBytesOf(user: User): Uint8Array<ArrayBuffer> {
  return Uint8Array.from(Buffer.from(user.publicId))
}

function described({ credentialId, transports }: Passkey) {
  return { id: Buffer.from(credentialId).toString('base64url'), transports: [...transports] }
}

function bytesOf(base64url: string): Buffer {
  return Buffer.from(base64url, 'base64url')
}
