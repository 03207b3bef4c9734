import { textField, textFields } from './fields.ts'
import type { Scope } from './scope.ts'
import type { AuthorizationRequest } from './token-request.ts'
import type { Fields } from './wire.ts'

/**
 * The parameters of RFC 6749 §4.1.1 and RFC 7636 §4.3; how scopes are separated is the dialect's.
 */
export function readAuthorizationQuery(
  query: Fields,
  readScope: (text: string) => Scope,
): AuthorizationRequest {
  const scope = textField(query, 'scope')
  return {
    responseType: textField(query, 'response_type'),
    clientId: textField(query, 'client_id'),
    redirectUri: textField(query, 'redirect_uri'),
    scope: scope === undefined ? undefined : readScope(scope),
    state: textField(query, 'state'),
    codeChallenge: textField(query, 'code_challenge'),
    codeChallengeMethod: textField(query, 'code_challenge_method'),
    resources: textFields(query, 'resource'),
  }
}
