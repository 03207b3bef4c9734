import { setTimeout as pause } from 'node:timers/promises'
import { readOutbox } from '../dev.ts'
import { matchSubset } from '../matchers.ts'
import { assertMatch, Deviation, type Stage } from '../stage.ts'
import { render, renderText } from '../template.ts'
import type { OutboxStep } from '../transcript.ts'

/**
 * A text stands in the outbox within five seconds of its cause, so that long is it worth asking.
 */
const DELIVERY_LIMIT_MS = 5_000
const ASK_AGAIN_MS = 100

export async function performOutbox(step: OutboxStep, stage: Stage): Promise<void> {
  const { containing, count, message } = step.outbox
  const part = renderText(containing, stage.scope)
  const deadline = performance.now() + DELIVERY_LIMIT_MS
  let found = await messagesWith(part, stage)
  while (found.length < count && performance.now() < deadline) {
    await pause(ASK_AGAIN_MS)
    found = await messagesWith(part, stage)
  }
  if (found.length !== count) {
    const at = `outbox messages with ${part}`
    throw new Deviation({ at, expected: String(count), actual: String(found.length) })
  }
  if (message === undefined) return
  for (const one of found) {
    assertMatch(matchSubset(one, render(message, stage.scope), 'message'))
  }
}

async function messagesWith(part: string, stage: Stage) {
  const messages = await readOutbox(stage.baseUrl)
  return messages.filter((message) => String(message.body).includes(part))
}
