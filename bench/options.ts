import { parseArgs } from 'node:util'

export const USAGE = `usage: bench [--quick] [--only NAME] [--rounds N] [--seconds N] [--json]

  --quick        one round of one second each, and fewer starts
  --only NAME    only rows whose name contains NAME, such as refresh or cc-es256
  --rounds N     how often each row is measured (default: 5)
  --seconds N    how long each time (default: 3)
  --json         one JSON report instead of the table

A full run writes docs/performance.md anew; --quick, --only and --json leave it alone.`

export interface Options {
  readonly only: string
  readonly rounds: number
  readonly seconds: number
  readonly starts: number
  readonly memoryTokens: number
  /** A measurement that somebody else disturbed is repeated this often at most. */
  readonly repeatsMax: number
  readonly isJson: boolean
  readonly writesPage: boolean
}

export function readOptions(args: readonly string[]): Options {
  const { values } = parseArgs({
    args: [...args],
    options: {
      quick: { type: 'boolean', default: false },
      only: { type: 'string', default: '' },
      rounds: { type: 'string' },
      seconds: { type: 'string' },
      json: { type: 'boolean', default: false },
    },
  })
  const { quick, only, json } = values
  return {
    only,
    rounds: positive('--rounds', values.rounds, quick ? 1 : 5),
    seconds: positive('--seconds', values.seconds, quick ? 1 : 3),
    starts: quick ? 1 : 7,
    memoryTokens: quick ? 5_000 : 100_000,
    repeatsMax: quick ? 0 : 2,
    isJson: json,
    writesPage: !quick && !json && only === '',
  }
}

function positive(name: string, given: string | undefined, absent: number): number {
  const value = given === undefined ? absent : Number(given)
  if (!(value > 0 && value <= 1_000)) throw new Error(`${name} takes a number above 0`)
  return value
}
