import type { Options } from '../options.ts'
import type { CpuProfile } from '../profile-sums.ts'

/** A process that is profiled while it bears one load after the other. */
export interface Stage {
  /** What `--only` looks for, one for each of its loads. */
  readonly names: readonly string[]
  open(options: Options, isPinned: boolean): Promise<Opened>
}

export interface Opened {
  readonly pid: number
  readonly loads: readonly StageLoad[]
  /** Ends the process, or its profile. */
  finish(): Promise<CpuProfile>
}

export interface StageLoad {
  readonly name: string
  readonly title: string
  /** Whether requests come at a pace that leaves time; then it counts how long each took. */
  readonly isPaced?: boolean
  /** Gets what the requests need, outside of what is profiled; what it returns is the load. */
  open(seconds: number): Promise<() => Promise<Ran>>
}

export interface Ran {
  readonly requests: number
  readonly latenciesMs?: Float64Array
}
