import { readTokens } from '../wire/tokens.ts'
import { basicHeader } from './basic.ts'
import { readBase, readSecret, type SourceOptions } from './options.ts'
import { bearer, openSource, readBases, type TokenSource } from './token-source.ts'

export interface ClientCredentialsOptions extends SourceOptions {
  readonly clientId: string
  readonly clientSecret: string
  /** All that the client has, when left out. */
  readonly scopes?: readonly string[]
  /** The APIs that the token is for (RFC 8707). */
  readonly resources?: readonly string[]
  /** Where tokens are got; `/oauth/token` of `baseUrl` when left out. */
  readonly tokenEndpoint?: string | URL
  /** Where the secret stands: in the header (default) or in the body (RFC 6749 §2.3.1). */
  readonly clientAuthentication?: 'basic' | 'body'
}

/** Tokens of a machine for itself: client credentials (RFC 6749 §4.4). */
export function clientCredentials(options: ClientCredentialsOptions): TokenSource {
  const { scopes = [], resources = [], clientAuthentication: place = 'basic' } = options
  const clientId = readSecret('clientId', options.clientId)
  const clientSecret = readSecret('clientSecret', options.clientSecret)
  const { issuer, api } = readBases(options)
  const url = readBase(
    'tokenEndpoint',
    options.tokenEndpoint ?? `${issuer}/oauth/token`,
    options.allowHttp,
  )
  const identity = [url, place, clientId, clientSecret, [...scopes].sort(), [...resources].sort()]
  return openSource(
    {
      identity: ['client-credentials', ...identity],
      apiUrl: api,
      isRotating: false,
      requestsMax: 1,
      present: bearer,
      renew: async (ask) => {
        const body = new URLSearchParams({ grant_type: 'client_credentials' })
        if (scopes.length > 0) body.set('scope', scopes.join(' '))
        for (const resource of resources) body.append('resource', resource)
        if (place === 'basic') {
          return readTokens(await ask({ url, headers: basicHeader(clientId, clientSecret), body }))
        }
        body.set('client_id', clientId)
        body.set('client_secret', clientSecret)
        return readTokens(await ask({ url, body }))
      },
    },
    options,
  ).source
}
