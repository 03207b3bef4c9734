// What the tests of the verifier say over and over.
import assert from 'node:assert/strict'
import { after } from 'node:test'
import { setTimeout as pause } from 'node:timers/promises'
import { Refusal, type VerifierOptions, verifier } from '../index.ts'
import { ISSUER, type StandIn } from './stand-in.ts'

export const open = (mint: StandIn, options: Partial<VerifierOptions> = {}) => {
  const { fetch, monotonicMs } = mint
  const opened = verifier({ issuer: ISSUER, fetch, monotonicMs, ...options })
  after(() => opened.close())
  return opened
}
export const as = (code: string) => (thrown: unknown) => {
  assert.ok(thrown instanceof Refusal, String(thrown))
  assert.equal(thrown.code, code, thrown.message)
  return true
}
export const eventually = async (check: () => Promise<unknown>): Promise<void> => {
  for (let tries = 0; tries < 200; tries += 1) {
    if (
      await check().then(
        () => true,
        () => false,
      )
    )
      return
    await pause(5)
  }
  await check()
}
export const isOver =
  (one: ReturnType<typeof open>, token: string, code = 'invalid_token') =>
  () =>
    assert.rejects(one.verifyToken(token), as(code))
