// Each request goes to another node, as behind the simplest of balancers: no node remembers what
// the others need to know.
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { openBrowser } from '../browser.ts'
import { envoyPassword, envoyRefresh, locations } from '../flows/envoy.ts'
import { holdTokens, pairOf, refresh } from '../flows/standard.ts'
import { authorizationOf, isActive, revoke } from '../flows/tokens.ts'
import { agentSignIn, eightByEight, vocera, voceraDetail, voceraRefresh } from '../flows/vendors.ts'
import { composite, holdUserToken, me } from '../flows/vocalcola.ts'
import { freshDatabase } from '../postgres.ts'
import { nodesForThisFile } from './nodes.ts'

const nodes = await nodesForThisFile(await freshDatabase(), 2)
const mint = nodes.balanced

test('sign-in, consent, exchange, refresh and revocation each on another node', async () => {
  const owner = authorizationOf(mint).standard
  const browser = openBrowser(mint, mint.demo.standard.redirect_uri)
  const first = await holdTokens(mint, browser)
  const again = await holdTokens(mint, browser)
  const second = pairOf(await refresh(mint, first.refresh))
  assert.equal(await isActive(mint, owner, second.access), true)
  assert.equal((await revoke(nodes.next(), owner, second.refresh)).status, 200)
  assert.equal(await isActive(mint, owner, again.access), true, 'another family lives on')
})

test('every style is served by nodes that take turns', async () => {
  const envoy = await envoyPassword(mint)
  const refreshed = await envoyRefresh(mint, envoy.field('refresh_token'))
  assert.equal((await locations(mint, refreshed.field('access_token'))).status, 200)

  const embed = await vocera(mint)
  const embedAgain = await voceraRefresh(mint, embed.field('refresh'))
  assert.equal((await voceraDetail(mint, embedAgain.field('access'))).status, 200)

  const { public_key, private_key } = mint.demo.vocalcola
  const person = composite(public_key, private_key, await holdUserToken(mint))
  assert.equal((await me(mint, person)).status, 200)

  const room = await eightByEight(mint, { create_room: true })
  assert.equal((await agentSignIn(mint, room.field('auth_token'))).status, 200)
  const guest = new URL(room.field('guest_link')).pathname
  assert.equal((await mint.request(guest)).status, 200)
})
