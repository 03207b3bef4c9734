// better-auth with its OAuth provider and API keys on SQLite. Tuned as far as its options go: the
// signing key is neither encrypted nor read for each token, client and resource are remembered.
import { createHash, randomBytes } from 'node:crypto'
import { createServer } from 'node:http'
import process from 'node:process'
import { apiKey } from '@better-auth/api-key'
import { oauthProvider } from '@better-auth/oauth-provider'
import { betterAuth } from 'better-auth'
import { getMigrations } from 'better-auth/db/migration'
import { toNodeHandler } from 'better-auth/node'
import { jwt } from 'better-auth/plugins'
import {
  ALGORITHM,
  CHALLENGE,
  CLIENT_ID,
  CLIENT_SECRET,
  PORT,
  REDIRECT_URI,
  RESOURCE,
  ready,
  signingKey,
  times,
} from './seeds.mjs'
import { inOneCommit, openDatabase } from './sqlite.mjs'

const DAY_MS = 86_400_000
const SCOPES = ['openid', 'offline_access', 'api:read']
const baseURL = `http://127.0.0.1:${PORT}`
const database = openDatabase()

const jwk = signingKey(ALGORITHM)
const { kty, n, e, crv, x, y, kid, alg } = jwk
const keyring = [
  {
    id: kid,
    alg,
    publicKey: JSON.stringify({ kty, n, e, crv, x, y, kid, alg }),
    privateKey: JSON.stringify(jwk),
    createdAt: new Date(),
  },
]

/** KEYS=memory: its API keys in a store of their own, as an installation with a cache has them. */
const kept = new Map()
const memory = {
  get: async (key) => kept.get(key) ?? null,
  set: async (key, value) => void kept.set(key, value),
  delete: async (key) => void kept.delete(key),
}
const keyStorage =
  process.env.KEYS === 'memory'
    ? { storage: 'secondary-storage', customStorage: memory, deferUpdates: true }
    : {}

const auth = betterAuth({
  baseURL,
  basePath: '/api/auth',
  secret: randomBytes(32).toString('base64url'),
  database,
  emailAndPassword: { enabled: true },
  logger: { level: 'error' },
  rateLimit: { enabled: false },
  telemetry: { enabled: false },
  advanced: { disableOriginCheck: true },
  plugins: [
    jwt({
      jwks: {
        keyPairConfig: ALGORITHM === 'RS256' ? { alg, modulusLength: 2_048 } : { alg },
        disablePrivateKeyEncryption: true,
      },
      jwt: { issuer: baseURL },
      disableSettingJwtHeader: true,
      adapter: { getJwks: async () => keyring },
    }),
    oauthProvider({
      loginPage: '/sign-in',
      consentPage: '/consent',
      scopes: SCOPES,
      resources: [RESOURCE],
      enforcePerClientResources: false,
      cachedTrustedClients: new Set([CLIENT_ID]),
      cachedResources: new Set([RESOURCE]),
      silenceWarnings: { oauthAuthServerConfig: true, openidConfig: true },
    }),
    apiKey({ rateLimit: { enabled: false }, ...keyStorage }),
  ],
})
await (await getMigrations(auth.options)).runMigrations()
const { adapter, internalAdapter } = await auth.$context
const { user } = await auth.api.signUpEmail({
  body: { email: 'user@example.com', password: randomBytes(12).toString('hex'), name: 'user' },
})
const [session] = await adapter.findMany({ model: 'session' })
const digest = (text) => createHash('sha256').update(text).digest('base64url')
await adapter.create({
  model: 'oauthClient',
  data: {
    clientId: CLIENT_ID,
    clientSecret: digest(CLIENT_SECRET),
    tokenEndpointAuthMethod: 'client_secret_basic',
    name: 'bench',
    redirectUris: [REDIRECT_URI],
    grantTypes: ['client_credentials', 'authorization_code', 'refresh_token'],
    responseTypes: ['code'],
    scopes: SCOPES,
    clientCredentialsScopes: ['api:read'],
    createdAt: new Date(),
    updatedAt: new Date(),
    disabled: false,
  },
})
const key = await auth.api.createApiKey({ body: { name: 'bench', userId: user.id } })

/** It verifies API keys only for the program that it is part of, so this route stands for that. */
async function verifyKey(request, response) {
  const { valid } = await auth.api.verifyApiKey({ body: { key: request.headers['x-api-key'] } })
  const body = JSON.stringify({ valid })
  response.writeHead(valid ? 200 : 401, {
    'content-type': 'application/json',
    'content-length': body.length,
  })
  response.end(body)
}

const dates = () => ({ createdAt: new Date(), expiresAt: new Date(Date.now() + DAY_MS) })
const makers = {
  async refresh(token) {
    const owner = { clientId: CLIENT_ID, sessionId: session.id, userId: user.id }
    const granted = { scopes: ['offline_access', 'api:read'], resources: [RESOURCE] }
    const data = { token: digest(token), ...owner, ...granted, ...dates() }
    await adapter.create({ model: 'oauthRefreshToken', data })
  },
  async opaque(token) {
    const data = { token: digest(token), clientId: CLIENT_ID, scopes: ['api:read'], ...dates() }
    await adapter.create({ model: 'oauthAccessToken', data })
  },
  async code(token) {
    const query = {
      client_id: CLIENT_ID,
      response_type: 'code',
      redirect_uri: REDIRECT_URI,
      scope: 'offline_access api:read',
      code_challenge: CHALLENGE,
      code_challenge_method: 'S256',
      state: 'state',
    }
    const owner = { userId: user.id, sessionId: session.id, resource: [RESOURCE] }
    await internalAdapter.createVerificationValue({
      identifier: digest(token),
      expiresAt: new Date(Date.now() + DAY_MS),
      value: JSON.stringify({ type: 'authorization_code', query, ...owner }),
    })
  },
}
const making = (save) => (count) =>
  inOneCommit(database, () =>
    times(count, async () => {
      const token = randomBytes(16).toString('hex')
      await save(token)
      return token
    }),
  )

const handler = toNodeHandler(auth)
createServer((request, response) =>
  request.url === '/verify-key' ? verifyKey(request, response) : handler(request, response),
).listen(Number(PORT), '127.0.0.1', () =>
  ready({
    ...Object.fromEntries(Object.entries(makers).map(([kind, save]) => [kind, making(save)])),
    key: () => [key.key],
  }),
)
