import { storedCodes, VERIFIER } from './codes.ts'
import type { Source } from './load.ts'
import type { ReferenceName } from './references.ts'
import { envoyRefreshTokens, exchangeAll, standardRefreshTokens } from './refresh-pool.ts'
import type { BenchServer } from './server.ts'
import { collect, listed, repeating, rotating } from './sources.ts'
import { basic, type Outgoing, requestBytes } from './wire.ts'

/** One kind of request. */
export interface Row {
  /** What `--only` looks for. */
  readonly name: string
  readonly title: string
  /** What each request needs at least, whatever server it is; the limit is made of these. */
  readonly needs: readonly ReferenceName[]
  /** The part of it that is compared by itself as well: the signature of a token. */
  readonly signs?: ReferenceName
  /** Called before each measurement; gets what the requests need, outside of the time measured. */
  open(seconds: number): Promise<Source>
}

/** More than a second can use up, so that time ends a measurement and not the list. */
const REVOCATIONS_PER_SEC_MAX = 8_000
const EXCHANGES_PER_SEC_MAX = 12_000
const STORED_REVOCATIONS_PER_SEC_MAX = 14_000

export function rowsOn(server: BenchServer): readonly Row[] {
  const { demo, host, port } = server
  const { vocera, eight_by_eight: eight, vonage, envoy, standard, vocalcola } = demo
  const bytes = (outgoing: Outgoing): Buffer => requestBytes(host, outgoing)
  const one = async (request: Outgoing, field: string): Promise<string> =>
    (await collect(port, 1, bytes(request), field)).join()
  const clientHeaders = { Authorization: basic(standard.client_id, standard.client_secret) }

  const vonageToken: Outgoing = {
    path: '/Auth/connect/token',
    form: {
      grant_type: 'client_credentials',
      client_id: vonage.client_id,
      client_secret: vonage.client_secret,
      scope: 'agents-availability:read',
    },
  }
  const standardToken: Outgoing = {
    path: '/oauth/token',
    headers: clientHeaders,
    form: { grant_type: 'client_credentials' },
  }
  const introspection = (token: string): Buffer =>
    bytes({ path: '/oauth/introspect', headers: clientHeaders, form: { token } })
  // Introspection does not use a token up; it may be any live one of the client.
  const standardPool = once(() => standardRefreshTokens(server))
  const envoyPool = once(() => envoyRefreshTokens(server))

  const exchanges = async (count: number): Promise<readonly Buffer[]> => {
    const { client_id: clientId, scopes, redirect_uri: redirectUri } = standard
    const codes = await storedCodes(server, { clientId, scopes, redirectUri }, Math.ceil(count))
    return codes.map((code) =>
      bytes({ path: '/oauth/token', headers: clientHeaders, form: exchange(redirectUri, code) }),
    )
  }
  const revocations = (tokens: readonly string[]): Source =>
    listed(
      tokens.map((token) =>
        bytes({ path: '/oauth/revoke', headers: clientHeaders, form: { token } }),
      ),
      '',
    )

  return [
    {
      name: 'cc-rs256',
      title: 'client_credentials, RS256 (Vonage style)',
      needs: ['http', 'rs256Sign'],
      signs: 'rs256Sign',
      open: async () => repeating(bytes(vonageToken), '"access_token"'),
    },
    {
      name: 'cc-es256',
      title: 'client_credentials, ES256 (standard)',
      needs: ['http', 'es256Sign'],
      signs: 'es256Sign',
      open: async () => repeating(bytes(standardToken), '"access_token"'),
    },
    {
      name: 'cc-envoy',
      title: 'client_credentials, ES256 (Envoy style)',
      needs: ['http', 'es256Sign'],
      signs: 'es256Sign',
      open: async () => {
        const { client_id, client_secret } = envoy
        const form = { grant_type: 'client_credentials', client_id, client_secret }
        return repeating(bytes({ path: '/oauth2/token', form }), '"access_token"')
      },
    },
    {
      name: 'embed-hs256',
      title: 'embed login, a pair of HS256 tokens (Vocera style)',
      needs: ['http', 'hs256Sign', 'hs256Sign'],
      open: async () => {
        const json = { api_key: vocera.api_key, agent_id: vocera.agent_id }
        return repeating(bytes({ path: '/user/v1/embedded/login/', json }), '"access"')
      },
    },
    {
      name: 'agent-token',
      title: 'agent token without a room, HS256 (8x8 style)',
      needs: ['http', 'hs256Sign'],
      open: async () => {
        const headers = { Authorization: `Bearer ${eight.api_key}` }
        return repeating(bytes({ path: '//api/v1/tokens', headers, json: {} }), '"auth_token"')
      },
    },
    {
      name: 'refresh-standard',
      title: 'refresh with rotation, durable (standard)',
      needs: ['http', 'es256Sign', 'commit'],
      open: async () =>
        rotating(await standardPool(), (token) =>
          bytes({
            path: '/oauth/token',
            headers: clientHeaders,
            form: { grant_type: 'refresh_token', refresh_token: token },
          }),
        ),
    },
    {
      name: 'code',
      title: 'authorization code exchange, durable (standard)',
      needs: ['http', 'es256Sign', 'commit'],
      open: async (seconds) =>
        listed(await exchanges(seconds * EXCHANGES_PER_SEC_MAX), '"refresh_token"'),
    },
    {
      name: 'code-vocalcola',
      title: 'authorization code exchange, durable (VocalCola style)',
      needs: ['http', 'commit'],
      open: async (seconds) => {
        const { public_key: clientId, scopes, redirect_uri: redirectUri } = vocalcola
        const owner = { clientId, scopes, redirectUri }
        const codes = await storedCodes(server, owner, Math.ceil(seconds * EXCHANGES_PER_SEC_MAX))
        const pair = Buffer.from(`${clientId}.${vocalcola.private_key}`).toString('base64')
        const headers = { Authorization: `Bearer ${pair}` }
        return listed(
          codes.map((code) =>
            bytes({ path: '/v0/token/', headers, form: exchange(redirectUri, code) }),
          ),
          '"user_token"',
        )
      },
    },
    {
      name: 'refresh-envoy',
      title: 'refresh with rotation, durable, multipart (Envoy style)',
      needs: ['http', 'es256Sign', 'commit'],
      open: async () =>
        rotating(await envoyPool(), (token) =>
          bytes({
            path: '/oauth2/token',
            multipart: {
              client_id: envoy.client_id,
              client_secret: envoy.client_secret,
              refresh_token: token,
              grant_type: 'refresh_token',
            },
          }),
        ),
    },
    {
      name: 'introspect-jwt',
      title: 'introspection of a JWT, ES256',
      needs: ['http', 'es256Verify'],
      open: async () =>
        repeating(introspection(await one(standardToken, 'access_token')), '"active":true'),
    },
    {
      name: 'introspect-refresh',
      title: 'introspection of a refresh token',
      needs: ['http'],
      open: async () => {
        const [token = ''] = await standardPool()
        return repeating(introspection(token), '"active":true')
      },
    },
    {
      name: 'resource-bearer',
      title: 'resource request with a bearer, RS256 (`/agents-availability`)',
      needs: ['http', 'rs256Verify'],
      open: async () => {
        const token = await one(vonageToken, 'access_token')
        const headers = { Authorization: `Bearer ${token}` }
        return repeating(
          bytes({ path: '/agents-availability?skillNames=Service', headers }),
          '"Ready"',
        )
      },
    },
    {
      name: 'resource-key',
      title: 'resource request with an API key (`/v1/locations`)',
      needs: ['http'],
      open: async () => {
        const headers = { 'X-API-Key': envoy.client_api_key }
        return repeating(bytes({ path: '/v1/locations', headers }), '"Headquarters"')
      },
    },
    {
      name: 'revoke',
      title: 'revocation of a JWT, durable',
      needs: ['http', 'es256Verify', 'commit'],
      open: async (seconds) => {
        const count = Math.ceil(seconds * REVOCATIONS_PER_SEC_MAX)
        return revocations(await collect(port, count, bytes(standardToken), 'access_token'))
      },
    },
    {
      name: 'revoke-stored',
      title: 'revocation of a refresh token with its family, durable',
      needs: ['http', 'commit'],
      open: async (seconds) =>
        revocations(
          await exchangeAll(port, await exchanges(seconds * STORED_REVOCATIONS_PER_SEC_MAX)),
        ),
    },
  ]
}

function exchange(redirectUri: string, code: string): Readonly<Record<string, string>> {
  const grant = { grant_type: 'authorization_code', redirect_uri: redirectUri }
  return { ...grant, code, code_verifier: VERIFIER }
}

function once<T>(make: () => Promise<T>): () => Promise<T> {
  let made: Promise<T> | undefined
  return () => {
    made ??= make()
    return made
  }
}
