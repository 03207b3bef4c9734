import type { ParsedCredential } from '../credentials/format.ts'
import { findInvitation } from '../credentials/invitations.ts'
import { resourceIdOf } from '../credentials/resource-keys.ts'
import { ProtocolError } from '../protocol/errors.ts'
import type { Introspection } from '../protocol/introspection.ts'
import type { ClientProof } from '../protocol/token-request.ts'
import type { Store } from '../store/store.ts'
import { type Check, demand, type Trace } from '../tokens/checks.ts'
import { traceAddresses } from '../tokens/introspect-presented.ts'
import type { AdminDeps } from './deps.ts'
import type { Identified } from './identify.ts'
import { demandLive } from './live-credential.ts'

/** What is known of a presented text, dead or alive. */
export interface TokenFacts {
  readonly kind: string
  readonly dialect?: string
  readonly clientId?: string
  readonly credentialId?: number
  readonly subjectId?: string
  readonly agentId?: number
  readonly scope?: readonly string[]
  readonly issuedAt?: number
  readonly expiresAt?: number
}

export interface TokenExplanation {
  readonly facts: TokenFacts
  readonly isAlive: boolean
  readonly checks: readonly Check[]
}

/** Every check that the server's own doors make, in their order, up to the one that fails. */
export async function explainToken(
  deps: AdminDeps,
  identified: Identified,
  text: string,
  ip: string,
): Promise<TokenExplanation> {
  const checks: Check[] = []
  const trace: Trace = (check) => checks.push(check)
  let facts: TokenFacts | undefined
  let isAlive = true
  try {
    facts = await follow(deps, identified, text, ip, trace, (known) => {
      facts = known
    })
  } catch (thrown) {
    if (!(thrown instanceof ProtocolError) || thrown.status >= 500) throw thrown
    isAlive = false
    if (checks.at(-1)?.passed !== false) checks.push({ words: thrown.description, passed: false })
  }
  return { facts: facts ?? (await provedFacts(deps, checks)), isAlive, checks }
}

type Learn = (known: TokenFacts) => void

async function follow(
  deps: AdminDeps,
  identified: Identified,
  text: string,
  ip: string,
  trace: Trace,
  learn: Learn,
): Promise<TokenFacts> {
  switch (identified.form) {
    case 'unknown':
      trace({ words: identified.why, passed: false })
      throw new ProtocolError('invalid_token')
    case 'jwt':
      return factsOf(await deps.introspect(text, trace))
    case 'joined': {
      const { dialect, presented } = identified
      const kind = presented.kind === 'client_key' ? 'client_key' : 'client_keys'
      learn({ kind, dialect: dialect.name })
      return factsOf(await deps.introspectPresented(presented, dialect.name, ip, trace))
    }
    case 'ours':
      trace({ words: 'its form and its check digits are right', passed: true })
      return followOurs(deps, identified.parsed, text, ip, trace, learn)
    default:
      return identified satisfies never
  }
}

async function followOurs(
  deps: AdminDeps,
  parsed: ParsedCredential,
  text: string,
  ip: string,
  trace: Trace,
  learn: Learn,
): Promise<TokenFacts> {
  switch (parsed.kind) {
    case 'rt':
    case 'st':
      return factsOf(await deps.introspect(text, trace))
    case 'ak':
    case 'cs':
    case 'sk':
    case 'mk':
      return followCredential(deps, parsed, text, ip, trace, learn)
    case 'ac':
      return followCode(deps, parsed, trace, learn)
    case 'rk':
      learn({ kind: 'resource_key' })
      demand(resourceIdOf(deps.secrets, text) !== undefined, 'it is genuine', trace)
      return { kind: 'resource_key' }
    case 'si':
      return followSignIn(deps, parsed, trace, learn)
    case 'iv':
      learn({ kind: 'invitation' })
      demand((await findInvitation(deps, text)) !== undefined, 'it is good', trace)
      return { kind: 'invitation' }
    default:
      return parsed.kind satisfies never
  }
}

const CREDENTIAL_KINDS = {
  ak: 'api_key',
  cs: 'client_secret',
  sk: 'client_secret',
  mk: 'management_key',
} as const

