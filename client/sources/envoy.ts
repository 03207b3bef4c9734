import type { Ask } from '../wire/ask.ts'
import { readTokens } from '../wire/tokens.ts'
import { plainBasicHeader } from './basic.ts'
import { misconfigured, readSecret, type SourceOptions } from './options.ts'
import { consentNeeded, refresher } from './refreshing.ts'
import { bearer, fixedSource, openSource, readBases, type TokenSource } from './token-source.ts'

/** The long-lived Client API Key. It opens `/v1`, and nothing older. */
export interface EnvoyApiKey extends SourceOptions {
  readonly apiKey: string
}

export interface EnvoyClient extends SourceOptions {
  readonly clientId: string
  readonly clientSecret: string
  /**
   * Called with each new refresh token before its access token is used: the one before it has had
   * its use. Needed where tokens must outlive the program and there is no `cache`.
   */
  readonly onRefreshToken?: (refreshToken: string) => unknown
}

/** The API user's own name and password; they bring a refresh token, which is used from then on. */
export interface EnvoyPassword extends EnvoyClient {
  readonly username: string
  readonly password: string
  /** Such as `locations.read`; `token.refresh` is asked for as well. */
  readonly scopes: readonly string[]
}

/** A refresh token that somebody got before. */
export interface EnvoyRefresh extends EnvoyClient {
  readonly refreshToken: string
}

export type EnvoyOptions = EnvoyApiKey | EnvoyPassword | EnvoyRefresh

const VENDOR = { baseUrl: 'https://api.envoy.com' }

/**
 * Tokens for a private app of Envoy. By the vendor's page "Get a token for private apps",
 * https://developers.envoy.com/hub/docs/.
 */
export function envoy(options: EnvoyOptions): TokenSource {
  const { issuer, api } = readBases(options, VENDOR)
  if ('apiKey' in options) {
    const apiKey = readSecret('apiKey', options.apiKey)
    const present = (key: string) => ({ 'x-api-key': key })
    return fixedSource({ credential: () => apiKey, apiUrl: api, present }, options)
  }
  const { onRefreshToken } = options
  const client = {
    id: readSecret('clientId', options.clientId),
    secret: readSecret('clientSecret', options.clientSecret),
  }
  const url = `${issuer}/oauth2/token`
  const refresh = async (ask: Ask, refreshToken: string) => {
    const fields = { client_id: client.id, client_secret: client.secret }
    const grant = { refresh_token: refreshToken, grant_type: 'refresh_token' }
    return readTokens(await ask({ url, body: formOf({ ...fields, ...grant }) }))
  }
  const begin = 'refreshToken' in options ? byRefresh(options) : byPassword(options)

  function byPassword({ username, password, scopes }: EnvoyPassword) {
    if (username === '' || password === '') throw misconfigured('username or password is empty')
    const scope = [...new Set(['token.refresh', ...scopes])].join(',')
    return {
      identity: [username, password, scope],
      first: undefined,
      from: async (ask: Ask) => {
        const body = formOf({ username, password, scope, grant_type: 'password' })
        return readTokens(
          await ask({ url, headers: plainBasicHeader(client.id, client.secret), body }),
        )
      },
    }
  }

  function byRefresh(given: EnvoyRefresh) {
    const refreshToken = readSecret('refreshToken', given.refreshToken)
    return {
      identity: [refreshToken],
      first: { accessToken: '', refreshToken },
      from: async () => {
        throw consentNeeded()
      },
    }
  }

  const renewed = refresher()
  return openSource(
    {
      identity: ['envoy', issuer, client, begin.identity],
      apiUrl: api,
      isRotating: true,
      requestsMax: 2,
      present: bearer,
      renew: (ask, previous) =>
        renewed(
          previous ?? begin.first,
          (refreshToken) => refresh(ask, refreshToken),
          () => begin.from(ask),
        ),
      onNew: ({ refreshToken }) => refreshToken !== undefined && onRefreshToken?.(refreshToken),
    },
    options,
  ).source
}

function formOf(fields: Readonly<Record<string, string>>): FormData {
  const form = new FormData()
  for (const [name, value] of Object.entries(fields)) form.append(name, value)
  return form
}
