// A code shown twice was stolen once: the second caller is refused, and what the first caller got
// dies, since nobody can tell which of the two was the thief (OAuth 2.1 §4.1.3).
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { envoyRefresh, holdEnvoyCode, locations, redeemEnvoyCode } from '../flows/envoy.ts'
import { holdCode, pairOf, redeem, refresh } from '../flows/standard.ts'
import { authorizationOf, isActive } from '../flows/tokens.ts'
import { composite, holdUserCode, me, redeemUserCode } from '../flows/vocalcola.ts'
import { mintForThisFile } from '../mint.ts'
import { assertRefused } from '../refusal.ts'
import { eventually } from '../wire.ts'

const mint = await mintForThisFile()

test('the second use of a code is refused and kills the tokens of the first', async () => {
  const owner = authorizationOf(mint).standard
  const held = await holdCode(mint)
  const first = await redeem(mint, held)
  assert.equal(first.status, 200, first.text)
  const pair = pairOf(first)
  assert.equal(await isActive(mint, owner, pair.access), true)

  assertRefused(await redeem(mint, held), 400, 'invalid_grant')

  const dead = async () => !(await isActive(mint, owner, pair.access))
  await eventually(dead, 'the access token of the first use is inactive')
  assert.equal(await isActive(mint, owner, pair.refresh), false)
  assertRefused(await refresh(mint, pair.refresh), 400, 'invalid_grant')
})

test('an Envoy code used twice kills the tokens of the first use at the API', async () => {
  const code = await holdEnvoyCode(mint)
  const first = await redeemEnvoyCode(mint, code)
  assert.equal(first.status, 200, first.text)
  assert.equal((await locations(mint, first.field('access_token'))).status, 200)

  assertRefused(await redeemEnvoyCode(mint, code), 401, 'invalid_grant')

  const dead = async () => (await locations(mint, first.field('access_token'))).status === 401
  await eventually(dead, 'the access token of the first use is refused')
  assertRefused(await envoyRefresh(mint, first.field('refresh_token')), 401, 'invalid_grant')
})

test('a VocalCola code used twice kills the user token of the first use', async () => {
  const { public_key, private_key } = mint.demo.vocalcola
  const code = await holdUserCode(mint)
  const first = await redeemUserCode(mint, code)
  assert.equal(first.status, 200, first.text)
  const value = composite(public_key, private_key, first.field('user_token'))
  assert.equal((await me(mint, value)).status, 200)

  assertRefused(await redeemUserCode(mint, code), 400, 'invalid_grant')

  const dead = async () => (await me(mint, value)).status === 401
  await eventually(dead, 'the user token of the first use is refused')
})
