// When a credential, a client, an agent or a person is withdrawn, what was issued on their
// authority dies at every verifier within a second, however far its expiry is ahead (ASVS 8.3.2).
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { createClient, manage, type NewClient } from '../flows/admin.ts'
import { envoyPassword, envoyRefresh, locations } from '../flows/envoy.ts'
import {
  availability,
  callLogs,
  eightByEight,
  vocera,
  voceraDetail,
  voceraRefresh,
  vonage,
} from '../flows/vendors.ts'
import { composite, holdUserToken, type KeyPair, me } from '../flows/vocalcola.ts'
import { type Mint, mintForThisFile, startMint } from '../mint.ts'
import { eventually } from '../wire.ts'

const mint = await mintForThisFile()
const { demo } = mint

interface Held {
  readonly client: NewClient
  /** The statuses of everything that was issued on the client's authority. */
  ask(): Promise<readonly number[]>
}

const styles: Readonly<Record<string, () => Promise<Held>>> = {
  Vonage: async () => {
    const client = await createClient(mint, { dialect: 'vonage', scopes: demo.vonage.scopes })
    const token = (await vonage(mint, 'agents-availability:read', client)).field('access_token')
    return { client, ask: async () => [(await availability(mint, token)).status] }
  },
  Vocera: async () => {
    const client = await createClient(mint, { dialect: 'vocera' })
    const pair = await vocera(mint, client.client_secret)
    const ask = async () => [
      (await voceraDetail(mint, pair.field('access'))).status,
      (await voceraRefresh(mint, pair.field('refresh'))).status,
    ]
    return { client, ask }
  },
  '8x8': async () => {
    const client = await createClient(mint, { dialect: 'eight-by-eight' })
    const token = (await eightByEight(mint, undefined, client.client_secret)).field('auth_token')
    return { client, ask: async () => [(await callLogs(mint, token)).status] }
  },
  Envoy: async () => {
    const client = await createClient(mint, { dialect: 'envoy', scopes: ['locations.read'] })
    const token = (await envoyPassword(mint, demo.envoy, client)).field('access_token')
    const key = Buffer.from(`${client.client_id}:${client.client_secret}`).toString('base64')
    const ask = async () => [
      (await locations(mint, token)).status,
      (await mint.request('/v1/locations', { headers: { 'X-API-Key': key } })).status,
    ]
    return { client, ask }
  },
  VocalCola: async () => {
    const { redirect_uri, scopes } = demo.vocalcola
    const request = { dialect: 'vocalcola', scopes, redirect_uris: [redirect_uri] }
    const client = await createClient(mint, request)
    const [public_key, private_key] = [client.client_id, client.client_secret]
    const keys: KeyPair = { public_key, private_key, redirect_uri, scopes }
    const value = composite(public_key, private_key, await holdUserToken(mint, keys))
    return { client, ask: async () => [(await me(mint, value)).status] }
  },
}

const withdrawals: Readonly<Record<string, (client: NewClient) => Promise<number>>> = {
  'its client is deleted': async ({ id }) =>
    (await manage(mint, `/clients/${id}`, { method: 'DELETE' })).status,
  'its client is disabled': async ({ id }) =>
    (await manage(mint, `/clients/${id}`, { method: 'PATCH', json: { enabled: false } })).status,
  'its credential is revoked': async ({ id }) => {
    const { credentials } = (await manage(mint, `/clients/${id}`)).json()
    assert.ok(Array.isArray(credentials) && credentials.length === 1)
    const path = `/clients/${id}/credentials/${credentials[0].id}`
    return (await manage(mint, path, { method: 'DELETE' })).status
  },
}

for (const [style, hold] of Object.entries(styles)) {
  for (const [how, withdraw] of Object.entries(withdrawals)) {
    test(`what ${style} issued dies when ${how}`, async () => {
      const { client, ask } = await hold()
      for (const status of await ask()) assert.equal(status, 200)
      const withdrawn = await withdraw(client)
      assert.ok(withdrawn === 200 || withdrawn === 204, `${withdrawn}`)
      const dead = async () => (await ask()).every((status) => status === 401)
      await eventually(dead, `all is refused after ${how}: ${await ask()}`)
    })
  }
}

test('what a person was given dies when the person is disabled', async () => {
  const own = await startMint()
  try {
    const token = await envoyPassword(own)
    assert.equal((await locations(own, token.field('access_token'))).status, 200)
    await disable(own, own.demo.envoy.username)
    const dead = async () => (await locations(own, token.field('access_token'))).status === 401
    await eventually(dead, 'the access token of a disabled person is refused')
    assert.equal((await envoyRefresh(own, token.field('refresh_token'))).status, 401)
    assert.equal((await envoyPassword(own)).status, 401)
  } finally {
    await own.stop()
  }
})

test('the embed tokens of an agent die when the agent is switched off', async () => {
  const made = await manage(mint, '/agents', { json: { name: 'Short-lived agent' } })
  assert.ok(made.status === 200 || made.status === 201, made.text)
  const agentId = Number(made.json().id)
  const json = { api_key: demo.vocera.api_key, agent_id: agentId }
  const pair = await mint.request('/user/v1/embedded/login/', { json })
  assert.equal((await voceraDetail(mint, pair.field('access'))).status, 200, pair.text)
  const off = { method: 'PATCH', json: { active: false } }
  assert.equal((await manage(mint, `/agents/${agentId}`, off)).status, 200)
  const dead = async () => (await voceraDetail(mint, pair.field('access'))).status === 401
  await eventually(dead, 'the access token of an agent that is off is refused')
  assert.equal((await voceraRefresh(mint, pair.field('refresh'))).status, 401)
})

async function disable(on: Mint, email: string) {
  const { data } = (await manage(on, '/users')).json()
  assert.ok(Array.isArray(data))
  const user = data.find((each) => each.email === email)
  const answer = await manage(on, `/users/${user.id}`, {
    method: 'PATCH',
    json: { enabled: false },
  })
  assert.equal(answer.status, 200, answer.text)
}
