import { readAuthorizationQuery } from '../../protocol/authorization-query.ts'
import { ProtocolError } from '../../protocol/errors.ts'
import { fieldsOf, textField } from '../../protocol/fields.ts'
import { readBasic, readBodyProof } from '../../protocol/presented.ts'
import { parseScope, type Scope } from '../../protocol/scope.ts'
import type { ClientProof, TokenRequest } from '../../protocol/token-request.ts'
import type { TokenSet } from '../../protocol/token-set.ts'
import { type Fields, json, NO_STORE, type WireRequest } from '../../protocol/wire.ts'
import type { Endpoint } from '../contract.ts'

const SEPARATORS = /[\s,+]+/

export const endpoints: readonly Endpoint[] = [
  {
    operation: 'token',
    method: 'POST',
    path: '/oauth2/token',
    aliases: ['/a/auth/v0/token'],
    accepts: ['multipart', 'form', 'json'],
    read,
    write,
  },
  {
    operation: 'authorization',
    method: 'GET',
    path: '/a/auth/v0/authorize',
    read: ({ query }) => readAuthorizationQuery(query, (text) => parseScope(text, SEPARATORS)),
  },
  { operation: 'jwks', method: 'GET', path: '/a/auth/v0/.well-known/jwks.json' },
]

function read(request: WireRequest): TokenRequest {
  const fields = fieldsOf(request)
  return {
    grantType: textField(fields, 'grant_type'),
    proof: readProof(request, fields),
    scope: readScope(fields.scope),
    resources: [],
    parameters: {
      username: textField(fields, 'username'),
      password: fields.password,
      code: textField(fields, 'code'),
      redirect_uri: textField(fields, 'redirect_uri'),
      code_verifier: textField(fields, 'code_verifier'),
      refresh_token: textField(fields, 'refresh_token'),
      state: fields.state,
    },
  }
}

/** Its SDK sends both ways at once; they must then be the same (RFC 6749 §2.3 allows one only). */
function readProof(request: WireRequest, fields: Fields): ClientProof {
  const basic = readBasic(request)
  const body = readBodyProof(fields.client_id, fields.client_secret)
  if (basic === undefined) return body ?? { kind: 'absent', presentedIn: 'basic' }
  const isContradicted =
    basic.kind === 'secret' &&
    ((fields.client_id !== undefined && fields.client_id !== basic.clientId) ||
      (fields.client_secret !== undefined && fields.client_secret !== basic.secret))
  return isContradicted ? { kind: 'absent', presentedIn: 'basic' } : basic
}

/** Commas in the guide, spaces or plus signs in authorization URLs, a list in the SDK. */
function readScope(value: unknown): Scope | undefined {
  if (value === undefined || value === null || value === '') return undefined
  const texts: readonly unknown[] = Array.isArray(value) ? value : [value]
  if (!texts.every((text) => typeof text === 'string')) {
    throw new ProtocolError('parameter_malformed', { parameter: 'scope' })
  }
  return parseScope(texts.join(' '), SEPARATORS)
}

function write(tokens: TokenSet, asked: TokenRequest): ReturnType<typeof json> {
  return json(
    200,
    {
      token_type: 'Bearer',
      access_token: tokens.accessToken,
      expires_in: tokens.accessExpiresInSec,
      refresh_token: tokens.refreshToken ?? null,
      refresh_token_expires_in: tokens.refreshExpiresInSec ?? null,
      state: typeof asked.parameters.state === 'string' ? asked.parameters.state : null,
      company_id: String(tokens.authorization.client.organizationId),
    },
    NO_STORE,
  )
}
