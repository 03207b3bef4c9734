// A scope that is not there means nothing, never everything: a client without scopes and a request
// without scope open no resource (fail closed).
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { manage } from '../flows/admin.ts'
import { envoyPassword, envoyToken, locations } from '../flows/envoy.ts'
import { vonage } from '../flows/vendors.ts'
import { mintForThisFile } from '../mint.ts'
import { assertRefused } from '../refusal.ts'
import type { Answer } from '../wire.ts'

const mint = await mintForThisFile()

/** Creating without scopes is refused, or makes a client that opens nothing. */
async function scopelessClient(dialect: string, scopes: unknown) {
  const json = { dialect, name: 'Without scopes', ...(scopes === undefined ? {} : { scopes }) }
  const answer = await manage(mint, '/clients', { json })
  if (answer.status === 400) return undefined
  assert.ok(answer.status === 200 || answer.status === 201, answer.text)
  const body = answer.json()
  const secret = body.api_key ?? body.client_secret
  return { client_id: answer.field('client_id'), client_secret: String(secret) }
}

for (const scopes of [[], undefined]) {
  const said = scopes === undefined ? 'unset' : 'empty'

  test(`a Vonage credential whose scopes are ${said} gets no token`, async () => {
    const client = await scopelessClient('vonage', scopes)
    if (client === undefined) return
    for (const scope of ['agents-availability:read', 'stats', '', ' ', '*']) {
      assertRefused(await vonage(mint, scope, client), 400, 'invalid_scope')
    }
  })

  test(`an Envoy integration whose scopes are ${said} opens no location`, async () => {
    const client = await scopelessClient('envoy', scopes)
    if (client === undefined) return
    const key = Buffer.from(`${client.client_id}:${client.client_secret}`).toString('base64')
    const byKey = await mint.request('/v1/locations', { headers: { 'X-API-Key': key } })
    assertRefused(byKey, 403)
    for (const scope of ['', ' ', 'token.refresh']) {
      await assertOpensNothing(await envoyPassword(mint, mint.demo.envoy, client, scope))
    }
    const asked = await envoyPassword(mint, mint.demo.envoy, client, 'locations.read')
    assertRefused(asked, 400, 'invalid_scope')
    const { username, password } = mint.demo.envoy
    const form = { grant_type: 'password', username, password }
    await assertOpensNothing(await envoyToken(mint, form, client))
  })
}

test('a style without scopes takes none: nobody is led to believe in a limit', async () => {
  for (const dialect of ['vocera', 'eight-by-eight']) {
    for (const scopes of [['stats'], ['read'], ['*'], ['']]) {
      const json = { dialect, name: 'Limited, it seems', scopes }
      assertRefused(await manage(mint, '/clients', { json }), 400)
    }
  }
})

test('a Vonage request that names no scope gets no token', async () => {
  const { client_id, client_secret } = mint.demo.vonage
  const form = { grant_type: 'client_credentials', client_id, client_secret }
  const without = await mint.request('/Auth/connect/token', { form })
  assertRefused(without, 400, 'invalid_scope')
  for (const scope of ['', ' ', '  ', '+', ',']) {
    assertRefused(await vonage(mint, scope), 400, 'invalid_scope')
  }
})

async function assertOpensNothing(answer: Answer) {
  if (answer.status !== 200) return assertRefused(answer, 400)
  assertRefused(await locations(mint, answer.field('access_token')), 403)
}
