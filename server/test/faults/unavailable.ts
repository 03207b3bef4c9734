// The 503 of each style: its own shape, when to come back, and no word that sends a client away.
import assert from 'node:assert/strict'
import { assertNoStack } from '../refusal.ts'
import type { Answer } from '../wire.ts'

export type Shape = 'oauth' | 'detail' | 'coded' | 'problem' | 'page'

/** In words of the programs that read them: a client that reads `invalid_grant` gives up. */
const FINAL_WORDS = /invalid_grant|invalid_client|invalid_token|token_not_valid|not authenticated/

export function assertUnavailable(answer: Answer, shape: Shape, what: string): void {
  assert.equal(answer.status, 503, `${what}: ${answer.status} ${answer.text}`)
  assert.match(answer.headers['retry-after'] ?? '', /^[1-9]\d*$/, `${what}: when to come back`)
  assertNoStack(answer)
  assert.doesNotMatch(answer.text, FINAL_WORDS, what)
  if (shape === 'page') {
    assert.match(answer.headers['content-type'] ?? '', /^text\/html/, what)
    return
  }
  const body = answer.json()
  switch (shape) {
    case 'oauth':
      assert.equal(body.error, 'temporarily_unavailable', what)
      assert.equal(typeof body.error_description, 'string', what)
      return
    case 'detail':
      assert.deepEqual(body, { detail: 'Service temporarily unavailable, try again later.' }, what)
      return
    case 'coded':
      assert.equal(body.code, 2000, what)
      assert.deepEqual(Object.keys(body).sort(), ['code', 'errorId', 'message', 'timestamp'], what)
      return
    case 'problem':
      assert.match(answer.headers['content-type'] ?? '', /application\/problem\+json/, what)
      return
    default:
      shape satisfies never
  }
}
