import { type AuditTrail, decisionOn } from '../audit/trail.ts'
import type { ClientAuthentication } from '../credentials/client-authentication.ts'
import type { Dialect, TokenCareEndpoint } from '../dialects/contract.ts'
import type { AuthenticatedClient } from '../protocol/client.ts'
import type { Clock } from '../protocol/clock.ts'
import { absentIfRefused, ProtocolError, toProtocolError } from '../protocol/errors.ts'
import { familyRowOf, type Introspection, type Presented } from '../protocol/introspection.ts'
import { formatScope } from '../protocol/scope.ts'
import { json, NO_STORE, type WireRequest, type WireResponse } from '../protocol/wire.ts'
import type { Store } from '../store/store.ts'
import { digestsOf } from '../tokens/revocation-digests.ts'
import { revokeIntrospected } from '../tokens/revoke.ts'
import { findPresented } from './presented-elsewhere.ts'

const TEXT = 'text/plain; charset=utf-8'

export interface TokenCareDeps {
  readonly store: Store
  readonly clock: Clock
  readonly clientAuthentication: ClientAuthentication
  readonly audit: AuditTrail
  readonly tokenLifetimeSecMax: number
  readonly dialects: readonly Dialect[]
  isOn(dialect: string): boolean
  isResourceServer(clientId: string): boolean
  introspectPresented(presented: Presented, dialect: string, ip: string): Promise<Introspection>
  introspect(token: string): Promise<Introspection>
  introspectAnyGeneration(token: string): Promise<Introspection>
  logFailure(error: ProtocolError, requestId: string): void
}

/**
 * RFC 7662 and RFC 7009 for tokens of every dialect. Only the client that a token belongs to hears
 * of it, and the operator's own resource servers; to every other it is a token that never was.
 */
export async function answerTokenCare(
  deps: TokenCareDeps,
  dialect: Dialect,
  endpoint: TokenCareEndpoint,
  request: WireRequest,
): Promise<WireResponse> {
  const { operation } = endpoint
  try {
    const asked = endpoint.read(request)
    const { proof, token } = asked
    const asker = await deps.clientAuthentication.authenticate(proof, undefined, request.ip)
    if (operation === 'introspection' && asker.client.isPublic) {
      throw new ProtocolError('invalid_client', { presentedIn: 'basic' })
    }
    if (typeof token !== 'string' || token === '') {
      throw new ProtocolError('parameter_missing', { parameter: 'token' })
    }
    const isResourceServer = deps.isResourceServer(asker.client.clientId)
    const look = operation === 'revocation' ? deps.introspectAnyGeneration : deps.introspect
    const found =
      isResourceServer && operation === 'introspection'
        ? await findPresented(deps, { ...asked, token }, request)
        : await findOwn(look, token, asker)
    if (operation === 'revocation' && found !== undefined) await revoke(deps, found, request)
    else deps.audit.count(decisionOf(operation, asker, found, request))
    return operation === 'introspection'
      ? json(200, describe(found, isResourceServer), NO_STORE)
      : { status: 200, headers: { ...NO_STORE, 'content-type': TEXT }, body: '' }
  } catch (thrown) {
    const error = toProtocolError(thrown)
    deps.logFailure(error, request.requestId)
    const context = { requestId: request.requestId, now: deps.clock.now() }
    return dialect.refuse(error, operation, context)
  }
}

async function findOwn(
  look: TokenCareDeps['introspect'],
  token: string,
  asker: AuthenticatedClient,
): Promise<Introspection | undefined> {
  try {
    const found = await look(token)
    return found.client.id === asker.client.id ? found : undefined
  } catch (thrown) {
    return absentIfRefused(thrown)
  }
}

async function revoke(
  deps: TokenCareDeps,
  found: Introspection,
  request: WireRequest,
): Promise<void> {
  const about = found.tokenId === undefined ? `family ${found.familyId}` : `token ${found.tokenId}`
  await deps.store.transaction(async (records) => {
    await revokeIntrospected(records, found, deps.clock.now(), deps.tokenLifetimeSecMax)
    await deps.audit.append(records, decisionOf('revocation', found, found, request))
  }, about)
}

function decisionOf(
  action: string,
  { client, credentialId }: AuthenticatedClient,
  found: Introspection | undefined,
  request: WireRequest,
) {
  return decisionOn(request, {
    action,
    outcome: found === undefined ? 'unknown_token' : 'granted',
    dialect: found?.client.dialect ?? client.dialect,
    clientRow: client.id,
    familyId: familyRowOf(found?.familyId),
    credentialId,
  })
}

/** RFC 7662 §2.2, and for resource servers also what in the revocation feed would end it. */
function describe(
  found: Introspection | undefined,
  isForResourceServer: boolean,
): Readonly<Record<string, unknown>> {
  if (found === undefined) return { active: false }
  return {
    active: true,
    scope: formatScope(found.scope),
    client_id: found.client.clientId,
    token_type: found.kind === 'access_token' ? 'Bearer' : undefined,
    token_use: found.kind,
    exp: found.expiresAt,
    iat: found.issuedAt,
    sub: found.subjectId ?? found.client.clientId,
    aud: found.audience.length === 1 ? found.audience[0] : found.audience,
    iss: found.issuer,
    jti: found.tokenId,
    agent_id: found.bound?.kind === 'agent' ? found.bound.id : undefined,
    ...(isForResourceServer && {
      style: found.client.dialect,
      organization_id: found.client.organizationId,
      room_id: found.bound?.kind === 'room' ? found.bound.id : undefined,
      plan_id: found.plan?.id,
      feed_digests: digestsOf(found),
    }),
  }
}
