import { type Algorithm, openField } from '../../verify/contenders.ts'
import { ratePerCpuSec } from '../../verify/measure.ts'
import { type Entry, type Race, share, times, together } from '../race.ts'

const ALGORITHMS = ['ES256', 'RS256'] as const

/** In this program, and by its CPU time: everybody who verifies is a library. */
function contenders(algorithm: Algorithm): Entry {
  return async () => {
    const { contenders, tokens, close } = await openField(algorithm)
    const lanes = contenders.map((contender) => ({
      name: `${algorithm}, ${contender.name}`,
      title: `${algorithm}, ${contender.name}`,
      async warmUp(seconds: number) {
        await ratePerCpuSec(contender, tokens, seconds)
      },
      async measure(seconds: number) {
        const perSec = await ratePerCpuSec(contender, tokens, seconds)
        return { perSec, cpuMicros: 1e6 / perSec }
      },
    }))
    return { lanes, close: async () => close() }
  }
}

export const verify: Race = {
  name: 'verify',
  title: 'verifying in the SDK',
  verdicts: ALGORITHMS.flatMap((name) => [
    share(
      `${name}; \`node:crypto\` alone`,
      `${name}, Mintmark`,
      `${name}, node:crypto alone`,
      0.85,
    ),
    times(`${name}; jose and fast-jwt`, `${name}, Mintmark`, [
      `${name}, jose`,
      `${name}, fast-jwt`,
    ]),
    times(
      `${name}, remembered; jose and fast-jwt`,
      `${name}, Mintmark, remembered`,
      [`${name}, fast-jwt, remembered`, `${name}, jose`],
      1,
    ),
  ]),
  open: together(...ALGORITHMS.map(contenders)),
}