async function followCredential(
  deps: AdminDeps,
  { kind: form, numbers, secret }: ParsedCredential,
  text: string,
  ip: string,
  trace: Trace,
  learn: Learn,
): Promise<TokenFacts> {
  const { store, secrets, directory } = deps
  const kind = CREDENTIAL_KINDS[form as keyof typeof CREDENTIAL_KINDS]
  learn({ kind })
  // A client's secret does not say whose it is: its client id stands beside it.
  const found =
    numbers[0] === undefined
      ? await store.credentials.findByHash(secrets.hash(secret))
      : await store.credentials.load(numbers[0])
  const isRight = found !== undefined && secrets.matches(secret, found.secretHash)
  const row = isRight ? found.clientRow : undefined
  const entry = row === undefined ? undefined : await directory.loadByRow(row)
  const facts: TokenFacts = {
    kind,
    ...(isRight && {
      dialect: entry?.client.dialect,
      clientId: entry?.client.clientId,
      credentialId: found.id,
      scope: entry?.client.scopes,
      issuedAt: found.createdAt,
      expiresAt: found.expiresAt,
    }),
  }
  learn(facts)
  demandLive(deps, found, kind, secret, trace)
  if (kind === 'management_key') return facts
  demand(entry?.client.isEnabled === true, 'its client is there and enabled', trace)
  const { clientId, dialect } = entry.client
  const proof: ClientProof =
    kind === 'api_key'
      ? { kind, key: text, presentedIn: 'body' }
      : { kind: 'secret', clientId, secret: text, presentedIn: 'body' }
  await deps.clientAuthentication.authenticate(proof, dialect, ip, 'ignored')
  trace({ words: 'its client’s token endpoint takes it', passed: true })
  traceAddresses(entry.client, trace)
  return facts
}

async function followCode(
  { store, secrets, directory, clock }: AdminDeps,
  { numbers, secret }: ParsedCredential,
  trace: Trace,
  learn: Learn,
): Promise<TokenFacts> {
  learn({ kind: 'authorization_code' })
  const code = await store.codes.load(numbers[0] ?? 0)
  demand(code !== undefined, 'it is known', trace)
  demand(secrets.matches(secret, code.secretHash), 'it is genuine', trace)
  const entry = await directory.loadByRow(code.clientRow)
  const facts: TokenFacts = {
    kind: 'authorization_code',
    dialect: entry?.client.dialect,
    clientId: entry?.client.clientId,
    subjectId: await subjectIdOf(store, code.userId),
    scope: code.scope,
    expiresAt: code.expiresAt,
  }
  learn(facts)
  demand(code.consumedAt === undefined, 'it has not been used', trace)
  demand(clock.now() < code.expiresAt, 'it has not expired', trace)
  return facts
}

async function followSignIn(
  { store, secrets, clock }: AdminDeps,
  { numbers, secret }: ParsedCredential,
  trace: Trace,
  learn: Learn,
): Promise<TokenFacts> {
  learn({ kind: 'sign_in' })
  const signIn = await store.signIns.load(numbers[0] ?? 0)
  demand(signIn !== undefined, 'it is known', trace)
  demand(secrets.matches(secret, signIn.secretHash), 'it is genuine', trace)
  const user = await store.users.load(signIn.userId)
  const { createdAt: issuedAt, expiresAt } = signIn
  const facts: TokenFacts = { kind: 'sign_in', subjectId: user?.publicId, issuedAt, expiresAt }
  learn(facts)
  demand(clock.now() < signIn.expiresAt, 'it has not expired', trace)
  demand(user?.isEnabled === true, 'its user is there and enabled', trace)
  demand(signIn.kind === 'full', 'its second factor was given', trace)
  return facts
}

function factsOf(found: Introspection): TokenFacts {
  return {
    kind: found.kind,
    dialect: found.client.dialect,
    clientId: found.client.clientId,
    credentialId: found.credentialId,
    subjectId: found.subjectId,
    agentId: found.bound?.kind === 'agent' ? found.bound.id : undefined,
    scope: found.scope,
    issuedAt: found.issuedAt,
    expiresAt: found.expiresAt,
  }
}

async function subjectIdOf(
  { users }: Pick<Store, 'users'>,
  userId: number | undefined,
): Promise<string | undefined> {
  return userId === undefined ? undefined : (await users.load(userId))?.publicId
}

/** Of a dead token: what its signature or its family had proved before a check failed. */
async function provedFacts(
  { directory, store }: AdminDeps,
  checks: readonly Check[],
): Promise<TokenFacts> {
  const proved = checks.findLast((one) => one.proved !== undefined)?.proved
  if (proved === undefined) return { kind: 'unknown' }
  if ('claims' in proved) {
    const { claims, dialect } = proved
    return {
      kind: claims.use === 'access' ? 'access_token' : 'refresh_token',
      dialect,
      clientId: claims.clientId,
      credentialId: claims.credentialId,
      subjectId: claims.subject,
      agentId: claims.bound?.kind === 'agent' ? claims.bound.id : undefined,
      scope: claims.scope,
      issuedAt: claims.issuedAt,
      expiresAt: claims.expiresAt,
    }
  }
  const { family } = proved
  const client = (await directory.loadByRow(family.clientRow))?.client
  return {
    kind: family.kind === 'subject_token' ? 'subject_token' : 'refresh_token',
    dialect: client?.dialect,
    clientId: client?.clientId,
    credentialId: family.credentialId,
    subjectId: await subjectIdOf(store, family.userId),
    scope: family.scope,
    issuedAt: family.createdAt,
    expiresAt: family.expiresAt,
  }
}
