import { type AuditTrail, decisionOn } from '../audit/trail.ts'
import type { Directory } from '../credentials/directory.ts'
import { formatCredential, randomSecret } from '../credentials/format.ts'
import type { Secrets } from '../credentials/secrets.ts'
import type { AuthorizationEndpoint, Dialect } from '../dialects/contract.ts'
import type { SettledRules } from '../grants/contract.ts'
import type { Client, Subject } from '../protocol/client.ts'
import type { Clock } from '../protocol/clock.ts'
import { ProtocolError } from '../protocol/errors.ts'
import type { Random } from '../protocol/random.ts'
import { formatScope, type Scope } from '../protocol/scope.ts'
import type { Site } from '../protocol/site.ts'
import type { WireRequest } from '../protocol/wire.ts'
import type { Store } from '../store/store.ts'
import { settleAudience, settleScope } from './terms.ts'

/** RFC 7636 §4.2: base64url of a SHA-256. */
const CHALLENGE = /^[A-Za-z0-9_-]{43}$/

export interface AuthorizationDeps {
  readonly store: Store
  readonly directory: Directory
  readonly secrets: Secrets
  readonly random: Random
  readonly clock: Clock
  readonly audit: AuditTrail
  readonly site: Site
  readonly settled: ReadonlyMap<string, SettledRules>
  isOn(dialect: string): boolean
}

/** A request that may be put before the user: everything in it was checked. */
export interface Asked {
  readonly dialect: Dialect
  readonly client: Client
  readonly redirectUri: string
  readonly isRedirectUriNamed: boolean
  readonly scope: Scope
  readonly audience: readonly string[]
  readonly state: string | undefined
  readonly codeChallenge: string | undefined
  readonly issuer: string
}

/**
 * Checks in the order that RFC 6749 §4.1.2.1 demands: until client and redirect URI are certain,
 * the user is told on a page of ours (the `ProtocolError` that is thrown); from then on the client
 * is told by redirect (`refusedAt`).
 */
export async function checkAuthorization(
  deps: AuthorizationDeps,
  dialect: Dialect,
  endpoint: AuthorizationEndpoint,
  request: WireRequest,
): Promise<Asked | { readonly refusedAt: string }> {
  if (!deps.isOn(dialect.name)) throw new ProtocolError('not_found')
  const asked = endpoint.read(request)
  const entry = asked.clientId === undefined ? undefined : await deps.directory.load(asked.clientId)
  const client = entry?.client
  if (client === undefined || !client.isEnabled || client.dialect !== dialect.name) {
    throw new ProtocolError('parameter_malformed', {
      parameter: 'client_id',
      description: 'The application is not known here.',
    })
  }
  const redirectUri = settleRedirectUri(dialect, client, asked.redirectUri)
  const issuer = dialect.issuer(request.host, deps.site)
  const answer = { redirectUri, state: asked.state, issuer }
  try {
    if (asked.responseType !== 'code') throw new ProtocolError('unsupported_response_type')
    const isChallenged = asked.codeChallenge !== undefined
    if (!isChallenged && dialect.rules.pkce === 'required') {
      throw new ProtocolError('parameter_missing', { parameter: 'code_challenge' })
    }
    // Absent means `plain` (RFC 7636 §4.3), which is not offered.
    if (isChallenged && asked.codeChallengeMethod !== 'S256') {
      throw new ProtocolError('parameter_malformed', { parameter: 'code_challenge_method' })
    }
    if (isChallenged && !CHALLENGE.test(asked.codeChallenge)) {
      throw new ProtocolError('parameter_malformed', { parameter: 'code_challenge' })
    }
    return {
      dialect,
      client,
      isRedirectUriNamed: asked.redirectUri !== undefined,
      scope: settleScope(dialect, client, asked.scope),
      audience: settleAudience(dialect, client, asked.resources, issuer),
      codeChallenge: asked.codeChallenge,
      ...answer,
    }
  } catch (thrown) {
    if (!(thrown instanceof ProtocolError)) throw thrown
    return { refusedAt: refusalUri(answer, thrown) }
  }
}

/**
 * The user agreed: a code that is good once, for a short while, for this client and redirect URI.
 */
export async function grantCode(
  deps: AuthorizationDeps,
  asked: Asked,
  subject: Subject,
  request: WireRequest,
): Promise<string> {
  const secret = randomSecret(deps.random)
  const lifetimeSec = deps.settled.get(asked.dialect.name)?.codeLifetimeSec ?? 0
  const now = deps.clock.now()
  const id = await deps.store.transaction(async (records) => {
    const codeId = await records.codes.add({
      secretHash: deps.secrets.hash(secret),
      clientRow: asked.client.id,
      userId: subject.id,
      scope: asked.scope,
      audience: asked.audience,
      redirectUri: asked.redirectUri,
      isRedirectUriNamed: asked.isRedirectUriNamed,
      codeChallenge: asked.codeChallenge,
      createdAt: now,
      expiresAt: now + lifetimeSec,
    })
    await deps.audit.append(records, decisionOf(asked, subject, 'granted', request))
    return codeId
  })
  return answerUri(asked, { code: formatCredential('ac', [id], secret) })
}

/** Where somebody goes who turns back before anybody knows who they are. */
export function turnedBackUri(asked: Asked): string {
  return refusalUri(asked, new ProtocolError('access_denied'))
}

export function denyCode(
  deps: AuthorizationDeps,
  asked: Asked,
  subject: Subject,
  request: WireRequest,
): string {
  deps.audit.count(decisionOf(asked, subject, 'access_denied', request))
  return refusalUri(asked, new ProtocolError('access_denied'))
}

function decisionOf(asked: Asked, subject: Subject, outcome: string, request: WireRequest) {
  return decisionOn(request, {
    action: 'authorization.consent',
    outcome,
    dialect: asked.dialect.name,
    clientRow: asked.client.id,
    userId: subject.id,
    scope: formatScope(asked.scope),
  })
}

/** Exact comparison of strings, nothing else (RFC 9700 §4.1.3). */
function settleRedirectUri(dialect: Dialect, client: Client, asked: string | undefined): string {
  const mayOmit = dialect.rules.redirectUriAtExchange === 'offered'
  const only = mayOmit && client.redirectUris.length === 1 ? client.redirectUris[0] : undefined
  const settled = asked ?? only
  if (settled === undefined || !client.redirectUris.includes(settled)) {
    throw new ProtocolError('parameter_malformed', {
      parameter: 'redirect_uri',
      description: 'The return address is not one that the application has registered.',
    })
  }
  return settled
}

type Answer = Pick<Asked, 'redirectUri' | 'state' | 'issuer'>

function refusalUri(answer: Answer, error: ProtocolError): string {
  const { parameter } = error.options
  const what = parameter === undefined ? '' : ` (${parameter})`
  return answerUri(answer, {
    error: error.code === 'parameter_missing' ? 'invalid_request' : error.oauth,
    error_description: `${error.description}${what}`,
  })
}

/** Added to whatever query the redirect URI has; `iss` names us (RFC 9207 §2). */
function answerUri(answer: Answer, added: Readonly<Record<string, string>>): string {
  const query = new URLSearchParams(added)
  if (answer.state !== undefined) query.set('state', answer.state)
  query.set('iss', answer.issuer)
  return `${answer.redirectUri}${answer.redirectUri.includes('?') ? '&' : '?'}${query}`
}
