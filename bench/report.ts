import { cpus } from 'node:os'
import { version } from 'node:process'
import type { ColdStart } from './cold-start.ts'
import type { Memory } from './memory.ts'
import type { Options } from './options.ts'
import type { Summary } from './summary.ts'

/** Everything that one run found out. */
export interface Report {
  readonly date: string
  readonly machine: string
  readonly node: string
  readonly isPinned: boolean
  readonly rounds: number
  readonly seconds: number
  readonly rows: readonly Summary[]
  readonly references: Readonly<Record<string, number>>
  readonly coldStarts: readonly ColdStart[]
  readonly memory: Memory | undefined
}

export function reportHead(options: Options, isPinned: boolean) {
  const [cpu] = cpus()
  return {
    date: new Date().toISOString().slice(0, 10),
    machine: `${cpus().length} cores of ${cpu?.model.trim() ?? 'an unknown processor'}`,
    node: version,
    isPinned,
    rounds: options.rounds,
    seconds: options.seconds,
  }
}
