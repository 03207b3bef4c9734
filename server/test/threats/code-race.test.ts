// 64 callers with one code: exactly one may win, and since 63 replays follow, even the winner's
// tokens must be dead, however the replays and the winner's own write were interleaved.
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { openBrowser } from '../browser.ts'
import { holdCode, pairOf, redeem } from '../flows/standard.ts'
import { authorizationOf, isActive } from '../flows/tokens.ts'
import { holdUserCode, redeemUserCode } from '../flows/vocalcola.ts'
import { mintForThisFile, rounds } from '../mint.ts'
import { runRounds } from '../nodes/race.ts'
import { assertRefused } from '../refusal.ts'
import { type Answer, eventually } from '../wire.ts'

const mint = await mintForThisFile()
const callers = 64

test('of 64 parallel redemptions of one code exactly one succeeds', async () => {
  const owner = authorizationOf(mint).standard
  const browser = openBrowser(mint, mint.demo.standard.redirect_uri)
  await runRounds(rounds(3), async () => {
    const held = await holdCode(mint, mint.demo.standard, browser)
    const answers = await inParallel(() => redeem(mint, held))
    const { access, refresh } = pairOf(onlyWinner(answers))
    const dead = async () => !(await isActive(mint, owner, access))
    await eventually(dead, 'replays revoke what the winner got')
    assert.equal(await isActive(mint, owner, refresh), false)
  })
})

test('of 64 parallel redemptions of a VocalCola code exactly one succeeds', async () => {
  const browser = openBrowser(mint, mint.demo.vocalcola.redirect_uri)
  await runRounds(rounds(2), async () => {
    const code = await holdUserCode(mint, mint.demo.vocalcola, browser)
    onlyWinner(await inParallel(() => redeemUserCode(mint, code)))
  })
})

function inParallel(call: () => Promise<Answer>): Promise<Answer[]> {
  return Promise.all(Array.from({ length: callers }, call))
}

function onlyWinner(answers: readonly Answer[]): Answer {
  const [winner, ...others] = answers.filter((answer) => answer.status === 200)
  assert.equal(others.length, 0, `${others.length + 1} winners`)
  for (const answer of answers) {
    if (answer !== winner) assertRefused(answer, 400, 'invalid_grant')
  }
  assert.ok(winner !== undefined, 'nobody has won')
  return winner
}
