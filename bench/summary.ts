import type { Measured } from './rounds.ts'
import { median } from './statistics.ts'

/** A row over all its rounds: medians of what was measured, and of each round's own ratio. */
export interface Summary {
  readonly name: string
  readonly title: string
  readonly ofLimit: number
  readonly ofLimitMin: number
  readonly ofLimitMax: number
  readonly ofSigning: number | undefined
  readonly perSec: number
  readonly cpuMicros: number
  readonly limitMicros: number
  readonly p50Ms: number
  readonly p99Ms: number
  readonly requests: number
  readonly rounds: number
  readonly foreignCores: number
  readonly loadAverage: number
}

export function summarize({ row, samples }: Measured): Summary {
  const ratios = samples.map((sample) => sample.ofLimit)
  const middle = (pick: (sample: Measured['samples'][number]) => number): number =>
    median(samples.map(pick))
  const signing = samples.flatMap(({ ofSigning }) => (ofSigning === undefined ? [] : [ofSigning]))
  return {
    name: row.name,
    title: row.title,
    ofLimit: median(ratios),
    ofLimitMin: Math.min(...ratios),
    ofLimitMax: Math.max(...ratios),
    ofSigning: signing.length === 0 ? undefined : median(signing),
    perSec: middle((sample) => sample.perSec),
    cpuMicros: middle((sample) => sample.cpuMicros),
    limitMicros: middle((sample) => sample.limitMicros),
    p50Ms: middle((sample) => sample.p50Ms),
    p99Ms: middle((sample) => sample.p99Ms),
    requests: samples.reduce((sum, sample) => sum + sample.requests, 0),
    rounds: samples.length,
    foreignCores: middle((sample) => sample.noise.foreignCores),
    loadAverage: middle((sample) => sample.noise.loadAverage),
  }
}
