// What was used up or revoked before a crash stays so after it: the acknowledgement was a promise.
// The server is killed without warning and started again on the same folder and port.
import assert from 'node:assert/strict'
import { after, test } from 'node:test'
import { holdCode, holdTokens, pairOf, redeem, refresh } from '../flows/standard.ts'
import { authorizationOf, isActive, revoke } from '../flows/tokens.ts'
import { composite, holdUserCode, me, redeemUserCode } from '../flows/vocalcola.ts'
import { startMint } from '../mint.ts'
import { assertRefused } from '../refusal.ts'

let mint = await startMint()
after(() => mint.stop())

async function crash() {
  const { dataDir, port } = mint
  await mint.kill()
  mint = await startMint({ dataDir, port })
}

test('the replay of a refresh token is noticed after a crash', async () => {
  const first = await holdTokens(mint)
  const second = pairOf(await refresh(mint, first.refresh))
  const third = pairOf(await refresh(mint, second.refresh))
  await crash()
  const owner = authorizationOf(mint).standard
  assert.equal(await isActive(mint, owner, third.access), true, 'what was issued holds')
  assertRefused(await refresh(mint, first.refresh), 400, 'invalid_grant')
  assertRefused(await refresh(mint, third.refresh), 400, 'invalid_grant')
  assert.equal(await isActive(mint, owner, third.access), false)
})

test('a rotation acknowledged just before a crash gives the same successor after it', async () => {
  const first = await holdTokens(mint)
  const second = pairOf(await refresh(mint, first.refresh))
  await crash()
  assert.equal((await refresh(mint, second.refresh)).status, 200)
})

test('a used code is a replay after a crash', async () => {
  const held = await holdCode(mint)
  const userCode = await holdUserCode(mint)
  const pair = pairOf(await redeem(mint, held))
  const userToken = (await redeemUserCode(mint, userCode)).field('user_token')
  await crash()
  assertRefused(await redeem(mint, held), 400, 'invalid_grant')
  assert.equal(await isActive(mint, authorizationOf(mint).standard, pair.access), false)
  assertRefused(await redeemUserCode(mint, userCode), 400, 'invalid_grant')
  const { public_key, private_key } = mint.demo.vocalcola
  assert.equal((await me(mint, composite(public_key, private_key, userToken))).status, 401)
})

test('a revoked token stays revoked after a crash', async () => {
  const owner = authorizationOf(mint).standard
  const byAccess = await holdTokens(mint)
  const byRefresh = await holdTokens(mint)
  assert.equal((await revoke(mint, owner, byAccess.access)).status, 200)
  assert.equal((await revoke(mint, owner, byRefresh.refresh)).status, 200)
  await crash()
  for (const token of [byAccess.access, byRefresh.access, byRefresh.refresh]) {
    assert.equal(await isActive(mint, authorizationOf(mint).standard, token), false)
  }
})
