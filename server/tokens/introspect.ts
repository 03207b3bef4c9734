import type { ClientAuthentication } from '../credentials/client-authentication.ts'
import type { ClientEntry, Directory } from '../credentials/directory.ts'
import { isGenuine, parseFamilyToken } from '../credentials/family-tokens.ts'
import type { Secrets } from '../credentials/secrets.ts'
import type { Clock } from '../protocol/clock.ts'
import { ProtocolError } from '../protocol/errors.ts'
import type { Introspection } from '../protocol/introspection.ts'
import type { TokenClaims, TokenStyle } from '../protocol/token-style.ts'
import type { FamilyRecord } from '../store/families.ts'
import type { Store } from '../store/store.ts'
import { demand, type Trace } from './checks.ts'
import { isSigned, readSegment } from './jws.ts'
import type { KeyRing, LiveKey } from './key-ring.ts'
import { consentOf } from './revoke.ts'
import type { VerifiedToken, VerifiedTokens } from './verified.ts'

export interface IntrospectionParts {
  readonly store: Store
  readonly keys: KeyRing
  readonly secrets: Secrets
  readonly clock: Clock
  readonly directory: Directory
  readonly clientAuthentication: ClientAuthentication
  readonly styles: ReadonlyMap<string, TokenStyle>
  readonly verified: VerifiedTokens
  /** Whether the style is served now. */
  isOn(dialect: string): boolean
}

/**
 * Reads any token that this mint has ever made and says whether it lives. Throws `invalid_token`,
 * or `subject_gone` where the token itself is sound but whom it speaks for is not there any more.
 */
export async function introspectToken(
  parts: IntrospectionParts,
  text: string,
  trace?: Trace,
  /** `any` for revoking: whoever holds an outdated token of a family may still end it. */
  generation: 'newest' | 'any' = 'newest',
): Promise<Introspection> {
  const found = await (text.startsWith('mm_')
    ? introspectFamilyToken(parts, text, trace, generation)
    : introspectSigned(parts, text, trace))
  // What is ended while its style is off must not come back with it, so it can be revoked.
  const isServed = generation === 'any' || parts.isOn(found.client.dialect)
  demand(isServed, 'its style is switched on', trace)
  return found
}

async function introspectSigned(
  parts: IntrospectionParts,
  text: string,
  trace: Trace | undefined,
): Promise<Introspection> {
  // Another node may have made its key just now. Not to know it would be to forget a revocation.
  const header = headerOf(text)
  if (header !== '' && parts.keys.candidates(header).length === 0) await parts.keys.learn()
  const { key, claims } = verify(parts, text, header, trace)
  const { dialect } = key.record
  trace?.({
    words: `it was issued to ${claims.clientId} as ${claims.use} token`,
    passed: true,
    proved: { dialect, claims },
  })
  const now = parts.clock.now()
  demand(now < claims.expiresAt, `it has not expired (exp ${claims.expiresAt})`, trace)
  demand(!isRevoked(parts, 'signing_key', key.record.keyId, claims), 'its key is trusted', trace)
  demand(!isRevoked(parts, 'token', claims.tokenId, claims), 'it is not revoked', trace)
  demand(!isRevoked(parts, 'family', claims.familyId, claims), 'its family is not revoked', trace)
  const entry = await parts.directory.load(claims.clientId)
  demandClient(entry, dialect, trace)
  const issued = { issuedAt: claims.issuedAt }
  const { credentialId } = claims
  for (const [kind, target] of [
    ['client', claims.clientId],
    ['credential', credentialId],
    ['user', claims.subject],
    ['consent', consentOfClaims(claims)],
    ['agent', claims.bound?.kind === 'agent' ? claims.bound.id : undefined],
  ] as const) {
    const isGone = isRevoked(parts, kind, target, issued)
    demand(!isGone, `its ${kind} is not revoked`, trace, 'subject_gone')
  }
  return {
    kind: claims.use === 'access' ? 'access_token' : 'refresh_token',
    client: entry.client,
    credentialId,
    familyId: claims.familyId,
    subjectId: claims.subject,
    subject: undefined,
    scope: claims.scope,
    audience: claims.audience,
    issuer: claims.issuer,
    bound: claims.bound,
    plan: undefined,
    tokenId: claims.tokenId,
    keyId: key.record.keyId,
    issuedAt: claims.issuedAt,
    expiresAt: claims.expiresAt,
  }
}

function consentOfClaims({ clientId, subject }: TokenClaims): string | undefined {
  return subject === undefined ? undefined : consentOf(clientId, subject)
}

function headerOf(text: string): string {
  return text.slice(0, Math.max(0, text.indexOf('.')))
}

/** Whoever asks for an explanation sees the signature checked. */
function verify(
  { keys, styles, verified }: IntrospectionParts,
  text: string,
  header: string,
  trace: Trace | undefined,
): VerifiedToken {
  const known = trace === undefined ? verified.get(text) : undefined
  if (known !== undefined && keys.candidates(header).includes(known.key)) return known
  const { key, payload } = verifySignature(keys, text, trace)
  const claims = styles.get(key.record.dialect)?.read(payload)
  demand(claims !== undefined, 'every claim that this style needs is there', trace)
  verified.keep(text, { key, claims })
  return { key, claims }
}

