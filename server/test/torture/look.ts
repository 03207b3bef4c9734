import { setTimeout as pause } from 'node:timers/promises'
import type { Mint } from '../mint.ts'
import type { Answer } from '../wire.ts'
import { Violation } from './violation.ts'

const LOOK_MS_MAX = 30_000

/** Asks until there is an answer: a node whose database has just come back may need a moment. */
export async function look(
  thing: string,
  on: Mint,
  request: (on: Mint) => Promise<Answer>,
): Promise<Answer> {
  const deadline = performance.now() + LOOK_MS_MAX
  for (;;) {
    const answer = await request(on)
    if (answer.status < 500) return answer
    const isOver = answer.status !== 503 || performance.now() > deadline
    if (isOver) throw new Violation(thing, `a look was answered ${answer.status}: ${answer.text}`)
    await pause(100)
  }
}
