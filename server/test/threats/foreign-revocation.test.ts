// A client ends its own tokens and nobody else's, and learns nothing about them by trying
// (RFC 7009 §2.1, RFC 7662 §4).
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { createClient } from '../flows/admin.ts'
import { envoyPassword, locations } from '../flows/envoy.ts'
import { holdTokens, refresh } from '../flows/standard.ts'
import { authorizationOf, introspect, isActive, revoke } from '../flows/tokens.ts'
import { availability, vocera, voceraDetail, vonage } from '../flows/vendors.ts'
import { mintForThisFile } from '../mint.ts'
import { assertClean401 } from '../refusal.ts'
import { basic, eventually } from '../wire.ts'

const mint = await mintForThisFile()
const owners = authorizationOf(mint)
const scopes = mint.demo.standard.scopes
const stranger = await createClient(mint, { dialect: 'standard', scopes })
const foreigners = {
  'another client of the dialect': basic(stranger.client_id, stranger.client_secret),
  'an Envoy client': owners.envoy,
  'a Vonage client': owners.vonage,
  'a Vocera key': owners.vocera,
  'a VocalCola key pair': owners.vocalcola,
}

test('a foreign client cannot revoke or introspect a token', async () => {
  const pair = await holdTokens(mint)
  for (const [name, foreigner] of Object.entries(foreigners)) {
    for (const token of [pair.access, pair.refresh]) {
      const answer = await introspect(mint, foreigner, token)
      assert.deepEqual(answer.json(), { active: false }, `${name} learns nothing`)
      await revoke(mint, foreigner, token)
      await revoke(mint, foreigner, token, { token_type_hint: 'refresh_token' })
      assert.equal(await isActive(mint, owners.standard, token), true, `${name} revoked it`)
    }
  }
  assert.equal((await refresh(mint, pair.refresh)).status, 200)
})

test('a foreign client is answered the same for a living token and for none at all', async () => {
  const { refresh: token } = await holdTokens(mint)
  const foreigner = basic(stranger.client_id, stranger.client_secret)
  const living = await revoke(mint, foreigner, token)
  const none = await revoke(mint, foreigner, 'no-token-of-anyone')
  assert.deepEqual([living.status, living.text], [none.status, none.text])
})

test('a token of every dialect is not revoked by a client of another', async () => {
  const envoy = (await envoyPassword(mint)).field('access_token')
  const vonageToken = (await vonage(mint)).field('access_token')
  const embed = (await vocera(mint)).field('access')
  const checks = [
    [envoy, async () => (await locations(mint, envoy)).status === 200],
    [vonageToken, async () => (await availability(mint, vonageToken)).status === 200],
    [embed, async () => (await voceraDetail(mint, embed)).status === 200],
  ] as const
  for (const [token, lives] of checks) {
    await revoke(mint, owners.standard, token)
    assert.equal(await lives(), true)
  }
})

test('revoking a refresh token ends its family, whatever the hint says', async () => {
  for (const hint of ['refresh_token', 'access_token', 'nonsense', '']) {
    const pair = await holdTokens(mint)
    const more: Record<string, string> = hint === '' ? {} : { token_type_hint: hint }
    assert.equal((await revoke(mint, owners.standard, pair.refresh, more)).status, 200)
    const dead = async () => !(await isActive(mint, owners.standard, pair.access))
    await eventually(dead, `hint "${hint}": the family's access token is inactive`)
    assert.equal((await refresh(mint, pair.refresh)).status, 400)
  }
})

test('revoking an unknown token answers 200, an unauthenticated caller 401', async () => {
  assert.equal((await revoke(mint, owners.standard, 'unknown')).status, 200)
  const { access } = await holdTokens(mint)
  assertClean401(await revoke(mint, basic(stranger.client_id, 'wrong'), access))
  assert.equal(await isActive(mint, owners.standard, access), true)
})
