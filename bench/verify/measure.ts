import { cpuUsage } from 'node:process'
import type { Options } from '../options.ts'
import { reportHead } from '../report.ts'
import { median } from '../statistics.ts'
import { type Algorithm, type Contender, type Field, openField } from './contenders.ts'

const WARM_UP_SEC = 0.3
const BATCH = 64

export interface VerifyRow {
  readonly algorithm: Algorithm
  readonly name: string
  readonly isCached: boolean
  /** In a second of one core's time, the median of the rounds. */
  readonly perSec: number
  /** To the first of the same round: bare cryptography, or ours where tokens are remembered. */
  readonly ofFirst: number
  readonly ofFirstMin: number
  readonly ofFirstMax: number
}

export interface VerifyReport extends ReturnType<typeof reportHead> {
  readonly verify: readonly VerifyRow[]
}

/** Round robin, as everywhere: what is compared was measured in the same round. */
export async function measureVerify(
  options: Options,
  isPinned: boolean,
  tell: (line: string) => void,
): Promise<VerifyReport> {
  const rows: VerifyRow[] = []
  for (const algorithm of ['ES256', 'RS256'] as const) {
    const field = await openField(algorithm)
    try {
      for (const isCached of [false, true]) {
        rows.push(...(await compare(field, algorithm, isCached, options, tell)))
      }
    } finally {
      field.close()
    }
  }
  return { ...reportHead(options, isPinned), verify: rows }
}

async function compare(
  { contenders, tokens }: Field,
  algorithm: Algorithm,
  isCached: boolean,
  options: Options,
  tell: (line: string) => void,
): Promise<VerifyRow[]> {
  const running = contenders.filter((one) => one.isCached === isCached)
  for (const one of running)
    await ratePerCpuSec(one, tokens, Math.min(WARM_UP_SEC, options.seconds))
  const rates = running.map(() => [] as number[])
  for (let round = 1; round <= options.rounds; round += 1) {
    for (const [place, one] of running.entries()) {
      const rate = await ratePerCpuSec(one, tokens, options.seconds)
      rates[place]?.push(rate)
      tell(`round ${round}  ${algorithm}  ${one.name}  ${Math.round(rate)}/s`)
    }
  }
  const [first = []] = rates
  return running.map(({ name }, place) => {
    const own = rates[place] ?? []
    const ratios = own.map((rate, round) => rate / (first[round] ?? Number.NaN))
    return {
      algorithm,
      name,
      isCached,
      perSec: median(own),
      ofFirst: median(ratios),
      ofFirstMin: Math.min(...ratios),
      ofFirstMax: Math.max(...ratios),
    }
  })
}

/** By CPU time, which others on the core can hardly change. */
export async function ratePerCpuSec(
  { once }: Contender,
  tokens: readonly string[],
  seconds: number,
): Promise<number> {
  const endMs = performance.now() + seconds * 1_000
  const before = cpuUsage()
  let done = 0
  while (performance.now() < endMs) {
    for (let i = 0; i < BATCH; i += 1) {
      const verified = once(tokens[done % tokens.length] ?? '')
      // Awaiting what is no promise would cost whoever is synchronous a turn.
      if (verified instanceof Promise) await verified
      done += 1
    }
  }
  const { user, system } = cpuUsage(before)
  return done / ((user + system) / 1e6)
}
