import { ProtocolError } from '../../protocol/errors.ts'
import { fieldsOf, textField } from '../../protocol/fields.ts'
import { readBasic, readBodyProof } from '../../protocol/presented.ts'
import { parseScope } from '../../protocol/scope.ts'
import type { TokenRequest } from '../../protocol/token-request.ts'
import type { TokenSet } from '../../protocol/token-set.ts'
import { json, NO_STORE, type WireRequest } from '../../protocol/wire.ts'
import type { Endpoint } from '../contract.ts'

const CHARSET = { 'content-type': 'application/json; charset=utf-8' } as const
const SCOPE_CHARACTERS_MAX = 300

export const endpoints: readonly Endpoint[] = [
  {
    operation: 'token',
    method: 'POST',
    path: '/Auth/connect/token',
    accepts: ['form'],
    read,
    write,
  },
  { operation: 'metadata', method: 'GET', path: '/Auth/.well-known/openid-configuration' },
  { operation: 'jwks', method: 'GET', path: '/Auth/.well-known/jwks' },
]

/**
 * The documentation sends the secret in the body, the vendor's own samples as Basic; Basic wins.
 */
function read(request: WireRequest): TokenRequest {
  const fields = fieldsOf(request)
  const scope = textField(fields, 'scope')
  if (scope !== undefined && scope.length > SCOPE_CHARACTERS_MAX) {
    throw new ProtocolError('invalid_scope', { value: 'scope' })
  }
  return {
    grantType: textField(fields, 'grant_type'),
    proof: readBasic(request) ??
      readBodyProof(fields.client_id, fields.client_secret) ?? {
        kind: 'absent',
        presentedIn: 'body',
      },
    scope: scope === undefined ? undefined : parseScope(scope),
    resources: [],
    parameters: {},
  }
}

function write(tokens: TokenSet): ReturnType<typeof json> {
  return json(
    200,
    {
      access_token: tokens.accessToken,
      expires_in: tokens.accessExpiresInSec,
      token_type: 'Bearer',
    },
    { ...CHARSET, ...NO_STORE },
  )
}
