// @node-oauth/oauth2-server on Express, with a model that keeps everything in memory and signs
// with jose: it brings neither a store nor a signer of its own.
import { createHash, randomUUID, timingSafeEqual } from 'node:crypto'
import OAuthServer from '@node-oauth/express-oauth-server'
import express from 'express'
import { importJWK, SignJWT } from 'jose'
import {
  ALGORITHM,
  CLIENT_ID,
  CLIENT_SECRET,
  PORT,
  REDIRECT_URI,
  RESOURCE,
  ready,
  signingKey,
} from './seeds.mjs'

const jwk = signingKey(ALGORITHM)
const key = await importJWK(jwk, ALGORITHM)
const digest = (text) => createHash('sha256').update(text).digest()
const secretHash = digest(CLIENT_SECRET)
const client = {
  id: CLIENT_ID,
  grants: ['client_credentials', 'refresh_token', 'authorization_code'],
  redirectUris: [REDIRECT_URI],
}
const user = { id: CLIENT_ID }
const refreshTokens = new Map()

const model = {
  async getClient(id, secret) {
    if (id !== CLIENT_ID) return false
    return secret && !timingSafeEqual(digest(secret), secretHash) ? false : client
  },
  async getUserFromClient() {
    return user
  },
  async validateScope(_user, _client, scope) {
    return scope ?? ['api:read']
  },
  async saveToken(token) {
    const saved = { ...token, client, user }
    if (token.refreshToken) refreshTokens.set(token.refreshToken, saved)
    return saved
  },
  async getRefreshToken(token) {
    return refreshTokens.get(token)
  },
  async revokeToken({ refreshToken }) {
    return refreshTokens.delete(refreshToken)
  },
  generateAccessToken: (_client, _user, scope) =>
    new SignJWT({ scope: [].concat(scope).join(' '), client_id: CLIENT_ID, jti: randomUUID() })
      .setProtectedHeader({ alg: ALGORITHM, typ: 'at+jwt', kid: jwk.kid })
      .setIssuer(`http://127.0.0.1:${PORT}`)
      .setAudience(RESOURCE)
      .setSubject(CLIENT_ID)
      .setIssuedAt()
      .setExpirationTime('1h')
      .sign(key),
}

const server = express()
server.disable('x-powered-by')
server.set('etag', false)
server.post(
  '/token',
  express.urlencoded({ extended: false }),
  new OAuthServer({ model }).token({ accessTokenLifetime: 3_600 }),
)
server.listen(Number(PORT), '127.0.0.1', () => ready({}))
