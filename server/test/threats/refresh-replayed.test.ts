// A refresh token that comes back after its successor was used has two holders. The family ends:
// refresh tokens and access tokens alike, at every verifier, within a second (RFC 9700 §4.14.2).
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { envoyPassword, envoyRefresh, locations } from '../flows/envoy.ts'
import { holdTokens, pairOf, refresh } from '../flows/standard.ts'
import { authorizationOf, isActive } from '../flows/tokens.ts'
import { mintForThisFile } from '../mint.ts'
import { assertRefused } from '../refusal.ts'
import { eventually } from '../wire.ts'

const mint = await mintForThisFile()

test('the replay of an ancestor kills every token of its family', async () => {
  const owner = authorizationOf(mint).standard
  const other = await holdTokens(mint)
  const first = await holdTokens(mint)
  const second = pairOf(await refresh(mint, first.refresh))
  const third = pairOf(await refresh(mint, second.refresh))
  assert.equal(await isActive(mint, owner, third.access), true)

  assertRefused(await refresh(mint, first.refresh), 400, 'invalid_grant')

  for (const pair of [first, second, third]) {
    const dead = async () => !(await isActive(mint, owner, pair.access))
    await eventually(dead, 'every access token of the family is inactive')
    assert.equal(await isActive(mint, owner, pair.refresh), false)
  }
  assertRefused(await refresh(mint, third.refresh), 400, 'invalid_grant')
  assert.equal(await isActive(mint, owner, other.access), true, 'another family lives on')
})

test('an Envoy refresh token is refused at once when it was rotated', async () => {
  const first = await envoyPassword(mint)
  assert.equal((await envoyRefresh(mint, first.field('refresh_token'))).status, 200)
  const again = await envoyRefresh(mint, first.field('refresh_token'))
  assertRefused(again, 401, 'invalid_grant')
})

test('the replay of an Envoy ancestor kills its family at the API', async () => {
  const first = await envoyPassword(mint)
  const second = await envoyRefresh(mint, first.field('refresh_token'))
  const third = await envoyRefresh(mint, second.field('refresh_token'))
  assert.equal((await locations(mint, third.field('access_token'))).status, 200)

  assertRefused(await envoyRefresh(mint, first.field('refresh_token')), 401, 'invalid_grant')

  for (const answer of [first, second, third]) {
    const dead = async () => (await locations(mint, answer.field('access_token'))).status === 401
    await eventually(dead, 'every access token of the family is refused')
  }
  assertRefused(await envoyRefresh(mint, third.field('refresh_token')), 401, 'invalid_grant')
})
