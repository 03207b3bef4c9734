// Every resource looks at the scope of what is shown to it, by whatever way it is shown. A good
// credential without the scope is told so with 403 and gets nothing (ASVS 8.2.1).
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { createClient } from '../flows/admin.ts'
import { envoyPassword, locations } from '../flows/envoy.ts'
import { availability, vonage } from '../flows/vendors.ts'
import { composite, holdUserToken, me } from '../flows/vocalcola.ts'
import { mintForThisFile } from '../mint.ts'
import { assertRefused } from '../refusal.ts'

const mint = await mintForThisFile()
const { demo } = mint

test('the Vonage API wants its own scope in the token, not only on the credential', async () => {
  const others = demo.vonage.scopes.filter((scope) => scope !== 'agents-availability:read')
  assert.ok(others.length >= 8)
  for (const scope of others) {
    const token = (await vonage(mint, scope)).field('access_token')
    assertRefused(await availability(mint, token), 403)
  }
  const all = (await vonage(mint, others.join(' '))).field('access_token')
  assertRefused(await availability(mint, all), 403)
  const right = (await vonage(mint)).field('access_token')
  assert.equal((await availability(mint, right)).status, 200)
})

test('a scope that the credential lacks is not granted, alone or among others', async () => {
  for (const scope of ['admin:write', 'stats admin:write', 'STATS', 'stats*', '*', 'stats\tx']) {
    assertRefused(await vonage(mint, scope), 400, 'invalid_scope')
  }
})

const envoyRoutes: Readonly<Record<string, readonly string[]>> = {
  '/v1/locations': ['locations.read'],
  '/v1/locations?page=1&perPage=1': ['locations.read'],
  '/rest/v1/locations': ['locations.read'],
  '/v1/employees': ['employees.read', 'locations.read'],
}

for (const [path, needed] of Object.entries(envoyRoutes)) {
  test(`${path} wants ${needed[0]}, by bearer and by API key`, async () => {
    const allowed = await envoyClient(needed)
    const lacking = await envoyClient(['companies.read', 'token.refresh'])
    assert.equal((await locations(mint, allowed.token, path)).status, 200)
    assert.equal((await byKey(allowed.key, path)).status, 200)
    assertRefused(await locations(mint, lacking.token, path), 403)
    assertRefused(await byKey(lacking.key, path), 403)
  })
}

test('a single Envoy location wants the scope of the list', async () => {
  const allowed = await envoyClient(['locations.read'])
  const lacking = await envoyClient(['companies.read'])
  const list = (await locations(mint, allowed.token)).json()
  assert.ok(Array.isArray(list.data) && list.data.length > 0)
  const path = `/v1/locations/${list.data[0].id}`
  assert.equal((await locations(mint, allowed.token, path)).status, 200)
  assertRefused(await locations(mint, lacking.token, path), 403)
  assertRefused(await locations(mint, lacking.token, '/v1/locations/0'), 403)
})

test('a token that was asked for less than its client may, may less', async () => {
  const narrow = await envoyPassword(mint, demo.envoy, demo.envoy, 'token.refresh')
  assertRefused(await locations(mint, narrow.field('access_token')), 403)
})

test('the plans of a user want a scope that the user agreed to', async () => {
  const { public_key, private_key, scopes } = demo.vocalcola
  const statuses = new Map<string, number>()
  for (const scope of scopes) {
    const userToken = await holdUserToken(mint, { ...demo.vocalcola, scopes: [scope] })
    const value = composite(public_key, private_key, userToken)
    statuses.set(scope, (await me(mint, value, '/v0/me/plans/')).status)
  }
  const found = JSON.stringify([...statuses])
  assert.ok([...statuses.values()].includes(200), found)
  assert.ok([...statuses.values()].includes(403), `some scope does not open the plans: ${found}`)
})

function byKey(key: string, path: string) {
  return mint.request(path, { headers: { 'X-API-Key': key } })
}

async function envoyClient(scopes: readonly string[]) {
  const client = await createClient(mint, { dialect: 'envoy', scopes })
  const answer = await envoyPassword(mint, demo.envoy, client, scopes.join(','))
  const key = Buffer.from(`${client.client_id}:${client.client_secret}`).toString('base64')
  return { token: answer.field('access_token'), key }
}
