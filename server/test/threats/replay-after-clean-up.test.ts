// A code is remembered for as long as anything of it may live: a clean-up that forgot used codes
// sooner would let a thief replay one without ending what came of it.
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { holdCode, pairOf, redeem, refresh } from '../flows/standard.ts'
import { authorizationOf, isActive } from '../flows/tokens.ts'
import { mintForThisFile } from '../mint.ts'
import { assertRefused } from '../refusal.ts'
import { tablesOf } from '../tables.ts'
import { eventually } from '../wire.ts'

const mint = await mintForThisFile()
const tables = tablesOf(mint)
const DAY_SEC = 86_400
const CLEAN_UP_LIMIT_MS = 30_000

/** A code that nobody used has no family, so the next pass takes it along. */
async function cleanUpPasses() {
  await holdCode(mint)
  const unused = 'consumed_at is null'
  assert.equal(await tables.count('codes', unused), 1)
  await mint.advance(DAY_SEC)
  const isGone = async () => (await tables.count('codes', unused)) === 0
  await eventually(isGone, 'an unused code is gone', CLEAN_UP_LIMIT_MS)
}

test('a used code that is replayed after clean-ups still ends its family', async () => {
  const owner = authorizationOf(mint).standard
  const held = await holdCode(mint)
  let pair = pairOf(await redeem(mint, held))
  for (let pass = 0; pass < 2; pass += 1) {
    await cleanUpPasses()
    pair = pairOf(await refresh(mint, pair.refresh))
  }
  assert.equal(await isActive(mint, owner, pair.access), true)

  assertRefused(await redeem(mint, held), 400, 'invalid_grant')

  const dead = async () => !(await isActive(mint, owner, pair.access))
  await eventually(dead, 'the newest access token is inactive')
  assertRefused(await refresh(mint, pair.refresh), 400, 'invalid_grant')
})

test('a refresh token that is replayed after clean-ups still ends its family', async () => {
  const first = pairOf(await redeem(mint, await holdCode(mint)))
  const second = pairOf(await refresh(mint, first.refresh))
  await cleanUpPasses()
  assertRefused(await refresh(mint, first.refresh), 400, 'invalid_grant')
  assertRefused(await refresh(mint, second.refresh), 400, 'invalid_grant')
})
