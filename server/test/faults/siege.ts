// Many requests for a store that is away: how long each waits, and what that costs the server.
import assert from 'node:assert/strict'
import { readdirSync, readFileSync } from 'node:fs'
import { setTimeout as pause } from 'node:timers/promises'
import { clientCredentials } from '../flows/standard.ts'
import { authorizationOf, revoke } from '../flows/tokens.ts'
import type { Mint } from '../mint.ts'
import { assertUnavailable } from './unavailable.ts'

const REQUESTS = 500
const PER_TICK = 10
const TICK_MS = 50
/** Connections of those who wait, and those to the database. */
const DESCRIPTORS_MAX = REQUESTS
const MEMORY_MB_MAX = 200

export interface Siege {
  /** 500 revocations over some seconds: each is refused in time and none of them piles up. */
  run(answerMsMax: number): Promise<void>
}

/** Tokens are made ready while the store is there. */
export async function readySiege(mint: Mint): Promise<Siege> {
  const { standard } = authorizationOf(mint)
  const tokens: string[] = []
  while (tokens.length < REQUESTS) {
    const answers = await Promise.all(Array.from({ length: 50 }, () => clientCredentials(mint)))
    tokens.push(...answers.map((answer) => answer.field('access_token')))
  }
  return {
    async run(answerMsMax) {
      const memoryBefore = memoryMb(mint.pid)
      const times: number[] = []
      const asking: Promise<void>[] = []
      let [descriptors, lagMs] = [0, 0]
      const ask = async (token: string) => {
        const from = performance.now()
        const answer = await revoke(mint, standard, token)
        times.push(performance.now() - from)
        assertUnavailable(answer, 'oauth', 'one of many')
      }
      for (let i = 0; i < tokens.length; i += PER_TICK) {
        asking.push(...tokens.slice(i, i + PER_TICK).map(ask))
        lagMs = Math.max(lagMs, await lagOf(mint))
        await pause(TICK_MS)
        descriptors = Math.max(descriptors, readdirSync(`/proc/${mint.pid}/fd`).length)
      }
      await Promise.all(asking)
      const slowest = Math.max(...times)
      const took = `${slowest.toFixed(0)} ms, of ${lagMs.toFixed(0)} for a busy machine`
      assert.ok(slowest < answerMsMax + lagMs, `the slowest answer took ${took}`)
      assert.ok(descriptors < DESCRIPTORS_MAX, `${descriptors} descriptors`)
      const grown = memoryMb(mint.pid) - memoryBefore
      assert.ok(grown < MEMORY_MB_MAX, `memory grew by ${grown.toFixed(0)} MB`)
    },
  }
}

/** What a request costs here and now that asks for nothing: a busy machine is not the fault. */
export async function lagOf(mint: Mint): Promise<number> {
  const from = performance.now()
  assert.equal((await mint.request('/livez')).status, 200)
  return performance.now() - from
}

function memoryMb(pid: number): number {
  const status = readFileSync(`/proc/${pid}/status`, 'utf8')
  return Number(/^VmRSS:\s+(\d+) kB$/m.exec(status)?.[1]) / 1024
}
