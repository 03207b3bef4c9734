// 64 parallel refreshes with one token must not fork the family: whoever is answered 200 holds the
// same successor, and that one successor is alive.
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { envoyPassword, envoyRefresh } from '../flows/envoy.ts'
import { holdTokens, refresh } from '../flows/standard.ts'
import { authorizationOf, isActive } from '../flows/tokens.ts'
import { mintForThisFile, rounds } from '../mint.ts'
import { runRounds } from '../nodes/race.ts'
import { assertRefused } from '../refusal.ts'
import type { Answer } from '../wire.ts'

const mint = await mintForThisFile()
const callers = 64

test('64 parallel refreshes all get one and the same successor', async () => {
  const owner = authorizationOf(mint).standard
  let token = (await holdTokens(mint)).refresh
  await runRounds(rounds(3), async () => {
    const answers = await inParallel(() => refresh(mint, token))
    const successors = successorsIn(answers)
    assert.ok(successors.length <= 1, `the family has ${successors.length} leaves`)
    for (const answer of answers) assert.equal(answer.status, 200, answer.text)
    token = successors[0] ?? ''
    assert.equal(await isActive(mint, owner, token), true)
  })
})

test('64 parallel Envoy refreshes give one successor and refuse whoever came late', async () => {
  await runRounds(rounds(2), async () => {
    const token = (await envoyPassword(mint)).field('refresh_token')
    const answers = await inParallel(() => envoyRefresh(mint, token))
    const successors = successorsIn(answers)
    assert.ok(successors.length <= 1, `the family has ${successors.length} leaves`)
    for (const answer of answers) {
      if (answer.status !== 200) assertRefused(answer, 401, 'invalid_grant')
    }
    assert.equal(successors.length, 1, 'somebody has won')
  })
})

function inParallel(call: () => Promise<Answer>): Promise<Answer[]> {
  return Promise.all(Array.from({ length: callers }, call))
}

function successorsIn(answers: readonly Answer[]): readonly string[] {
  const good = answers.filter((answer) => answer.status === 200)
  return [...new Set(good.map((answer) => answer.field('refresh_token')))]
}
