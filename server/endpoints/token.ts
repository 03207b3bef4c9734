import type { AuditTrail } from '../audit/trail.ts'
import type { ClientAuthentication } from '../credentials/client-authentication.ts'
import type { Passwords } from '../credentials/passwords.ts'
import type { Secrets } from '../credentials/secrets.ts'
import type { Dialect, TokenEndpoint } from '../dialects/contract.ts'
import type { Grant, GrantDeps, SettledRules } from '../grants/contract.ts'
import type { AuthenticatedClient } from '../protocol/client.ts'
import type { Clock } from '../protocol/clock.ts'
import { ProtocolError, toProtocolError } from '../protocol/errors.ts'
import type { Introspection } from '../protocol/introspection.ts'
import type { Random } from '../protocol/random.ts'
import type { Site } from '../protocol/site.ts'
import type { ClientProof, TokenRequest } from '../protocol/token-request.ts'
import { header, type WireRequest, type WireResponse } from '../protocol/wire.ts'
import { isDecision } from '../store/failure.ts'
import type { FamilyRecord } from '../store/families.ts'
import type { Store } from '../store/store.ts'
import type { Issuer, Minting } from '../tokens/issuer.ts'
import { type OpenDecision, openDecision } from './decision.ts'
import { settleAudience, settleScope } from './terms.ts'

export interface TokenDeps {
  readonly store: Store
  readonly clock: Clock
  readonly random: Random
  readonly secrets: Secrets
  readonly passwords: Passwords
  readonly clientAuthentication: ClientAuthentication
  readonly grants: ReadonlyMap<string, Grant>
  readonly issuer: Issuer
  readonly audit: AuditTrail
  readonly site: Site
  readonly tokenLifetimeSecMax: number
  /** Each dialect's rules as the settings left them, by name. */
  readonly settled: ReadonlyMap<string, SettledRules>
  introspect(token: string): Promise<Introspection>
  isFamilyAlive(family: FamilyRecord): Promise<boolean>
  logFailure(error: ProtocolError, requestId: string): void
}

/**
 * The way of every token. Letters are the steps of ARCHITECTURE.md's picture; each step is a leaf
 * that computes, and only this function branches.
 */
export async function answerToken(
  deps: TokenDeps,
  dialect: Dialect,
  endpoint: TokenEndpoint,
  request: WireRequest,
): Promise<WireResponse> {
  // One instant for the whole decision: what the grant counts from, the issuer counts from too.
  const now = deps.clock.now()
  const decision = openDecision(deps.audit, dialect, request)
  try {
    const asked = endpoint.read(request)
    // Only names that we know: what a stranger writes here must not become a metric's label.
    const isOffered = dialect.rules.grants.includes(asked.grantType ?? '')
    decision.note({ action: isOffered ? `token.${asked.grantType}` : 'token.not_offered' })

    // a  Who asks? Before anything else, so that a stranger learns nothing of what is offered.
    demandNoKeyInPage(asked.proof, request)
    const client = await authenticate(deps, dialect, asked.proof, request.ip)
    decision.note({
      clientRow: client.client.id,
      credentialId: client.credentialId,
      organizationId: client.client.organizationId,
    })

    // b  For what kind of proof?
    const grant = findGrant(deps, dialect, asked.grantType)
    if (client.client.isPublic && grant.clientAuthentication !== 'any') {
      throw new ProtocolError('unauthorized_client')
    }

    // c  How far may it reach?
    const issuer = dialect.issuer(request.host, deps.site)
    const scope =
      grant.scopePolicy === 'requested'
        ? settleScope(dialect, client.client, asked.scope)
        : (asked.scope ?? [])
    const audience = settleAudience(dialect, client.client, asked.resources, issuer)

    // d  The grant turns the proof into an authorization.
    const authorization = await grant.authorize(
      {
        parameters: pick(asked.parameters, grant.parameters),
        scope,
        isScopeNamed: asked.scope !== undefined,
        audience,
      },
      client,
      grantDeps(deps, dialect, request, decision, now),
    )

    // e  The issuer mints.
    const tokens = await deps.issuer.issue(authorization, mintingOf(deps, dialect, issuer), now)

    // f  Whatever changed nothing is counted here; the rest was recorded with its change.
    decision.granted(authorization)
    return endpoint.write(tokens, asked, deps.site)
  } catch (thrown) {
    const error = toProtocolError(thrown)
    decision.refused(error)
    deps.logFailure(error, request.requestId)
    return dialect.refuse(error, 'token', { requestId: request.requestId, now })
  }
}

