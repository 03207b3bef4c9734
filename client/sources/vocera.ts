import { readTokens, type TokenNames } from '../wire/tokens.ts'
import { misconfigured, readSecret, type SourceOptions } from './options.ts'
import { refresher } from './refreshing.ts'
import { bearer, openSource, readBases, type TokenSource } from './token-source.ts'

export interface VoceraOptions extends SourceOptions {
  /** From the dashboard. It opens every agent of yours: it belongs on a server. */
  readonly apiKey: string
  /** Which agent the tokens are for. */
  readonly agentId: number
}

const VENDOR = { baseUrl: 'https://new-prod.vocera.ai' }
const NAMES: TokenNames = { access: 'access', refresh: 'refresh' }

/**
 * Tokens that embed one agent: an API key brings a pair, the refresh token the next access token.
 * `getToken` gives the access token, which is what a page needs. By the vendor's page "Generate
 * Agent Embed Token", https://docs.vocera.ai/documentation/embed/.
 */
export function vocera(options: VoceraOptions): TokenSource {
  const apiKey = readSecret('apiKey', options.apiKey)
  const { agentId } = options
  if (!Number.isInteger(agentId)) throw misconfigured('agentId is a whole number')
  const { issuer, api } = readBases(options, VENDOR)
  const post = (path: string, fields: object) => ({
    url: `${issuer}/user/v1/embedded/${path}/`,
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(fields),
  })
  const renewed = refresher()
  return openSource(
    {
      identity: ['vocera', issuer, apiKey, agentId],
      apiUrl: api,
      // One refresh token serves until its end: an answer brings no other.
      isRotating: false,
      requestsMax: 2,
      present: bearer,
      renew: (ask, previous) =>
        renewed(
          previous,
          async (refresh) => readTokens(await ask(post('refresh', { refresh })), NAMES),
          async () =>
            readTokens(await ask(post('login', { api_key: apiKey, agent_id: agentId })), NAMES),
        ),
    },
    options,
  ).source
}
