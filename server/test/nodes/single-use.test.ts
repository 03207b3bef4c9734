// 64 callers over two nodes with one thing that may be used once: one wins, or all get the same.
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { openBrowser } from '../browser.ts'
import { envoyPassword, envoyRefresh } from '../flows/envoy.ts'
import { holdCode, holdTokens, pairOf, redeem, refresh } from '../flows/standard.ts'
import { authorizationOf, isActive } from '../flows/tokens.ts'
import { agentSignIn, bearer } from '../flows/vendors.ts'
import { holdUserCode, redeemUserCode } from '../flows/vocalcola.ts'
import { type Mint, rounds } from '../mint.ts'
import { freshDatabase } from '../postgres.ts'
import { type Answer, eventually } from '../wire.ts'
import { nodesForThisFile } from './nodes.ts'
import { CALLERS, race, runRounds, sameIn, winnerOf } from './race.ts'

const ROUNDS = rounds(5)
const PHONE = '+6590893208'
const REACH_MS_MAX = 10_000

const nodes = await nodesForThisFile(await freshDatabase(), 2)
const mint = nodes.balanced
const owner = authorizationOf(mint).standard

function testRounds(name: string, run: (round: number) => Promise<void>) {
  test(name, async (t) => {
    const undecided = await runRounds(ROUNDS, run)
    t.diagnostic(`${ROUNDS} rounds; ${undecided} more were undecided`)
  })
}

testRounds('of 64 redemptions of one code exactly one wins, and what it got dies', async () => {
  const held = await holdCode(mint)
  const winner = winnerOf(await race(nodes, 1, (on) => redeem(on, held)), 400)
  const { access, refresh: token } = pairOf(winner)
  for (const node of nodes.all) {
    const dead = async () => !(await isActive(node, owner, access))
    await eventually(dead, 'replays revoke what the winner got', REACH_MS_MAX)
    assert.equal(await isActive(node, owner, token), false)
  }
})

const browser = openBrowser(mint, mint.demo.vocalcola.redirect_uri)
testRounds('of 64 redemptions of one VocalCola code exactly one wins', async () => {
  const code = await holdUserCode(mint, mint.demo.vocalcola, browser)
  winnerOf(await race(nodes, 1, (on) => redeemUserCode(on, code)), 400)
})

let shared: string | undefined
testRounds('64 refreshes with one token all get the same successor', async () => {
  const token = shared ?? (await holdTokens(mint)).refresh
  shared = undefined
  const successor = sameIn(await race(nodes, CALLERS, (on) => refresh(on, token)), 'refresh_token')
  for (const node of nodes.all) assert.equal(await isActive(node, owner, successor), true)
  shared = successor
})

let own: string | undefined
testRounds('of 64 Envoy refreshes with one token one wins, and its successor is good', async () => {
  const token = own ?? (await envoyPassword(mint)).field('refresh_token')
  own = undefined
  const winner = winnerOf(await race(nodes, 1, (on) => envoyRefresh(on, token)), 401)
  own = winner.field('refresh_token')
})

testRounds('64 requests for a room by one name open one room', async (round) => {
  const name = `round ${round} ${Math.random()}`
  sameIn(await race(nodes, CALLERS, (on) => openRoom(on, name)), 'guest_link')
})

testRounds('64 agent sign-ins with one token send one text', async (round) => {
  const room = await openRoom(mint, `text ${round} ${Math.random()}`)
  const token = room.field('auth_token')
  for (const answer of await race(nodes, CALLERS, (on) => agentSignIn(on, token))) {
    assert.equal(answer.status, 200, answer.text)
  }
  const link = room.field('guest_link')
  for (const node of nodes.all) {
    const texts = (await node.outbox()).filter(({ body }) => body.includes(link))
    assert.deepEqual(
      texts.map(({ to }) => to),
      [PHONE],
    )
  }
})

function openRoom(on: Mint, name: string): Promise<Answer> {
  const json = { create_room: true, phone_number: PHONE }
  const headers = { 'Idempotency-Key': name }
  return on.request('//api/v1/tokens', bearer(mint.demo.eight_by_eight.api_key, { json, headers }))
}