/**
 * Only browsers say where a page comes from, and whoever reads the page reads its key. Right and
 * wrong keys are told so alike, before one is tried.
 */
function demandNoKeyInPage(proof: ClientProof, request: WireRequest): void {
  if (proof.kind !== 'api_key' || header(request, 'origin') === undefined) return
  throw new ProtocolError('key_in_browser', {
    detail: 'an API key was sent by a page; whoever sees the page has it now',
  })
}

function authenticate(
  deps: TokenDeps,
  dialect: Dialect,
  proof: ClientProof,
  ip: string,
): Promise<AuthenticatedClient> {
  return proof.kind === 'token'
    ? ownerOf(deps, dialect, proof.token)
    : deps.clientAuthentication.authenticate(proof, dialect.name, ip)
}

/** A token that is its own proof brings its client with it. */
async function ownerOf(
  deps: TokenDeps,
  dialect: Dialect,
  token: string,
): Promise<AuthenticatedClient> {
  const { client, credentialId } = await deps.introspect(token)
  if (client.dialect !== dialect.name) throw new ProtocolError('invalid_grant')
  return { client, credentialId }
}

function findGrant(deps: TokenDeps, dialect: Dialect, type: string | undefined): Grant {
  if (type === undefined) throw new ProtocolError('parameter_missing', { parameter: 'grant_type' })
  const grant = dialect.rules.grants.includes(type) ? deps.grants.get(type) : undefined
  if (grant === undefined) throw new ProtocolError('unsupported_grant_type')
  return grant
}

function pick(parameters: TokenRequest['parameters'], names: readonly string[]) {
  const picked: Record<string, unknown> = {}
  for (const name of names) picked[name] = parameters[name]
  return picked
}

function settledOf(deps: TokenDeps, dialect: Dialect): SettledRules {
  const rules = deps.settled.get(dialect.name)
  if (rules === undefined) throw new Error(`No rules are settled for ${dialect.name}.`)
  return rules
}

function mintingOf(deps: TokenDeps, dialect: Dialect, issuer: string): Minting {
  const rules = settledOf(deps, dialect)
  return {
    dialect: dialect.name,
    style: dialect.style,
    issuer,
    accessTokenLifetimeSec: rules.accessTokenLifetimeSec,
    signedRefreshLifetimeSec:
      dialect.rules.refreshForm === 'signed' ? rules.refreshTokenLifetimeSec : undefined,
  }
}

function grantDeps(
  deps: TokenDeps,
  dialect: Dialect,
  request: WireRequest,
  decision: OpenDecision,
  now: number,
): GrantDeps {
  return {
    now,
    ip: request.ip,
    rules: settledOf(deps, dialect),
    records: deps.store,
    secrets: deps.secrets,
    passwords: deps.passwords,
    random: deps.random,
    introspect: deps.introspect,
    isFamilyAlive: deps.isFamilyAlive,
    tokenLifetimeSecMax: deps.tokenLifetimeSecMax,
    decide: (work, about) =>
      deps.store.transaction(async (records) => {
        try {
          const authorization = await work(records)
          await decision.record(records, 'granted', authorization)
          return authorization
        } catch (thrown) {
          // A store that is away is no decision, and would not take the record of one.
          if (isDecision(thrown)) await decision.record(records, thrown)
          throw thrown
        }
      }, about),
  }
}
