// Whatever stands in front, an upstream gets requests of one reading only, and none that nobody
// judged: through our own gateway, and through each proxy that asks us.
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { mintForThisFile } from '../mint.ts'
import { apisBefore, HOST, holdToken } from './apis.ts'
import { exchange, statusesIn } from './raw.ts'
import { smugglesFor } from './smuggles.ts'
import { startAll } from './start-all.ts'
import { startStrictUpstream, valuesOf } from './strict-upstream.ts'

/** Many of them leave a server waiting for the rest. */
const PATIENCE = { msMax: 1_000 }
const upstream = await startStrictUpstream()
const mint = await mintForThisFile({ env: { MINTMARK_GATEWAY_APIS: apisBefore(upstream.port) } })
const doors = [
  { name: 'our gateway', port: mint.port },
  ...(await startAll({ mint: mint.port, upstream: upstream.port })),
]
const smuggles = smugglesFor('/orders', HOST, `Bearer ${await holdToken(mint)}`)

for (const { name, port } of doors) {
  test(`${name}: a second request inside of another never reaches an API unjudged`, async () => {
    const [before, broken] = [upstream.seen.length, upstream.breaches.length]
    const heard = await Promise.all(
      smuggles.map(async ({ name: smuggle, bytes }) => ({
        smuggle,
        statuses: statusesIn(await exchange(port, bytes, PATIENCE)),
      })),
    )
    const seen = upstream.seen.slice(before)
    assert.deepEqual(upstream.breaches.slice(broken), [], 'nothing of two readings goes out')
    const strays = seen.filter(({ target }) => !target.startsWith('/orders'))
    assert.deepEqual(strays, [], 'nothing goes out that no rule names')
    assert.ok(seen.length >= 3, 'those of one reading pass')
    for (const { headers } of seen) {
      assert.equal(valuesOf(headers, 'x-auth-client').length, 1, 'each was judged by itself')
      assert.equal(valuesOf(headers, 'host').length, 1)
    }
    for (const { smuggle, statuses } of heard) {
      assert.ok(!statuses.includes(500), `${smuggle}: ${statuses}`)
      assert.ok(statuses.filter((one) => one === 200).length <= 1, `${smuggle}: ${statuses}`)
    }
  })
}

test('the upstream by itself would have been fooled', async () => {
  const [before, broken] = [upstream.seen.length, upstream.breaches.length]
  await Promise.all(smuggles.map(({ bytes }) => exchange(upstream.port, bytes, PATIENCE)))
  assert.ok(upstream.breaches.length - broken > 40)
  assert.ok(upstream.seen.slice(before).some(({ target }) => target === '/smuggled'))
})
