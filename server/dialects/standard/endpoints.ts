import { readAuthorizationQuery } from '../../protocol/authorization-query.ts'
import { ProtocolError } from '../../protocol/errors.ts'
import { fieldsOf, textField, textFields } from '../../protocol/fields.ts'
import { readBasic, readBodyProof, schemeToken } from '../../protocol/presented.ts'
import { formatScope, parseScope } from '../../protocol/scope.ts'
import type { ClientProof, TokenRequest } from '../../protocol/token-request.ts'
import type { TokenSet } from '../../protocol/token-set.ts'
import { type Fields, json, NO_STORE, type WireRequest } from '../../protocol/wire.ts'
import type { Endpoint, TokenCareRequest } from '../contract.ts'

export const endpoints: readonly Endpoint[] = [
  { operation: 'token', method: 'POST', path: '/oauth/token', accepts: ['form'], read, write },
  {
    operation: 'authorization',
    method: 'GET',
    path: '/oauth/authorize',
    read: ({ query }) => readAuthorizationQuery(query, (text) => parseScope(text)),
  },
  {
    operation: 'introspection',
    method: 'POST',
    path: '/oauth/introspect',
    accepts: ['form'],
    read: readCare,
  },
  {
    operation: 'revocation',
    method: 'POST',
    path: '/oauth/revoke',
    accepts: ['form'],
    read: readCare,
  },
  {
    operation: 'metadata',
    method: 'GET',
    path: '/.well-known/oauth-authorization-server',
    aliases: ['/.well-known/openid-configuration'],
    isForVerifiers: true,
  },
  { operation: 'jwks', method: 'GET', path: '/.well-known/jwks.json' },
]

function read(request: WireRequest): TokenRequest {
  const fields = fieldsOf(request)
  const scope = textField(fields, 'scope')
  return {
    grantType: textField(fields, 'grant_type'),
    proof: readProof(request, fields),
    scope: scope === undefined ? undefined : parseScope(scope),
    resources: textFields(fields, 'resource'),
    parameters: {
      code: textField(fields, 'code'),
      redirect_uri: textField(fields, 'redirect_uri'),
      code_verifier: textField(fields, 'code_verifier'),
      refresh_token: textField(fields, 'refresh_token'),
    },
  }
}

/** RFC 6749 §2.3: one way to authenticate per request. */
function readProof(request: WireRequest, fields: Fields): ClientProof {
  const basic = readBasic(request)
  const body = readBodyProof(fields.client_id, fields.client_secret)
  if (basic === undefined) return body ?? { kind: 'absent', presentedIn: 'basic' }
  if (body === undefined) return basic
  const isSameId =
    body.kind === 'public' && basic.kind === 'secret' && body.clientId === basic.clientId
  if (isSameId) return basic
  throw new ProtocolError('two_client_proofs')
}

function write(tokens: TokenSet): ReturnType<typeof json> {
  return json(
    200,
    {
      access_token: tokens.accessToken,
      token_type: 'Bearer',
      expires_in: tokens.accessExpiresInSec,
      refresh_token: tokens.refreshToken,
      scope: formatScope(tokens.authorization.scope),
    },
    NO_STORE,
  )
}

/** Clients that hold an API key show it as a bearer (RFC 7662 §2.1). */
function readCare(request: WireRequest): TokenCareRequest {
  const fields = fieldsOf(request)
  const key = schemeToken(request, 'bearer')
  const proof: ClientProof =
    key === undefined ? readProof(request, fields) : { kind: 'api_key', key, presentedIn: 'bearer' }
  return { proof, token: fields.token, header: fields.header, address: fields.client_address }
}
