// The library that most Node clients use, as it comes from npm, against the real server.
import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import * as client from 'openid-client'
import { openBrowser, signInAndConsent } from './browser.ts'
import { mintForThisFile } from './mint.ts'

const mint = await mintForThisFile()
const { client_id, client_secret, redirect_uri, scopes } = mint.demo.standard

const discover = (authentication?: client.ClientAuth) =>
  client.discovery(
    new URL(mint.baseUrl),
    client_id,
    { client_secret, redirect_uris: [redirect_uri] },
    authentication,
    { algorithm: 'oauth2', execute: [client.allowInsecureRequests] },
  )

/** Walks the code flow as a person and answers what the client's redirect URI received. */
async function authorize(config: client.Configuration, parameters: Record<string, string>) {
  const target = client.buildAuthorizationUrl(config, { redirect_uri, ...parameters })
  const browser = openBrowser(mint, redirect_uri)
  const { user } = mint.demo.vocalcola
  return signInAndConsent(mint, browser, target.pathname + target.search, user)
}

describe('openid-client', () => {
  for (const [name, authentication] of [
    ['Basic', client.ClientSecretBasic(client_secret)],
    ['the body', client.ClientSecretPost(client_secret)],
  ] as const) {
    it(`gets a token by client credentials, with its secret in ${name}`, async () => {
      const config = await discover(authentication)
      const tokens = await client.clientCredentialsGrant(config, { scope: scopes[0] ?? '' })
      assert.equal(tokens.token_type, 'bearer')
      assert.equal(tokens.scope, scopes[0])
      assert.equal(tokens.refresh_token, undefined)
    })
  }

  it('finds the metadata at the OpenID path too', async () => {
    const config = await client.discovery(
      new URL(`${mint.baseUrl}/.well-known/openid-configuration`),
      client_id,
      client_secret,
      undefined,
      { execute: [client.allowInsecureRequests] },
    )
    assert.equal(config.serverMetadata().issuer, mint.baseUrl)
  })

  it('runs the code flow with PKCE, state, iss, then refreshes, asks and revokes', async () => {
    const config = await discover()
    const verifier = client.randomPKCECodeVerifier()
    const state = client.randomState()
    const answered = await authorize(config, {
      scope: scopes.join(' '),
      state,
      code_challenge: await client.calculatePKCECodeChallenge(verifier),
      code_challenge_method: 'S256',
    })
    const tokens = await client.authorizationCodeGrant(config, answered, {
      pkceCodeVerifier: verifier,
      expectedState: state,
    })
    assert.equal(tokens.scope, scopes.join(' '))

    const next = await client.refreshTokenGrant(config, tokens.refresh_token ?? '')
    assert.notEqual(next.refresh_token, tokens.refresh_token)
    const about = await client.tokenIntrospection(config, next.access_token)
    assert.equal(about.active, true)
    assert.equal(about.client_id, client_id)

    await client.tokenRevocation(config, next.refresh_token ?? '')
    const after = await client.tokenIntrospection(config, next.access_token)
    assert.deepEqual(after, { active: false })
    await assert.rejects(client.refreshTokenGrant(config, next.refresh_token ?? ''), {
      error: 'invalid_grant',
    })
  })

  it('is told by redirect when the user says no', async () => {
    const config = await discover()
    const state = client.randomState()
    const target = client.buildAuthorizationUrl(config, {
      redirect_uri,
      scope: scopes[0] ?? '',
      state,
      code_challenge: await client.calculatePKCECodeChallenge(client.randomPKCECodeVerifier()),
      code_challenge_method: 'S256',
    })
    const browser = openBrowser(mint, redirect_uri)
    const { user } = mint.demo.vocalcola
    const path = target.pathname + target.search
    const answered = await signInAndConsent(mint, browser, path, user, 'Deny')
    await assert.rejects(
      client.authorizationCodeGrant(config, answered, { expectedState: state }),
      { error: 'access_denied' },
    )
  })
})
