// A confidential client proves itself on every grant. Whoever has only the code or the refresh
// token and knows the public client id gets nothing, and spends nothing of the owner's.
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { envoyPassword, envoyRefresh } from '../flows/envoy.ts'
import { holdCode, holdTokens, redeem, refresh } from '../flows/standard.ts'
import { holdUserCode, redeemUserCode } from '../flows/vocalcola.ts'
import { mintForThisFile } from '../mint.ts'
import { assertClean401 } from '../refusal.ts'

const mint = await mintForThisFile()
const { client_id, redirect_uri } = mint.demo.standard

test('a refresh with only the client id is refused and leaves the token usable', async () => {
  const pair = await holdTokens(mint)
  const form = { grant_type: 'refresh_token', refresh_token: pair.refresh, client_id }
  assertClean401(await mint.request(mint.endpoints.token, { form }), 'invalid_client')
  const emptySecret = { form: { ...form, client_secret: '' } }
  assertClean401(await mint.request(mint.endpoints.token, emptySecret), 'invalid_client')
  assert.equal((await refresh(mint, pair.refresh)).status, 200)
})

test('a code with only the client id is refused and stays redeemable by its owner', async () => {
  const held = await holdCode(mint)
  const form = {
    grant_type: 'authorization_code',
    code: held.code,
    code_verifier: held.verifier,
    redirect_uri,
    client_id,
  }
  assertClean401(await mint.request(mint.endpoints.token, { form }), 'invalid_client')
  assert.equal((await redeem(mint, held)).status, 200)
})

test('an Envoy refresh with only the client id is refused, the token stays usable', async () => {
  const refresh_token = (await envoyPassword(mint)).field('refresh_token')
  const form = { grant_type: 'refresh_token', refresh_token, client_id: mint.demo.envoy.client_id }
  assertClean401(await mint.request('/oauth2/token', { form }), 'invalid_client')
  assert.equal((await envoyRefresh(mint, refresh_token)).status, 200)
})

test('a VocalCola code without the key pair is refused and stays redeemable', async () => {
  const keys = mint.demo.vocalcola
  const code = await holdUserCode(mint)
  const json = { grant_type: 'authorization_code', code, redirect_uri: keys.redirect_uri }
  assertClean401(await mint.request('/v0/token/', { json }), 'invalid_client')
  const bearerOfOneKey = Buffer.from(keys.public_key).toString('base64')
  const headers = { Authorization: `Bearer ${bearerOfOneKey}` }
  assertClean401(await mint.request('/v0/token/', { headers, json }), 'invalid_client')
  assert.equal((await redeemUserCode(mint, code)).status, 200)
})

test('introspection and revocation refuse a caller that proves nothing', async () => {
  const { access } = await holdTokens(mint)
  for (const path of [mint.endpoints.introspection, mint.endpoints.revocation]) {
    assertClean401(await mint.request(path, { form: { token: access } }))
    assertClean401(await mint.request(path, { form: { token: access, client_id } }))
  }
})
