// Races of many callers over all nodes. A machine that is too busy for them answers some with 503,
// and says by that that it does not know; such a round decides nothing and is run again.
import assert from 'node:assert/strict'
import { setTimeout as pause } from 'node:timers/promises'
import type { Mint } from '../mint.ts'
import type { Answer } from '../wire.ts'
import type { Nodes } from './nodes.ts'

export const CALLERS = 64
const UNDECIDED_PAUSE_MS = 1_000

/** Answers how many rounds had to be run again. */
export async function runRounds(count: number, run: (round: number) => Promise<void>) {
  let undecided = 0
  const undecidedMax = Math.max(50, count)
  for (let round = 0; round < count; ) {
    try {
      await run(round)
      round += 1
    } catch (thrown) {
      const isBusy = /\b503\b|temporarily_unavailable/.test(String(thrown))
      if (!isBusy || undecided === undecidedMax) throw thrown
      undecided += 1
      await pause(UNDECIDED_PAUSE_MS)
    }
  }
  return undecided
}

/** The callers take turns over the nodes. Even where some go unanswered, no more than this win. */
export async function race(
  nodes: Nodes,
  winnersMax: number,
  call: (on: Mint) => Promise<Answer>,
): Promise<readonly Answer[]> {
  const answers = await Promise.all(Array.from({ length: CALLERS }, () => call(nodes.next())))
  const winners = answers.filter((answer) => answer.status === 200)
  assert.ok(winners.length <= winnersMax, `${winners.length} of ${CALLERS} have won`)
  const undecided = answers.find((answer) => answer.status === 503)
  assert.equal(undecided?.text, undefined, 'nobody was answered 503')
  return answers
}

/** The winner; all others were told no. */
export function winnerOf(answers: readonly Answer[], refusal: number): Answer {
  const winner = answers.find((answer) => answer.status === 200)
  assert.ok(winner !== undefined, 'nobody has won')
  for (const answer of answers) {
    if (answer === winner) continue
    assert.equal(answer.status, refusal, answer.text)
    assert.equal(answer.json().error, 'invalid_grant')
  }
  return winner
}

/** What all of them were given. */
export function sameIn(answers: readonly Answer[], field: string): string {
  for (const answer of answers) assert.equal(answer.status, 200, answer.text)
  const [same = '', ...others] = new Set(answers.map((answer) => answer.field(field)))
  assert.equal(others.length, 0, `${others.length + 1} different ones`)
  return same
}
