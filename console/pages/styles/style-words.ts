import type { Dialect, Lifetime } from '../../api/dialects.ts'

export const CREDENTIAL_WORDS: Readonly<Record<Dialect['credential'], string>> = {
  client_secret: 'Client id and secret',
  api_key: 'API key',
  key_pair: 'Public and private key',
}

export const LIFETIME_WORDS: Readonly<Record<Lifetime, string>> = {
  access_token: 'Access tokens live',
  refresh_token: 'Refresh tokens live',
  code: 'Authorization codes live',
}

const GRANTS: Readonly<Record<string, string>> = {
  authorization_code: 'Authorization code',
  client_credentials: 'Client credentials',
  refresh_token: 'Refresh token',
  password: 'Password',
  api_key: 'API key',
}

export function grantWords(grant: string): string {
  return GRANTS[grant] ?? grant
}

const OPERATIONS: Readonly<Record<string, string>> = {
  token: 'Get a token',
  authorization: 'Ask a user',
  introspection: 'Ask whether a token is good',
  revocation: 'Revoke a token',
  jwks: 'Keys to verify with',
  metadata: 'Metadata',
  agent_sign_in: 'Agent’s page',
  guest: 'Guest’s page',
}

/** Everything that has no name of its own is an API behind the gateway. */
export function operationWords(operation: string): string {
  return OPERATIONS[operation] ?? 'API'
}
