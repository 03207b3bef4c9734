import type { LogSize } from './log-size.ts'
import type { TableSize } from './sizes.ts'
import type { EngineName } from './stores.ts'

/** About whom the store is asked: as many as the smallest store has, or whoever lives in it. */
export type Crowd = 'as many' | 'everybody'

/** One row on one store, over all rounds. */
export interface GrowthFigure {
  readonly row: string
  readonly title: string
  readonly engine: EngineName
  readonly size: number
  readonly crowd: Crowd
  readonly perSec: number
  readonly cpuMicros: number
  readonly p99Ms: number
  /** The smallest store's CPU time for a request beside this one's, in the same round. */
  readonly ofSmallest: number
  readonly ofSmallestMin: number
  readonly ofSmallestMax: number
  /** This one's rate beside the smallest store's; a busy machine disturbs it more. */
  readonly rateOfSmallest: number
}

export interface StoreFigure {
  readonly engine: EngineName
  readonly size: number
  readonly fillSec: number
  readonly idleMb: number | undefined
  readonly busyMb: number | undefined
  readonly tables: readonly TableSize[]
  /** CPU time of one walk over all tables for what is over; the database's own is not in it. */
  readonly walkSec: number
}

/** What a great many access tokens left behind in a store. */
export interface IssuedFigure {
  readonly engine: EngineName
  readonly tokens: number
  readonly seconds: number
  readonly before: readonly TableSize[]
  readonly after: readonly TableSize[]
}

export interface GrowthReport {
  readonly date: string
  readonly machine: string
  readonly node: string
  readonly isPinned: boolean
  readonly rounds: number
  readonly seconds: number
  readonly loadAverages: readonly number[]
  readonly figures: readonly GrowthFigure[]
  readonly stores: readonly StoreFigure[]
  readonly issued: readonly IssuedFigure[]
  readonly log: LogSize | undefined
}
