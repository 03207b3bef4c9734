import { Session } from 'node:inspector/promises'
import { pid } from 'node:process'
import type { CpuProfile } from '../profile-sums.ts'
import { type Field, openField } from '../verify/contenders.ts'
import { INTERVAL_MICROS } from './profiled.ts'
import type { Stage, StageLoad } from './stage.ts'

const ALGORITHMS = ['ES256', 'RS256'] as const
const BATCH = 64

/** The SDK's verifier, in this process as in a resource server's. */
export const verifyStage: Stage = {
  names: ALGORITHMS.map(nameOf),
  async open() {
    const fields = await Promise.all(ALGORITHMS.map(openField))
    const session = new Session()
    session.connect()
    await session.post('Profiler.enable')
    await session.post('Profiler.setSamplingInterval', { interval: INTERVAL_MICROS })
    await session.post('Profiler.start')
    return {
      pid,
      loads: ALGORITHMS.flatMap((algorithm, i) => {
        const field = fields[i]
        return field === undefined ? [] : [verifying(algorithm, field)]
      }),
      async finish() {
        const { profile } = await session.post('Profiler.stop')
        session.disconnect()
        for (const field of fields) field.close()
        // The protocol's own type says of samples that they may be missing; V8 always writes them.
        return profile as CpuProfile
      },
    }
  },
}

function nameOf(algorithm: string): string {
  return `verify-${algorithm.toLowerCase()}`
}

function verifying(algorithm: string, { tokens, contenders }: Field): StageLoad {
  return {
    name: nameOf(algorithm),
    title: `verification in the SDK, not remembered, ${algorithm}`,
    open: async (seconds) => async () => {
      const ours = contenders.find(({ name }) => name === 'Mintmark')
      if (ours === undefined) throw new Error('our own verifier is missing')
      const endMs = performance.now() + seconds * 1_000
      let requests = 0
      while (performance.now() < endMs) {
        for (let i = 0; i < BATCH; i += 1) {
          const verified = ours.once(tokens[requests % tokens.length] ?? '')
          if (verified instanceof Promise) await verified
          requests += 1
        }
      }
      return { requests }
    },
  }
}
