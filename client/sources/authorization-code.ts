import { readTokens, type TokenSet } from '../wire/tokens.ts'
import { basicHeader } from './basic.ts'
import { challengeOf, type PendingConsent, randomText, readCode } from './callback.ts'
import { misconfigured, readBase, readSecret, type SourceOptions } from './options.ts'
import { consentNeeded, refresher } from './refreshing.ts'
import { bearer, openSource, readBases, type TokenSource } from './token-source.ts'

export interface AuthorizationCodeOptions extends SourceOptions {
  readonly clientId: string
  /** Left out by a public client: a page, a program on somebody's own machine. */
  readonly clientSecret?: string
  /** One of those that the client registered, letter by letter. */
  readonly redirectUri: string
  readonly scopes?: readonly string[]
  /** Where people agree; `/oauth/authorize` of `baseUrl` when left out. */
  readonly authorizationEndpoint?: string | URL
  /** Where codes are exchanged; `/oauth/token` of `baseUrl` when left out. */
  readonly tokenEndpoint?: string | URL
  /**
   * What `iss` of a callback must be (RFC 9207). When left out it is `baseUrl`, and a callback
   * without one is taken; name it where a program speaks to more than one issuer.
   */
  readonly issuer?: string
  /** Whose tokens they are, in your own words. Needed with a `cache`, which many people share. */
  readonly user?: string
  /** A refresh token of this person from before. */
  readonly refreshToken?: string
  /** Called with each new refresh token before its access token is used. */
  readonly onRefreshToken?: (refreshToken: string) => unknown
}

/** The tokens of one person. Each person has a source of their own. */
export interface AuthorizationCodeSource extends TokenSource {
  /** Where to send the person, and what to remember until they are back. */
  begin(): Promise<{ readonly url: string; readonly pending: PendingConsent }>
  /**
   * Exchanges the code of the address that the person came back to. Rejects with
   * `callback_refused`, with `consent_required` when they said no, or as any request for a token.
   */
  complete(callback: string | URL, pending: PendingConsent): Promise<void>
}

/**
 * Tokens that speak for a person who agreed: authorization code with PKCE (RFC 6749 §4.1,
 * RFC 7636), then refresh tokens. Until `complete`, and when refreshing is refused, getting a
 * token rejects with `consent_required`.
 */
export function authorizationCode(options: AuthorizationCodeOptions): AuthorizationCodeSource {
  const { clientSecret, redirectUri, scopes = [], user, onRefreshToken, allowHttp } = options
  const clientId = readSecret('clientId', options.clientId)
  if (clientSecret !== undefined) readSecret('clientSecret', clientSecret)
  if (options.cache !== undefined && user === undefined) {
    throw misconfigured('with a cache a source names its user, so that nobody gets another’s token')
  }
  const { issuer, api } = readBases(options)
  const endpoint = (name: 'authorizationEndpoint' | 'tokenEndpoint', path: string) =>
    readBase(name, options[name] ?? `${issuer}${path}`, allowHttp)
  const authorizationUrl = endpoint('authorizationEndpoint', '/oauth/authorize')
  const url = endpoint('tokenEndpoint', '/oauth/token')
  const scope = scopes.join(' ')

  const request = (fields: Readonly<Record<string, string>>) => {
    if (clientSecret !== undefined) {
      const headers = basicHeader(clientId, clientSecret)
      return { url, headers, body: new URLSearchParams(fields) }
    }
    return { url, body: new URLSearchParams({ ...fields, client_id: clientId }) }
  }
  const first: TokenSet | undefined =
    options.refreshToken === undefined
      ? undefined
      : {
          accessToken: '',
          refreshToken: readSecret('refreshToken', options.refreshToken),
        }
  const renewed = refresher()
  const { source, ask, put } = openSource(
    {
      identity: ['code', url, clientId, clientSecret ?? '', [...scopes].sort(), user ?? ''],
      apiUrl: api,
      isRotating: true,
      requestsMax: 1,
      present: bearer,
      renew: (ask, previous) =>
        renewed(
          previous ?? first,
          async (refreshToken) =>
            readTokens(
              await ask(request({ grant_type: 'refresh_token', refresh_token: refreshToken })),
            ),
          async () => {
            throw consentNeeded()
          },
        ),
      onNew: ({ refreshToken }) => refreshToken !== undefined && onRefreshToken?.(refreshToken),
    },
    options,
  )
  return {
    ...source,
    begin: async () => {
      const pending = { state: randomText(), verifier: randomText() }
      const query = new URLSearchParams({
        response_type: 'code',
        client_id: clientId,
        redirect_uri: redirectUri,
        ...(scope !== '' && { scope }),
        state: pending.state,
        code_challenge: await challengeOf(pending.verifier),
        code_challenge_method: 'S256',
      })
      return { url: `${authorizationUrl}?${query}`, pending }
    },
    complete: async (callback, pending) => {
      const code = readCode(callback, pending, {
        name: options.issuer ?? issuer,
        isRequired: options.issuer !== undefined,
      })
      const { verifier = '' } = pending
      const grant = { grant_type: 'authorization_code', code, redirect_uri: redirectUri }
      await put(readTokens(await ask(request({ ...grant, code_verifier: verifier }))))
    },
  }
}
