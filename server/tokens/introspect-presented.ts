import { parseCredential } from '../credentials/format.ts'
import { resourceIdOf } from '../credentials/resource-keys.ts'
import type { AuthenticatedClient, Client } from '../protocol/client.ts'
import { ProtocolError } from '../protocol/errors.ts'
import type { Introspection, Plan, Presented } from '../protocol/introspection.ts'
import type { ClientProof } from '../protocol/token-request.ts'
import { demand, type Trace } from './checks.ts'
import { asInvalidToken, type IntrospectionParts, introspectToken } from './introspect.ts'

/**
 * What a resource request bears, in whatever form its dialect split it. All parts of a composite
 * belong together or it is worth nothing. Throws `invalid_token`, or `resource_forbidden` for a
 * plan that the user may not manage.
 */
export async function introspectPresented(
  parts: IntrospectionParts,
  presented: Presented,
  dialect: string,
  ip: string,
  trace?: Trace,
): Promise<Introspection> {
  try {
    const found = await introspectOne(parts, presented, dialect, ip, trace)
    demand(found.client.dialect === dialect, `it belongs to the ${dialect} style`, trace)
    return found
  } catch (thrown) {
    throw asInvalidToken(thrown)
  }
}

function introspectOne(
  parts: IntrospectionParts,
  presented: Presented,
  dialect: string,
  ip: string,
  trace: Trace | undefined,
): Promise<Introspection> {
  switch (presented.kind) {
    case 'malformed':
      trace?.({ words: 'it has this style’s form', passed: false })
      throw new ProtocolError('invalid_token', {
        parameter: 'authorization',
        detail: 'it is not in this style’s form',
      })
    case 'bearer':
      return introspectToken(parts, presented.token, trace)
    case 'client_key':
      return introspectClient(parts, presented, dialect, ip, trace)
    case 'composite':
      return introspectComposite(parts, presented, dialect, ip, trace)
    default:
      return presented satisfies never
  }
}

async function introspectClient(
  parts: IntrospectionParts,
  { clientId, secret }: { clientId: string; secret: string },
  dialect: string,
  ip: string,
  trace: Trace | undefined,
): Promise<Introspection> {
  const proof = { kind: 'secret', clientId, secret, presentedIn: 'bearer' } as const
  const { client, credentialId } = await authenticateClient(parts, proof, dialect, ip, trace)
  return {
    kind: 'client_key',
    client,
    credentialId,
    familyId: undefined,
    subjectId: undefined,
    subject: undefined,
    scope: client.scopes,
    audience: [],
    issuer: undefined,
    bound: undefined,
    plan: undefined,
    tokenId: undefined,
    issuedAt: undefined,
    expiresAt: undefined,
  }
}

async function authenticateClient(
  parts: IntrospectionParts,
  proof: ClientProof,
  dialect: string,
  ip: string,
  trace: Trace | undefined,
): Promise<AuthenticatedClient> {
  const words = 'its client id and secret belong together and are alive'
  try {
    const addresses = trace === undefined ? 'asked' : 'ignored'
    const found = await parts.clientAuthentication.authenticate(proof, dialect, ip, addresses)
    trace?.({ words, passed: true })
    if (trace !== undefined) traceAddresses(found.client, trace)
    return found
  } catch (thrown) {
    trace?.({ words, passed: false })
    throw thrown
  }
}

/** Whoever asks for an explanation stands somewhere else than the client. */
export function traceAddresses({ allowedIps }: Client, trace: Trace): void {
  if (allowedIps.length === 0) return
  trace({ words: `it counts where it comes from ${allowedIps.join(' or ')}`, passed: true })
}

async function introspectComposite(
  parts: IntrospectionParts,
  presented: Extract<Presented, { kind: 'composite' }>,
  dialect: string,
  ip: string,
  trace: Trace | undefined,
): Promise<Introspection> {
  const bare = await introspectClient(parts, presented, dialect, ip, trace)
  const { subjectToken, resourceKey } = presented
  if (subjectToken === undefined) return { ...bare, kind: 'client_keys', scope: [] }
  demand(subjectToken.startsWith('mm_st_'), 'its third part is a subject token', trace)
  const user = await introspectToken(parts, subjectToken, trace)
  demand(user.client.id === bare.client.id, 'its subject token was issued to these keys', trace)
  if (resourceKey === undefined) return user
  const isAgreed = user.scope.includes(presented.resourceScope)
  demand(isAgreed, 'its user agreed to such a key', trace, 'resource_forbidden')
  return { ...user, plan: await planOf(parts, resourceKey, user, trace) }
}

async function planOf(
  parts: IntrospectionParts,
  resourceKey: string,
  user: Introspection,
  trace: Trace | undefined,
): Promise<Plan> {
  const planId = resourceIdOf(parts.secrets, resourceKey)
  const plan = planId === undefined ? undefined : await parts.store.plans.load(planId)
  const isManaged =
    plan !== undefined &&
    user.subject !== undefined &&
    (await parts.store.plans.isManagedBy(plan.id, user.subject.id))
  // An unknown plan and a foreign one look the same from outside.
  demand(isManaged, 'its plan is one that the user may manage', trace, 'resource_forbidden')
  return { id: plan.id, key: resourceKey, name: plan.name }
}

/** Which of our kinds a text claims to be, for `explain` and for refusals that teach. */
export function claimedKind(text: string): string | undefined {
  return parseCredential(text)?.kind
}
