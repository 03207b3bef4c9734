// A client that signs its user out may hold a refresh token that was rotated a moment ago.
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { holdCode, redeem, refresh, requestToken } from '../flows/standard.ts'
import { mintForThisFile } from '../mint.ts'
import { basic } from '../wire.ts'

const mint = await mintForThisFile()
const { client_id, client_secret } = mint.demo.standard

test('revoking with an outdated refresh token ends the family all the same', async () => {
  const first = (await redeem(mint, await holdCode(mint))).field('refresh_token')
  const next = await requestToken(mint, { grant_type: 'refresh_token', refresh_token: first })
  const headers = { Authorization: basic(client_id, client_secret) }
  const form = { token: first }
  const revoked = await mint.request(mint.endpoints.revocation, { headers, form })
  assert.equal(revoked.status, 200)
  const about = await mint.request(mint.endpoints.introspection, {
    headers,
    form: { token: next.field('access_token') },
  })
  assert.deepEqual(about.json(), { active: false })
  const again = await refresh(mint, next.field('refresh_token'))
  assert.equal(again.status, 400)
})
