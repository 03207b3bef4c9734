// Guesses are counted in one place: who spreads them over the nodes gains none.
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { apiAt, upstreamForThisFile } from '../apis.ts'
import { envoyPassword } from '../flows/envoy.ts'
import { clientCredentials } from '../flows/standard.ts'
import { bearer, vonage } from '../flows/vendors.ts'
import type { Mint } from '../mint.ts'
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

test('requests to an API are counted over all nodes', async () => {
  const upstream = await upstreamForThisFile()
  const [one, other] = nodes.all
  assert.ok(one && other)
  await apiAt(one, {
    name: 'counted',
    hosts: ['counted.example'],
    upstreams: [upstream.origin],
    limits: { per_credential: { requests: 10, seconds: 86_400 } },
    routes: [{ methods: ['GET'], path: '/*', no_scope_because: 'any customer' }],
  })
  const token = (await vonage(one)).field('access_token')
  const ask = (mint: Mint) =>
    mint.request('/x', bearer(token, { headers: { Host: 'counted.example' } }))
  for (let i = 0; i < 10; i += 1) assert.equal((await ask(one)).status, 200)
  // What the other lets in before it hears of these is what it may let in by itself.
  await upstream.until(async () => (await ask(other)).status === 429)
  assert.ok(upstream.count() <= 20, `${upstream.count()} were let in`)
  const left = await ask(one)
  assert.equal(left.status, 429)
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
