// What every refusal owes, beside its status: the dialect's JSON, no stack, no secret sent back.
import assert from 'node:assert/strict'
import type { Answer } from './wire.ts'

const stackLine = /\bat .+[:(]\d+:\d+\)?|node_modules|\.ts:\d+/

export function assertRefused(answer: Answer, status: number | readonly number[], error?: string) {
  const allowed = typeof status === 'number' ? [status] : status
  assert.ok(allowed.includes(answer.status), `${allowed} expected: ${answer.status} ${answer.text}`)
  assertNoStack(answer)
  assert.match(answer.headers['content-type'] ?? '', /json/, `JSON expected: ${answer.text}`)
  if (error !== undefined) assert.equal(answer.json().error, error, answer.text)
}

/** 401 with JSON and a challenge, from a process that is still alive. */
export function assertClean401(answer: Answer, error?: string) {
  assertRefused(answer, 401, error)
  assert.ok(answer.headers['www-authenticate'] !== undefined, 'a 401 names its challenge')
}

export function assertNoStack(answer: Answer) {
  assert.doesNotMatch(answer.text, stackLine, 'no stack leaves the server')
}

export function assertRetryAfter(answer: Answer) {
  const seconds = Number(answer.headers['retry-after'])
  assert.ok(Number.isInteger(seconds) && seconds >= 1, `Retry-After in seconds: ${seconds}`)
}
