// SIGTERM in the middle of work: balancers are told first, everybody who was let in is answered,
// and nothing that was counted is forgotten.
import assert from 'node:assert/strict'
import { existsSync, statSync } from 'node:fs'
import { Agent, type ClientRequest, request as httpRequest, type IncomingMessage } from 'node:http'
import { join } from 'node:path'
import { after, test } from 'node:test'
import { setTimeout as pause } from 'node:timers/promises'
import { manage } from '../flows/admin.ts'
import { envoyPassword } from '../flows/envoy.ts'
import { type Mint, startMint } from '../mint.ts'
import { testStore } from '../test-store.ts'
import { basic, formText } from '../wire.ts'

const DELAY_SEC = 4
const END_MS_MAX = 15_000
/** Each costs a password's hash, which is slow by design. */
const PASSWORDS = 40
const HALF_SENT = 100
const KEPT_ALIVE = 60

const keepAlive = new Agent({ keepAlive: true, maxSockets: KEPT_ALIVE })
after(() => keepAlive.destroy())

test('200 requests in flight are answered, readiness goes first, the end comes soon', async (t) => {
  const mint = await startMint({
    env: {
      MINTMARK_SHUTDOWN_DELAY_SEC: String(DELAY_SEC),
      MINTMARK_LIMITS_PASSWORD_PER_ACCOUNT: '1000',
    },
  })
  t.after(mint.stop)
  const before = await Promise.all(Array.from({ length: KEPT_ALIVE }, () => askKeptAlive(mint)))
  const slow = Array.from({ length: HALF_SENT }, () => openHalf(mint))
  await mint.request('/livez')
  const hashing = Array.from({ length: PASSWORDS }, () => envoyPassword(mint))
  await pause(50)

  const from = performance.now()
  const stopping = mint.stop()
  // Looked at below; a failure on the way there must not hide behind it.
  stopping.catch(() => {})
  await untilToldToLeave(mint)
  const late = await Promise.all(Array.from({ length: KEPT_ALIVE }, () => askKeptAlive(mint)))
  // Those who were let in before the door closed may still finish what they say.
  await untilNobodyIsLetIn(mint)
  for (const { outgoing, rest } of slow) outgoing.end(rest)
  for (const [what, statuses] of [
    ['kept alive', [...before, ...late].map(({ status }) => status)],
    ['half sent', await Promise.all(slow.map(async ({ answer }) => (await answer).status))],
  ] as const) {
    assert.deepEqual([...new Set(statuses)], [200], what)
  }
  for (const { status, text } of await Promise.all(hashing)) {
    // So many at once may be too much for the few connections to a shared database.
    assert.ok(status === 200 || (testStore === 'postgres' && status === 503), `${status} ${text}`)
  }
  for (const { connection } of late) assert.equal(connection, 'close', 'sent elsewhere')
  await stopping
  assert.ok(performance.now() - from < END_MS_MAX)

  const log = join(mint.dataDir, 'mintmark.db-wal')
  if (testStore === 'sqlite') {
    assert.ok(!existsSync(log) || statSync(log).size === 0, 'the log is in the database')
  }
  const next = await startMint({ dataDir: mint.dataDir, port: mint.port })
  t.after(next.stop)
  assert.equal(await countedGrants(next), 2 * KEPT_ALIVE + HALF_SENT, 'every decision was kept')
  await next.stop()
})

interface Told {
  readonly status: number
  readonly connection: string | undefined
}

function openRequest(mint: Mint, agent: Agent | false) {
  const { client_id, client_secret } = mint.demo.standard
  const body = formText({ grant_type: 'client_credentials' })
  const outgoing = httpRequest({
    host: '127.0.0.1',
    port: mint.port,
    path: mint.endpoints.token,
    method: 'POST',
    agent,
    headers: {
      Authorization: basic(client_id, client_secret),
      'Content-Type': 'application/x-www-form-urlencoded',
      'Content-Length': Buffer.byteLength(body),
    },
  })
  return { outgoing, body, answer: answerOf(outgoing) }
}

function openHalf(mint: Mint) {
  const { outgoing, body, answer } = openRequest(mint, false)
  outgoing.write(body.slice(0, 9))
  return { outgoing, rest: body.slice(9), answer }
}

function askKeptAlive(mint: Mint): Promise<Told> {
  const { outgoing, body, answer } = openRequest(mint, keepAlive)
  outgoing.end(body)
  return answer
}

function answerOf(outgoing: ClientRequest): Promise<Told> {
  return new Promise((resolve, reject) => {
    outgoing.on('error', reject)
    outgoing.on('response', (incoming: IncomingMessage) => {
      const { statusCode: status = 0, headers } = incoming
      incoming.resume().on('error', reject)
      incoming.on('end', () => resolve({ status, connection: headers.connection }))
    })
  })
}

/** New connections are still let in, or nobody could be told. */
async function untilToldToLeave(mint: Mint): Promise<void> {
  for (;;) {
    const { status, text } = await mint.request('/readyz')
    if (status === 200) continue
    assert.equal(status, 503)
    assert.match(text, /stopping/)
    return
  }
}

async function untilNobodyIsLetIn(mint: Mint): Promise<void> {
  const isOpen = () =>
    mint.request('/livez').then(
      () => true,
      () => false,
    )
  while (await isOpen()) await pause(50)
}

async function countedGrants(mint: Mint): Promise<number> {
  const path = '/audit-events?dialect=standard&action=token.client_credentials&limit=100'
  const events = (await manage(mint, path)).json().data
  assert.ok(Array.isArray(events))
  return events.reduce((sum, event) => sum + Number(event.count), 0)
}
