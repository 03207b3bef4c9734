// Guesses are counted in one place: who spreads them over the nodes gains none.
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { envoyPassword } from '../flows/envoy.ts'
import { clientCredentials } from '../flows/standard.ts'
import { vonage } from '../flows/vendors.ts'
import { freshDatabase } from '../postgres.ts'
import { assertRefused, assertRetryAfter } from '../refusal.ts'
import type { Answer } from '../wire.ts'
import { nodesForThisFile } from './nodes.ts'

const PASSWORD_GUESSES = 12
const SECRET_GUESSES = 15
const GUESSES = 60
const WINDOW_SEC = 60

const nodes = await nodesForThisFile(await freshDatabase(), 2, {
  env: {
    MINTMARK_LIMITS_PASSWORD_PER_ACCOUNT: `${PASSWORD_GUESSES}`,
    MINTMARK_LIMITS_SECRET_PER_CLIENT: `${SECRET_GUESSES}`,
  },
})

test('parallel password guesses over two nodes are no more than over one', async () => {
  await openWindow()
  const { username } = nodes.balanced.demo.envoy
  const answers = await guess((n) => envoyPassword(nodes.next(), { username, password: `no ${n}` }))
  assertCounted(answers, 401, PASSWORD_GUESSES)
  await openWindow()
  for (const node of nodes.all) assert.equal((await envoyPassword(node)).status, 200)
})

test('parallel guesses at a client secret over two nodes are no more than over one', async () => {
  await openWindow()
  const { client_id } = nodes.balanced.demo.vonage
  const answers = await guess((n) =>
    vonage(nodes.next(), undefined, { client_id, client_secret: `no_${n}` }),
  )
  const checked = answers.find((answer) => answer.status !== 429)?.status ?? 0
  assertCounted(answers, checked, SECRET_GUESSES)
  for (const node of nodes.all) {
    assert.equal((await vonage(node)).status, 200, 'a right secret always passes')
    assert.equal((await clientCredentials(node)).status, 200, 'other clients hear nothing of it')
  }
})

/** At its beginning, so that no guess falls into the next. */
async function openWindow(): Promise<void> {
  const answer = await nodes.balanced.request('/_dev/clock', { json: { advance_seconds: 0 } })
  const now = Date.parse(answer.field('now')) / 1_000
  await nodes.advance(WINDOW_SEC - (now % WINDOW_SEC))
}

function guess(one: (n: number) => Promise<Answer>): Promise<Answer[]> {
  return Promise.all(Array.from({ length: GUESSES }, (_, n) => one(n)))
}

function assertCounted(answers: readonly Answer[], checked: number, most: number) {
  const limited = answers.filter((answer) => answer.status === 429)
  assert.equal(answers.length - limited.length, most, 'exactly as many as one node would check')
  for (const answer of answers) {
    assertRefused(answer, [checked, 429])
    assert.notEqual(answer.status, 200)
  }
  for (const answer of limited) assertRetryAfter(answer)
}
