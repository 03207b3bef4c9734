import { readAuthorizationQuery } from '../../protocol/authorization-query.ts'
import { isoTime } from '../../protocol/clock.ts'
import { fieldsOf, textField } from '../../protocol/fields.ts'
import { schemeToken } from '../../protocol/presented.ts'
import { formatScope, parseScope } from '../../protocol/scope.ts'
import type { ClientProof, TokenRequest } from '../../protocol/token-request.ts'
import type { TokenSet } from '../../protocol/token-set.ts'
import { json, NO_STORE, type WireRequest, type WireResponse } from '../../protocol/wire.ts'
import type { Endpoint } from '../contract.ts'
import { formatComposite, parseComposite } from './token.ts'

const COMMENT = 'Build your own access token: base64 encode [app_id].[app_secret].[user_token]'

export const endpoints: readonly Endpoint[] = [
  {
    operation: 'authorization',
    method: 'GET',
    path: '/user/apps/authorize.php',
    read: ({ query }) => readAuthorizationQuery(query, (text) => parseScope(text, /[ ,+]+/)),
  },
  {
    operation: 'token',
    method: 'POST',
    path: '/v0/token/',
    accepts: ['json', 'form', 'multipart'],
    read,
    write,
  },
]

function read(request: WireRequest): TokenRequest {
  const fields = fieldsOf(request)
  return {
    grantType: textField(fields, 'grant_type'),
    proof: readKeys(request),
    scope: undefined,
    resources: [],
    parameters: {
      code: textField(fields, 'code'),
      redirect_uri: textField(fields, 'redirect_uri'),
      code_verifier: textField(fields, 'code_verifier'),
    },
  }
}

/** More than two parts are taken too; for this call the first two count. */
function readKeys(request: WireRequest): ClientProof {
  const keys = parseComposite(schemeToken(request, 'bearer') ?? '')
  return keys === undefined
    ? { kind: 'absent', presentedIn: 'bearer' }
    : {
        kind: 'secret',
        clientId: keys.publicKey,
        secret: keys.privateKey,
        presentedIn: 'bearer',
      }
}

/** The answer holds the asker's own private key again: that is what its clients expect. */
function write(tokens: TokenSet, asked: TokenRequest): WireResponse {
  const userToken = tokens.subjectToken ?? ''
  const { clientId } = tokens.authorization.client
  const secret = asked.proof.kind === 'secret' ? asked.proof.secret : ''
  return json(
    200,
    {
      access_token: formatComposite(clientId, secret, userToken),
      user_token: userToken,
      scope: formatScope(tokens.authorization.scope),
      comment: COMMENT,
      stamp: isoTime(tokens.issuedAt),
    },
    NO_STORE,
  )
}