function verifySignature(
  keys: KeyRing,
  text: string,
  trace: Trace | undefined,
): { key: LiveKey; payload: Readonly<Record<string, unknown>> } {
  const first = text.indexOf('.')
  const last = text.lastIndexOf('.')
  demand(first > 0 && last > first, 'it has the form of a JWT', trace)
  const input = text.slice(0, last)
  // A key's tokens all begin with the same bytes: nothing that a header claims is ever believed.
  const candidates = keys.candidates(headerOf(text))
  demand(candidates.length > 0, 'its header is one that a key of ours writes', trace)
  const signatureText = text.slice(last + 1)
  const key = candidates.find((one) =>
    isSigned(one.record.algorithm, one.verifyingKey, input, signatureText),
  )
  demand(key !== undefined, 'its signature is right', trace)
  const payload = readSegment(text.slice(first + 1, last))
  demand(payload !== undefined, 'its payload is a JSON object', trace)
  return { key, payload }
}

async function introspectFamilyToken(
  parts: IntrospectionParts,
  text: string,
  trace: Trace | undefined,
  generation: 'newest' | 'any',
): Promise<Introspection> {
  const parsed = parseFamilyToken(text)
  demand(parsed !== undefined, 'it has the form of a refresh or subject token', trace)
  const known = await parts.store.families.loadWithOwner(parsed.familyId)
  demand(known !== undefined, 'its family is known', trace)
  const { family, owner: subject } = known
  demand(isGenuine(parts.secrets, family, parsed), 'it is genuine', trace)
  trace?.({ words: `it belongs to family ${family.id}`, passed: true, proved: { family } })
  const isKind = family.kind === (parsed.kind === 'rt' ? 'refresh' : 'subject_token')
  demand(isKind, 'its family has such tokens', trace)
  const isCurrent = generation === 'any' || parsed.generation === family.generation
  demand(isCurrent, 'it is the newest of its family', trace)
  const entry = await demandFamily(parts, family, trace)
  if (family.userId !== undefined) {
    demand(subject?.isEnabled === true, 'its user is there and enabled', trace, 'subject_gone')
    const consent = consentOf(entry.client.clientId, subject.publicId)
    const isTakenBack = parts.store.board.isRevoked('consent', consent, family.createdAt)
    demand(!isTakenBack, 'its consent is not revoked', trace, 'subject_gone')
  }
  return {
    kind: parsed.kind === 'rt' ? 'refresh_token' : 'subject_token',
    client: entry.client,
    credentialId: family.credentialId,
    familyId: String(family.id),
    subjectId: subject?.publicId,
    subject,
    scope: family.scope,
    audience: family.audience,
    issuer: undefined,
    bound: undefined,
    plan: undefined,
    tokenId: undefined,
    issuedAt: family.createdAt,
    expiresAt: family.expiresAt,
  }
}

/** A family lives while its client, its credential and its own end allow. */
export async function demandFamily(
  parts: Pick<IntrospectionParts, 'store' | 'clock' | 'directory'>,
  family: FamilyRecord,
  trace?: Trace,
): Promise<ClientEntry> {
  const now = parts.clock.now()
  demand(family.revokedAt === undefined, 'its family is not revoked', trace)
  demand(family.expiresAt === undefined || now < family.expiresAt, 'it has not expired', trace)
  const entry = await parts.directory.loadByRow(family.clientRow)
  demandClient(entry, undefined, trace)
  const { board } = parts.store
  const { credentialId, createdAt } = family
  const isAbandoned = board.isRevoked('client', entry.client.clientId, createdAt)
  demand(!isAbandoned, 'its client is not revoked', trace, 'subject_gone')
  const isOrphaned = board.isRevoked('credential', credentialId, createdAt)
  demand(!isOrphaned, 'its credential is not revoked', trace, 'subject_gone')
  return entry
}

/** The same question where the answer is one among several checks. */
export async function isFamilyAlive(
  parts: Pick<IntrospectionParts, 'store' | 'clock' | 'directory'>,
  family: FamilyRecord,
): Promise<boolean> {
  try {
    await demandFamily(parts, family)
    return true
  } catch (thrown) {
    if (thrown instanceof ProtocolError && thrown.status < 500) return false
    throw thrown
  }
}

function demandClient(
  entry: ClientEntry | undefined,
  dialect: string | undefined,
  trace: Trace | undefined,
): asserts entry is ClientEntry {
  demand(entry?.client.isEnabled === true, 'its client is there and enabled', trace, 'subject_gone')
  if (dialect !== undefined) {
    demand(entry.client.dialect === dialect, 'its client speaks this dialect', trace)
  }
}

function isRevoked(
  parts: IntrospectionParts,
  kind: Parameters<Store['board']['isRevoked']>[0],
  target: string | number | undefined,
  claims: Pick<TokenClaims, 'issuedAt'>,
): boolean {
  return parts.store.board.isRevoked(kind, target, claims.issuedAt)
}

/** A refused client is a refused token where the credential itself was presented as one. */
export function asInvalidToken(thrown: unknown): ProtocolError {
  if (!(thrown instanceof ProtocolError)) throw thrown
  return thrown.code === 'invalid_client' || thrown.code === 'subject_gone'
    ? new ProtocolError('invalid_token', { detail: thrown.message })
    : thrown
}
