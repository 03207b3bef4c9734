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
import { assertRefused } from '../refusal.ts'
import { type Answer, eventually } from '../wire.ts'
import { nodesForThisFile } from './nodes.ts'

const CALLERS = 64
const ROUNDS = rounds(5)
const PHONE = '+6590893208'

const nodes = await nodesForThisFile(await freshDatabase(), 2)
const mint = nodes.balanced
const owner = authorizationOf(mint).standard

test('of 64 redemptions of one code exactly one succeeds, and what it got dies', async () => {
  const browser = openBrowser(mint, mint.demo.standard.redirect_uri)
  for (let round = 0; round < ROUNDS; round += 1) {
    const held = await holdCode(mint, mint.demo.standard, browser)
    const { access, refresh: token } = pairOf(
      onlyWinner(await inParallel((on) => redeem(on, held))),
    )
    for (const node of nodes.all) {
      const dead = async () => !(await isActive(node, owner, access))
      await eventually(dead, 'replays revoke what the winner got', 5_000)
      assert.equal(await isActive(node, owner, token), false)
    }
  }
})

test('of 64 redemptions of one VocalCola code exactly one succeeds', async () => {
  const browser = openBrowser(mint, mint.demo.vocalcola.redirect_uri)
  for (let round = 0; round < ROUNDS; round += 1) {
    const code = await holdUserCode(mint, mint.demo.vocalcola, browser)
    onlyWinner(await inParallel((on) => redeemUserCode(on, code)))
  }
})

test('64 refreshes with one token all get the same successor, alive on both nodes', async () => {
  let token = (await holdTokens(mint)).refresh
  for (let round = 0; round < ROUNDS; round += 1) {
    const answers = await inParallel((on) => refresh(on, token))
    for (const answer of answers) assert.equal(answer.status, 200, answer.text)
    const [successor = '', ...others] = successorsIn(answers)
    assert.equal(others.length, 0, 'the family has one leaf')
    for (const node of nodes.all) assert.equal(await isActive(node, owner, successor), true)
    token = successor
  }
})

test('of 64 Envoy refreshes with one token one wins, and its successor is good', async () => {
  let token = (await envoyPassword(mint)).field('refresh_token')
  for (let round = 0; round < ROUNDS; round += 1) {
    const answers = await inParallel((on) => envoyRefresh(on, token))
    const winners = answers.filter((answer) => answer.status === 200)
    assert.equal(winners.length, 1, `${winners.length} winners`)
    for (const answer of answers) {
      if (answer.status !== 200) assertRefused(answer, 401, 'invalid_grant')
    }
    token = winners[0]?.field('refresh_token') ?? ''
  }
})

test('64 requests for a room by one name open one room', async () => {
  for (let round = 0; round < ROUNDS; round += 1) {
    const name = `round ${round} ${Math.random()}`
    const same = await inParallel((on) => openRoom(on, name))
    for (const answer of same) assert.equal(answer.status, 200, answer.text)
    assert.equal(new Set(same.map((answer) => answer.field('guest_link'))).size, 1, 'one room')
  }
})

test('64 agent sign-ins with one token send one text', async () => {
  for (let round = 0; round < ROUNDS; round += 1) {
    const room = await openRoom(mint, `text ${round} ${Math.random()}`)
    const token = room.field('auth_token')
    for (const answer of await inParallel((on) => agentSignIn(on, token))) {
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
  }
})

function openRoom(on: Mint, name: string): Promise<Answer> {
  const json = { create_room: true, phone_number: PHONE }
  const headers = { 'Idempotency-Key': name }
  return on.request('//api/v1/tokens', bearer(mint.demo.eight_by_eight.api_key, { json, headers }))
}

function inParallel(call: (on: Mint) => Promise<Answer>): Promise<Answer[]> {
  return Promise.all(Array.from({ length: CALLERS }, () => call(nodes.next())))
}

function onlyWinner(answers: readonly Answer[]): Answer {
  const [winner, ...others] = answers.filter((answer) => answer.status === 200)
  assert.ok(winner !== undefined && others.length === 0, `${others.length + 1} winners`)
  for (const answer of answers) {
    if (answer !== winner) assertRefused(answer, 400, 'invalid_grant')
  }
  return winner
}

function successorsIn(answers: readonly Answer[]): readonly string[] {
  const good = answers.filter((answer) => answer.status === 200)
  return [...new Set(good.map((answer) => answer.field('refresh_token')))]
}
