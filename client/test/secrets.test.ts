// Nothing that is logged, thrown or turned to text shows a secret.
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { inspect } from 'node:util'
import {
  authorizationCode,
  clientCredentials,
  eightByEight,
  envoy,
  MintmarkError,
  type SourceOptions,
  vocalcola,
  vocera,
  vonage,
} from '../index.ts'
import { ISSUER, json, movedClock, standIn } from './kit.ts'

const SECRET = 'S3cr3t-that-nobody-may-see'
const TOKEN = `T0k3n-${SECRET}`

const sources = (options: SourceOptions) => {
  const common = { baseUrl: ISSUER, ...options }
  const client = { ...common, clientId: 'id', clientSecret: SECRET }
  return {
    vocera: vocera({ ...common, apiKey: SECRET, agentId: 1 }),
    eightByEight: eightByEight({ ...common, apiKey: SECRET }),
    vonage: vonage({ ...client, scopes: ['stats'] }),
    vocalcola: vocalcola({ ...common, publicKey: 'pub', privateKey: SECRET, userToken: SECRET }),
    envoyKey: envoy({ ...common, apiKey: SECRET }),
    envoyPassword: envoy({ ...client, username: 'a@b.example', password: SECRET, scopes: [] }),
    envoyRefresh: envoy({ ...client, refreshToken: SECRET }),
    clientCredentials: clientCredentials(client),
    authorizationCode: authorizationCode({
      ...client,
      redirectUri: 'https://me.example/cb',
      refreshToken: SECRET,
    }),
  }
}

const shown = (value: unknown): string =>
  [
    inspect(value, { depth: 9, showHidden: true, getters: false }),
    inspect(value, { depth: 9 }),
    JSON.stringify(value),
    String(value),
    value instanceof Error ? `${value.stack}${inspect(value.cause)}` : '',
  ].join('\n')

test('a source and its token, logged or turned to text, show no secret', async () => {
  const names = { access: TOKEN, refresh: TOKEN, auth_token: TOKEN, access_token: TOKEN }
  const { fetch } = standIn(() => json({ ...names, refresh_token: TOKEN, expires_in: 900 }))
  for (const [name, source] of Object.entries(sources({ fetch }))) {
    const token = await source.getToken()
    assert.ok(token.value.length > 0)
    for (const value of [source, token, { token }]) {
      assert.ok(!shown(value).includes(SECRET), name)
    }
  }
})

test('whatever an issuer or a runtime says, no error shows a secret', async () => {
  const quoting = () => {
    // As runtimes do: the message quotes the header that it could not send.
    throw new TypeError(`Headers.append: "Bearer ${SECRET}" is an invalid header value.`, {
      cause: Object.assign(new Error(SECRET), { code: `E_${SECRET}` }),
    })
  }
  for (const answer of [
    quoting,
    () => json({ error: SECRET, error_description: SECRET, detail: SECRET }, 400),
    () => json({ access_token: `${SECRET}\n`, access: `${SECRET}\n`, auth_token: ' ' }),
    () => new Response(SECRET),
    () => new Response(null, { status: 302, headers: { location: `https://x.example/${SECRET}` } }),
  ]) {
    const { fetch } = standIn(answer)
    const clock = movedClock()
    for (const [name, source] of Object.entries(sources({ fetch, clock }))) {
      const error: unknown = await source.getToken().catch((reason) => reason)
      if (error instanceof MintmarkError) assert.ok(!shown(error).includes(SECRET), name)
      else assert.ok(name === 'vocalcola' || name === 'envoyKey', `${name}: ${error}`)
    }
  }
})

test('an option that is wrong is told by its name and not by its value', () => {
  const bad = `${SECRET}\n`
  const client = { baseUrl: ISSUER, clientId: 'id', clientSecret: SECRET }
  for (const make of [
    () => vocera({ baseUrl: ISSUER, apiKey: bad, agentId: 1 }),
    () => vocera({ baseUrl: ISSUER, apiKey: SECRET, agentId: 1.5 }),
    () => eightByEight({ baseUrl: ISSUER, apiKey: bad }),
    () => vonage({ ...client, clientSecret: bad, scopes: ['a'] }),
    () => vonage({ ...client, scopes: [] }),
    () => vonage({ ...client, baseUrl: undefined, scopes: ['a'] }),
    () => vocalcola({ publicKey: 'a', privateKey: bad }),
    () => vocalcola({ publicKey: 'a', privateKey: SECRET, planKey: 'a' }),
    () => envoy({ apiKey: bad }),
    () => envoy({ ...client, username: 'a', password: '', scopes: [] }),
    () => clientCredentials({ ...client, baseUrl: `https://a:${SECRET}@b.example` }),
    () => clientCredentials({ ...client, baseUrl: 'http://mint.example' }),
    () => clientCredentials({ ...client, baseUrl: SECRET }),
  ]) {
    assert.throws(make, (error) => {
      assert.ok(error instanceof MintmarkError)
      assert.equal(error.code, 'misconfigured')
      assert.ok(!shown(error).includes(SECRET), String(error))
      return true
    })
  }
})
