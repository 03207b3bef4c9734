// A node that cannot learn of revocations goes on within its bound and then says so, rather than
// let in what may have been revoked meanwhile. It heals by itself, and never through a wrong yes.
import assert from 'node:assert/strict'
import { afterEach, test } from 'node:test'
import { setTimeout as pause } from 'node:timers/promises'
import { clientCredentials } from '../flows/standard.ts'
import { authorizationOf, introspect, revoke } from '../flows/tokens.ts'
import { vonage } from '../flows/vendors.ts'
import { freshDatabase } from '../postgres.ts'
import { assertRefused, assertRetryAfter } from '../refusal.ts'
import type { Answer } from '../wire.ts'
import { nodeAt, nodesForThisFile } from './nodes.ts'

const BOUND_MS = 3_000
/** A request gives up before; the rest is for a busy machine. */
const ANSWER_MS_MAX = 5_000
const HEAL_MS_MAX = 10_000

const nodes = await nodesForThisFile(await freshDatabase(), 2, {
  isPressed: true,
  env: { MINTMARK_REVOCATION_STALENESS_SEC_MAX: `${BOUND_MS / 1_000}` },
})
const here = nodeAt(nodes.all, 0)
const away = nodeAt(nodes.all, 1)
const owner = authorizationOf(here).standard

afterEach(async () => {
  away.database.heal()
  await untilServed(() => clientCredentials(away))
})

for (const [name, disconnect] of [
  ['whose network drops packets', () => away.database.hang()],
  ['whose database refuses connections', () => away.database.cut()],
] as const) {
  test(`a node ${name} serves within the bound, refuses beyond it, and heals`, async (t) => {
    const kept = (await clientCredentials(here)).field('access_token')
    const doomed = (await clientCredentials(here)).field('access_token')
    const looks = [
      () => introspect(away, owner, kept),
      () => clientCredentials(away),
      () => vonage(away),
    ]
    for (const look of looks) assert.equal((await look()).status, 200)
    disconnect()
    const disconnectedAtMs = performance.now()
    for (const look of looks) assert.equal((await look()).status, 200, 'remembered is served')
    for (const look of looks) {
      await untilUnavailable(look, disconnectedAtMs)
    }
    t.diagnostic(
      `the last was refused after ${Math.round(performance.now() - disconnectedAtMs)} ms`,
    )
    assert.equal((await away.request(away.endpoints.jwks)).status, 200, 'JWKS need no database')
    assert.equal((await away.request('/readyz')).status, 503)
    assert.equal((await away.request('/livez')).status, 200)

    assert.equal((await revoke(here, owner, doomed)).status, 200)
    away.database.heal()
    const healedAtMs = performance.now()
    for (;;) {
      const looked = await introspect(away, owner, doomed)
      if (looked.status === 200) {
        assert.equal(looked.json().active, false, 'nothing revoked meanwhile is ever let in')
        break
      }
      assertUnavailable(looked)
      assert.ok(performance.now() - healedAtMs < HEAL_MS_MAX, 'it heals by itself')
      await pause(10)
    }
    for (const look of looks) await untilServed(look)
    t.diagnostic(
      `served again ${Math.round(performance.now() - healedAtMs)} ms after it was healed`,
    )
  })
}

test('a revocation asked of a node without its database is not acknowledged', async () => {
  const token = (await clientCredentials(here)).field('access_token')
  away.database.cut()
  assertUnavailable(await revoke(away, owner, token))
  const seen = await introspect(here, owner, token)
  assert.equal(seen.json().active, true, 'what was not acknowledged did not happen here')
})

/** Nobody is served who asks when the bound is over. */
async function untilUnavailable(look: () => Promise<Answer>, disconnectedAtMs: number) {
  for (;;) {
    const askedAfterMs = performance.now() - disconnectedAtMs
    const answer = await look()
    const answeredAfterMs = performance.now() - disconnectedAtMs
    assert.ok(answeredAfterMs - askedAfterMs < ANSWER_MS_MAX, 'nobody is kept waiting')
    if (answer.status !== 200) return assertUnavailable(answer)
    assert.ok(askedAfterMs <= BOUND_MS, `served ${askedAfterMs} ms after the last word`)
    await pause(20)
  }
}

async function untilServed(look: () => Promise<Answer>) {
  const deadline = performance.now() + HEAL_MS_MAX
  for (;;) {
    const answer = await look()
    if (answer.status === 200) return
    assert.ok(performance.now() < deadline, `still ${answer.status} ${answer.text}`)
    await pause(20)
  }
}

function assertUnavailable(answer: Answer) {
  assertRefused(answer, 503)
  assertRetryAfter(answer)
}
