// Nothing is acknowledged before it is on the disk (SQLite), as the system itself saw it: an
// acknowledgement that a power cut can take back is a lie (better-sqlite3's default is one).
import assert from 'node:assert/strict'
import { Agent } from 'node:http'
import { test } from 'node:test'
import { setTimeout as pause } from 'node:timers/promises'
import { clientCredentials, holdTokens, pairOf, refresh } from '../flows/standard.ts'
import { authorizationOf } from '../flows/tokens.ts'
import { mintForThisFile } from '../mint.ts'
import { testStore } from '../test-store.ts'
import { mayTrace, watchSyncs } from './traced.ts'

const ACTS = 10
const PARALLEL = 32
const SENDING_MS = 200

if (testStore === 'sqlite' && (await mayTrace())) {
  const mint = await mintForThisFile()
  const { standard } = authorizationOf(mint)
  const tokens = async (count: number) => {
    const answers = await Promise.all(Array.from({ length: count }, () => clientCredentials(mint)))
    return answers.map((answer) => answer.field('access_token'))
  }

  test('every act that is acknowledged alone was synced', async () => {
    const held = await tokens(ACTS)
    let { refresh: newest } = await holdTokens(mint)
    const count = await countSyncs(async () => {
      for (const token of held) await mustRevoke(token)
      for (let i = 0; i < ACTS; i += 1) newest = pairOf(await refresh(mint, newest)).refresh
    })
    assert.ok(count >= 2 * ACTS, `${count} syncs of the log for ${2 * ACTS} acts`)
  })

  test('acts that come together share a sync', async () => {
    const held = await tokens(PARALLEL)
    // Connections are accepted one a turn, so these are open before; what lies there when the
    // server goes on is then read in one turn.
    const agent = new Agent({ keepAlive: true, maxSockets: PARALLEL })
    await Promise.all(held.map(() => mint.request('/livez', { agent })))
    const count = await countSyncs(async () => {
      process.kill(mint.pid, 'SIGSTOP')
      const sent = held.map((token) => mustRevoke(token, agent))
      await pause(SENDING_MS)
      process.kill(mint.pid, 'SIGCONT')
      await Promise.all(sent)
    })
    agent.destroy()
    assert.ok(count >= 1 && count < PARALLEL, `${count} syncs for ${PARALLEL} parallel acts`)
  })

  test('the answer leaves after the sync', async () => {
    const [token = ''] = await tokens(1)
    const trace = await watchSyncs(mint.pid)
    await mustRevoke(token)
    await trace.end()
    const synced = trace.lines().findIndex(isLogSync)
    const answered = trace.lines().findIndex((line) => line.includes('"HTTP/1.1 200'))
    assert.ok(synced !== -1 && answered !== -1, trace.lines().join('\n'))
    assert.ok(synced < answered, trace.lines().join('\n'))
  })

  async function countSyncs(work: () => Promise<void>): Promise<number> {
    const trace = await watchSyncs(mint.pid)
    await work()
    await trace.end()
    return trace.lines().filter(isLogSync).length
  }

  async function mustRevoke(token: string, agent?: Agent): Promise<void> {
    const headers = { Authorization: standard }
    const init = { headers, form: { token }, ...(agent && { agent }) }
    assert.equal((await mint.request(mint.endpoints.revocation, init)).status, 200)
  }
}

/** One that was interrupted is told on two lines, and done with the second. */
function isLogSync(line: string): boolean {
  return /(fdatasync|fsync)\(\d+<[^>]*-wal>\)\s+= 0|<\.\.\. f(data)?sync resumed>.*= 0/.test(line)
}
