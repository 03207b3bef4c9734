// Two nodes on PostgreSQL behind a balancer are stopped and started again in turn, under load: no
// request is lost, nothing is spent twice, every refresh chain goes on.
import assert from 'node:assert/strict'
import { randomBytes } from 'node:crypto'
import { after, test } from 'node:test'
import { setTimeout as pause } from 'node:timers/promises'
import { openBrowser } from '../browser.ts'
import { holdCode, holdTokens, pairOf, redeem, refresh } from '../flows/standard.ts'
import { authorizationOf, isActive } from '../flows/tokens.ts'
import { type Mint, rounds, startMint } from '../mint.ts'
import { freePort } from '../places.ts'
import { freshDatabase, stopPostgres } from '../postgres.ts'
import { eventually, send } from '../wire.ts'
import { openBalancer } from './balancer.ts'

const CHAINS = 6
const CODES = 20
const LINKS_MIN = 10
/** About as long as one node takes to leave and come back. */
const RESTART_MS = 4_000
const BACK_MS_MAX = 10_000

const ports = [await freePort(), await freePort()]
const databaseUrl = await freshDatabase()
const masterKey = randomBytes(32).toString('base64')
const nodes = new Map<number, Mint>()
const startNode = async (port: number) => {
  const node = await startMint({
    port,
    env: {
      MINTMARK_DATABASE_URL: databaseUrl,
      MINTMARK_MASTER_KEY: masterKey,
      MINTMARK_BASE_URL: `http://127.0.0.1:${ports[0]}`,
      MINTMARK_SHUTDOWN_DELAY_SEC: '3',
    },
  })
  nodes.set(port, node)
  return node
}
const [first] = await Promise.all(ports.map(startNode))
assert.ok(first !== undefined)
const balancer = await openBalancer(ports)
// The same public address, wherever the balancer leads.
const host = new URL(first.baseUrl).host
const platform: Mint = {
  ...first,
  request: (path, init = {}) =>
    send(balancer.port, path, { ...init, headers: { host, ...init.headers } }),
}
after(async () => {
  await balancer.close()
  await Promise.all([...nodes.values()].map((node) => node.kill()))
  await stopPostgres()
})

test('a rolling restart loses no request and spends nothing twice', async () => {
  const browser = openBrowser(platform, platform.demo.standard.redirect_uri)
  const pairs = []
  for (let i = 0; i < CHAINS; i += 1) pairs.push(await holdTokens(platform, browser))
  const codes = []
  for (let i = 0; i < CODES; i += 1) {
    codes.push(await holdCode(platform, platform.demo.standard, browser))
  }
  let isOver = false
  const chains = pairs.map(async (pair) => {
    let [newest, links] = [pair, 0]
    for (; !isOver; links += 1) {
      const next = pairOf(await refresh(platform, newest.refresh))
      assert.notEqual(next.refresh, newest.refresh)
      newest = next
    }
    return { newest, links }
  })
  // Each code is brought twice at once, wherever it goes: one use, one refusal.
  const exchanges = codes.map(async (held) => {
    await pause(Math.random() * RESTART_MS)
    const answers = await Promise.all([redeem(platform, held), redeem(platform, held)])
    return answers.map(({ status }) => status).sort()
  })
  const working = Promise.allSettled([Promise.all(chains), Promise.all(exchanges)])
  try {
    for (let round = 0; round < rounds(1); round += 1) {
      for (const port of ports) {
        await nodes.get(port)?.stop()
        await startNode(port)
        // Whoever restarts nodes in turn waits until the balancer has the last one back.
        await eventually(async () => balancer.hasAll(), 'the balancer has both', BACK_MS_MAX)
      }
    }
  } finally {
    isOver = true
  }
  const [chained, exchanged] = await working
  assert.deepEqual(balancer.lost, [])
  assert.ok(chained.status === 'fulfilled', String(chained.status === 'rejected' && chained.reason))
  assert.ok(exchanged.status === 'fulfilled')
  for (const statuses of exchanged.value) assert.deepEqual(statuses, [200, 400])
  const { standard } = authorizationOf(platform)
  for (const { newest, links } of chained.value) {
    assert.ok(links > LINKS_MIN, `${links} links are no load`)
    assert.equal(await isActive(platform, standard, newest.access), true)
  }
})
