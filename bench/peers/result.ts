import { median } from '../statistics.ts'
import type { Round, Verdict } from './race.ts'

export interface Spread {
  readonly median: number
  readonly min: number
  readonly max: number
}

export interface Result {
  readonly title: string
  readonly unit: Verdict['unit']
  readonly atLeast: number | undefined
  readonly atMost: number | undefined
  readonly figure: Spread
  readonly byCpu: Spread | undefined
  /** By the median; `undefined` where nothing was demanded. */
  readonly isReached: boolean | undefined
}

/** The ratio of each round, and of those the median and the ends: never a ratio of medians. */
export function resultOf(verdict: Verdict, rounds: readonly Round[]): Result {
  const { title, unit, atLeast, atMost, byCpu } = verdict
  const figure = spreadOf(rounds.map((round) => verdict.of(round)))
  const isEnough = atLeast === undefined || figure.median >= atLeast
  const isLittle = atMost === undefined || figure.median <= atMost
  const isDemanded = atLeast !== undefined || atMost !== undefined
  return {
    title,
    unit,
    atLeast,
    atMost,
    figure,
    byCpu: byCpu && spreadOf(rounds.map((round) => byCpu(round))),
    isReached: isDemanded ? isEnough && isLittle : undefined,
  }
}

function spreadOf(values: readonly number[]): Spread {
  return { median: median(values), min: Math.min(...values), max: Math.max(...values) }
}
