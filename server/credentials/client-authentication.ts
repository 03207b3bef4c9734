import type { Awaitable } from '../protocol/awaitable.ts'
import type { AuthenticatedClient } from '../protocol/client.ts'
import type { Clock } from '../protocol/clock.ts'
import { ProtocolError } from '../protocol/errors.ts'
import type { ClientProof } from '../protocol/token-request.ts'
import type { Credential } from '../store/credentials.ts'
import type { Attempts } from './attempts.ts'
import type { ClientEntry, Directory } from './directory.ts'
import { parseCredential } from './format.ts'
import type { Secrets } from './secrets.ts'

interface Parts {
  readonly directory: Directory
  readonly secrets: Secrets
  readonly attempts: Attempts
  readonly clock: Clock
}

export interface ClientAuthentication {
  /**
   * The enabled client that this proof belongs to (RFC 6749 §2.3). `dialect` is the door: a client
   * of another dialect is unknown here; `undefined` where every dialect's clients are served.
   * Throws `invalid_client`, the same for unknown, disabled, wrong and from a wrong address, or
   * `too_many_attempts`. Who only explains a proof stands somewhere else, and ignores addresses.
   */
  authenticate(
    proof: ClientProof,
    dialect: string | undefined,
    ip: string,
    addresses?: 'asked' | 'ignored',
  ): Promise<AuthenticatedClient>
}

export function clientAuthenticationWith(parts: Parts): ClientAuthentication {
  const { attempts, secrets } = parts
  return {
    async authenticate(proof, dialect, ip, addresses = 'asked') {
      const found = await find(parts, proof)
      if (
        found === undefined ||
        !found.entry.client.isEnabled ||
        (dialect !== undefined && found.entry.client.dialect !== dialect)
      ) {
        // Hash as a found client would have been, so that time does not tell one from the other.
        secrets.hash(proof.kind === 'secret' ? proof.secret : 'nothing')
        return refuse(proof, ip)
      }
      const { entry } = found
      if (proof.kind === 'public') {
        if (!entry.client.isPublic) return refuse(proof, ip)
        if (isElsewhere(entry, addresses, ip)) return refuseElsewhere(entry, proof, ip)
        return { client: entry.client, credentialId: undefined }
      }
      const now = parts.clock.now()
      const credential = entry.credentials.find(
        (one) =>
          isCandidate(one, found.credentialId, now) &&
          secrets.matches(found.secret, one.secretHash),
      )
      if (credential === undefined) return refuse(proof, ip)
      if (isElsewhere(entry, addresses, ip)) return refuseElsewhere(entry, proof, ip)
      return { client: entry.client, credentialId: credential.id }
    },
  }

  // A right secret never meets the limit: wrong guesses by others must not lock a client out.
  async function refuse(proof: ClientProof, ip: string, detail?: string): Promise<never> {
    if (proof.kind === 'secret') {
      const client = `${proof.clientId.slice(0, 64)} ${ip}`
      await attempts.take([
        ['secretPerIp', ip],
        ['secretPerClient', client],
      ])
    } else if (proof.kind !== 'absent') {
      await attempts.take([['secretPerIp', ip]])
    }
    throw new ProtocolError('invalid_client', { presentedIn: proof.presentedIn, detail })
  }

  /**
   * Last, and refused like a wrong secret down to the attempts: an answer that never became "too
   * many" would tell a thief that the secret is right. It locks nobody out, because a right secret
   * from a right address asks no limit.
   */
  function refuseElsewhere(entry: ClientEntry, proof: ClientProof, ip: string): Promise<never> {
    return refuse(proof, ip, `${entry.client.clientId} may not be used from ${ip || 'nowhere'}`)
  }
}

function isElsewhere(entry: ClientEntry, addresses: 'asked' | 'ignored', ip: string): boolean {
  return addresses === 'asked' && !entry.addresses.has(ip)
}

interface Found {
  readonly entry: ClientEntry
  readonly credentialId: number | undefined
  readonly secret: string
}

/** Only who is not remembered is waited for. */
function find(parts: Parts, proof: ClientProof): Awaitable<Found | undefined> {
  switch (proof.kind) {
    case 'absent':
    case 'token':
      return undefined
    case 'public':
    case 'secret': {
      const secret = proof.kind === 'secret' ? secretOf(proof.secret) : ''
      return found(parts.directory.load(proof.clientId), undefined, secret)
    }
    case 'api_key': {
      const parsed = parseCredential(proof.key)
      if (parsed?.kind !== 'ak' || parsed.numbers[0] === undefined) return undefined
      const [credentialId] = parsed.numbers
      return found(parts.directory.loadByCredential(credentialId), credentialId, parsed.secret)
    }
    default:
      return proof satisfies never
  }
}

function found(
  entry: Awaitable<ClientEntry | undefined>,
  credentialId: number | undefined,
  secret: string | undefined,
): Awaitable<Found | undefined> {
  if (entry === undefined || secret === undefined) return undefined
  if (!(entry instanceof Promise)) return { entry, credentialId, secret }
  return entry.then((loaded) => loaded && { entry: loaded, credentialId, secret })
}

/** Only a client secret or private key opens this door, whatever else has our prefix. */
function secretOf(text: string): string | undefined {
  const parsed = parseCredential(text)
  return parsed?.kind === 'cs' || parsed?.kind === 'sk' ? parsed.secret : undefined
}

function isCandidate(
  credential: Credential,
  credentialId: number | undefined,
  now: number,
): boolean {
  return (
    (credentialId === undefined
      ? credential.kind === 'client_secret'
      : credential.kind === 'api_key' && credential.id === credentialId) &&
    credential.revokedAt === undefined &&
    (credential.expiresAt === undefined || now < credential.expiresAt)
  )
}
