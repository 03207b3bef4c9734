// Every source against a real mint: a token is used, ended by its owner, got anew and used again;
// and so it is when the mint's clock says that it is over.
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { openBrowser, signInAndConsent } from '../../server/test/browser.ts'
import { mintForThisFile } from '../../server/test/mint.ts'
import {
  authorizationCode,
  clientCredentials,
  eightByEight,
  envoy,
  MintmarkError,
  type TokenSource,
  vocalcola,
  vocera,
  vonage,
} from '../index.ts'

const mint = await mintForThisFile()
const { demo, baseUrl } = mint

interface Client {
  readonly client_id: string
  readonly client_secret: string
}

const asClient = ({ client_id, client_secret }: Client) =>
  `Basic ${btoa(`${client_id}:${client_secret}`)}`
const clientOf = ({ client_id, client_secret }: Client) => ({
  baseUrl,
  clientId: client_id,
  clientSecret: client_secret,
})

async function revoke(authorization: string, token: string): Promise<void> {
  const body = new URLSearchParams({ token })
  const answer = await fetch(`${baseUrl}/oauth/revoke`, {
    method: 'POST',
    headers: { authorization },
    body,
  })
  assert.equal(answer.status, 200, await answer.text())
}

/** Uses the token, ends it, uses what comes next; answers what the API said at last. */
async function outlivesRevocation(source: TokenSource, path: string, owner: string) {
  assert.equal((await source.fetch(path)).status, 200)
  const { value } = await source.getToken()
  await revoke(owner, value)
  const answer = await source.fetch(path)
  assert.equal(answer.status, 200)
  assert.notEqual((await source.getToken()).value, value)
  return answer.json()
}

const jsonOf = async (call: Promise<Response>): Promise<unknown> => (await call).json()

const { vocera: agent, eight_by_eight: video, vonage: centre } = demo
const availability = '/agents-availability?skillNames=Service'
const voceraSource = vocera({ baseUrl, apiKey: agent.api_key, agentId: agent.agent_id })
const vonageSource = vonage({ ...clientOf(centre), scopes: ['agents-availability:read'] })
const { username, password } = demo.envoy
const envoySource = envoy({
  ...clientOf(demo.envoy),
  ...{ username, password, scopes: ['locations.read'] },
})

test('vocera', async () => {
  const owner = `Bearer ${agent.api_key}`
  const detail = await outlivesRevocation(voceraSource, '/user/embedded-token-detail/', owner)
  assert.partialDeepStrictEqual(detail, { agent_id: agent.agent_id })
})

test('eightByEight, and a room', async () => {
  const source = eightByEight({ baseUrl, apiKey: video.api_key })
  await outlivesRevocation(source, '/api/v1/call-logs', `Bearer ${video.api_key}`)
  const room = await source.createRoom({ callReference: 'sdk-room-1' })
  assert.equal(room.callReference, 'sdk-room-1')
  assert.equal((await fetch(room.guestLink)).status, 200)
})

test('vonage', async () => {
  const counts = await outlivesRevocation(vonageSource, availability, asClient(centre))
  assert.partialDeepStrictEqual(counts, { Ready: 10 })
})

test('envoy: password, refresh, and the Client API Key', async () => {
  const owner = asClient(demo.envoy)
  const locations = await outlivesRevocation(envoySource, '/v1/locations', owner)
  assert.partialDeepStrictEqual(locations, { data: [{ name: 'Headquarters' }] })
  const key = envoy({ baseUrl, apiKey: demo.envoy.client_api_key })
  assert.equal((await key.fetch('/v1/locations')).status, 200)
})

test('clientCredentials', async () => {
  const source = clientCredentials({ ...clientOf(demo.standard), scopes: ['api:read'] })
  const who = await outlivesRevocation(source, '/oauth/whoami', asClient(demo.standard))
  assert.partialDeepStrictEqual(who, { scope: 'api:read' })
})

test('authorizationCode: a person agrees, tokens are refreshed, the family ends', async () => {
  const { redirect_uri: redirectUri } = demo.standard
  const kept: string[] = []
  const source = authorizationCode({
    ...clientOf(demo.standard),
    ...{ redirectUri, scopes: ['api:read'], onRefreshToken: (token) => kept.push(token) },
  })
  const { url, pending } = await source.begin()
  const browser = openBrowser(mint, redirectUri)
  const target = url.slice(baseUrl.length)
  const callback = await signInAndConsent(mint, browser, target, demo.vocalcola.user)
  await source.complete(callback, pending)
  await outlivesRevocation(source, '/oauth/whoami', asClient(demo.standard))
  assert.equal(kept.length, 2)
  await revoke(asClient(demo.standard), kept[1] ?? '')
  await assert.rejects(source.fetch('/oauth/whoami'), (error) => {
    return error instanceof MintmarkError && error.code === 'consent_required'
  })
})

test('vocalcola: keys alone, then for a person, until the person takes it back', async () => {
  const { public_key: publicKey, private_key: privateKey, redirect_uri, scopes } = demo.vocalcola
  const source = vocalcola({
    ...{ baseUrl, publicKey, privateKey, redirectUri: redirect_uri, scopes },
    planKey: demo.vocalcola.plan_key,
  })
  assert.partialDeepStrictEqual(await jsonOf(source.fetch('/v0/me/')), { user: null })
  const { url, pending } = source.begin()
  const browser = openBrowser(mint, redirect_uri)
  const target = url.slice(baseUrl.length)
  const callback = await signInAndConsent(mint, browser, target, demo.vocalcola.user)
  const { userToken } = await source.complete(callback, pending)
  const me = await jsonOf(source.fetch('/v0/me/'))
  assert.partialDeepStrictEqual(me, { plan: { name: 'Choir plan' } })
  const owner = `Basic ${btoa(`${publicKey}:${privateKey}`)}`
  await revoke(owner, userToken)
  assert.equal((await source.fetch('/v0/me/')).status, 401)
})

test('tokens that are over by the mint’s clock are got anew', async () => {
  await mint.advance(86_401)
  const calls = Array.from({ length: 20 }, async () => vonageSource.fetch(availability))
  assert.ok((await Promise.all(calls)).every(({ status }) => status === 200))
  assert.equal((await voceraSource.fetch('/user/embedded-token-detail/')).status, 200)
  assert.equal((await envoySource.fetch('/v1/locations')).status, 200)
})

test('a wrong secret is refused by every style with the same code', async () => {
  const clientSecret = 'wrong-secret'
  const sources = [
    vocera({ baseUrl, apiKey: 'wrong', agentId: 1 }),
    eightByEight({ baseUrl, apiKey: 'wrong' }),
    vonage({ ...clientOf(centre), clientSecret, scopes: ['stats'] }),
    envoy({ ...clientOf(demo.envoy), clientSecret, username, password, scopes: [] }),
    clientCredentials({ ...clientOf(demo.standard), clientSecret }),
  ]
  for (const source of sources) {
    await assert.rejects(source.getToken(), (error) => {
      return error instanceof MintmarkError && error.code === 'refused'
    })
  }
})
