import { parseArgs } from 'node:util'

export const USAGE = `usage: bench [--peers | --growth | --rooms | --gateway | --sdk | --verify |
             --profiles]
             [--quick] [--only NAME] [--rounds N] [--seconds N] [--tokens N]
             [--minutes N] [--store NAME] [--json]

  --peers        beside other token servers, which are installed on first use
  --growth       large stores on both engines instead of the rows
  --rooms        calls: what is said in them, idle ones, the first picture
  --gateway      what the gateway adds to a request
  --sdk          callers of one expired token, and what a kept token costs a call
  --verify       the SDK's verifier beside jose and fast-jwt
  --profiles     where the CPU time goes in the rows that do not reach what is demanded
  --quick        one round of one second each, and fewer starts
  --only NAME    only rows whose name contains NAME, such as refresh or cc-es256
  --rounds N     how often each row is measured (default: 5; with --growth 3)
  --seconds N    how long each time (default: 3; with --peers 2, --growth 6, --profiles 5)
  --tokens N     how many access tokens --growth and --peers issue at once (default: 1,000,000)
  --minutes N    how long --peers watches memory after them (default: 10)
  --store NAME   --growth and --profiles on this engine alone: sqlite or postgres
  --json         one JSON report instead of the table

A full run writes docs/performance.md anew, and one of the first seven its section there; --quick,
--only, --store and --json leave it alone.`

const TOKENS_MAX = 1_000_000

/** Measured apart: each has an option of its name and a section of the page. */
export const PARTS = ['peers', 'growth', 'rooms', 'gateway', 'sdk', 'verify', 'profiles'] as const

const ENGINES = ['sqlite', 'postgres'] as const

export type Part = (typeof PARTS)[number]

/**
 * Of some eighty lanes of --peers, each shorter: all of them are to take no longer than the rest.
 * What is counted in --growth is written down every five seconds.
 */
const SECONDS: Readonly<Partial<Record<Part | 'rows', number>>> = {
  peers: 2,
  growth: 6,
  profiles: 5,
}

export interface Options {
  /** What is measured instead of the rows. */
  readonly part: Part | undefined
  readonly only: string
  readonly rounds: number
  readonly seconds: number
  readonly starts: number
  readonly memoryTokens: number
  /** How many access tokens are issued where memory or a store could grow, and how long after. */
  readonly tokens: number
  readonly minutes: number
  /** A measurement that somebody else disturbed is repeated this often at most. */
  readonly repeatsMax: number
  /** How many rooms --rooms opens, in how many of them people talk, and calls in a browser. */
  readonly roomsIdle: number
  readonly roomsTalking: number
  readonly roomsCalls: number
  /** How many callers --sdk has of one token, and how many that each get their own. */
  readonly sdkCallers: number
  readonly sdkLoners: number
  /** How many credentials the two stores of --growth hold, and on which engines. */
  readonly growthEngines: readonly (typeof ENGINES)[number][]
  readonly growthSizes: readonly number[]
  readonly growthLogSeconds: number
  readonly isJson: boolean
  readonly writesPage: boolean
}

export function readOptions(args: readonly string[]): Options {
  const { values } = parseArgs({
    args: [...args],
    options: {
      peers: { type: 'boolean', default: false },
      growth: { type: 'boolean', default: false },
      rooms: { type: 'boolean', default: false },
      gateway: { type: 'boolean', default: false },
      sdk: { type: 'boolean', default: false },
      verify: { type: 'boolean', default: false },
      profiles: { type: 'boolean', default: false },
      quick: { type: 'boolean', default: false },
      only: { type: 'string', default: '' },
      rounds: { type: 'string' },
      seconds: { type: 'string' },
      tokens: { type: 'string' },
      minutes: { type: 'string' },
      store: { type: 'string' },
      json: { type: 'boolean', default: false },
    },
  })
  const { quick, only, json } = values
  const part = PARTS.find((one) => values[one])
  const engines = enginesOf(values.store)
  return {
    part,
    only,
    rounds: positive('--rounds', values.rounds, quick ? 1 : values.growth ? 3 : 5),
    seconds: positive('--seconds', values.seconds, quick ? 1 : (SECONDS[part ?? 'rows'] ?? 3)),
    starts: quick ? 1 : 7,
    memoryTokens: quick ? 5_000 : 100_000,
    repeatsMax: quick ? 0 : values.peers ? 1 : 2,
    roomsIdle: quick ? 20 : 1_000,
    roomsTalking: quick ? 10 : 400,
    roomsCalls: quick ? 1 : 7,
    sdkCallers: quick ? 500 : 10_000,
    sdkLoners: quick ? 50 : 1_000,
    growthEngines: quick && values.store === undefined ? ['sqlite'] : engines,
    growthSizes: quick ? [100, 200] : [1_000, 1_000_000],
    tokens: positive('--tokens', values.tokens, quick ? 2_000 : TOKENS_MAX, TOKENS_MAX),
    minutes: positive('--minutes', values.minutes, quick ? 0.1 : 10),
    growthLogSeconds: quick ? 1 : 20,
    isJson: json,
    writesPage: !quick && !json && only === '' && values.store === undefined,
  }
}

function enginesOf(given: string | undefined): Options['growthEngines'] {
  const engines = ENGINES.filter((name) => given === undefined || name === given)
  if (engines.length === 0) throw new Error(`--store takes ${ENGINES.join(' or ')}`)
  return engines
}

function positive(name: string, given: string | undefined, absent: number, most = 1_000): number {
  const value = given === undefined ? absent : Number(given)
  if (!(value > 0 && value <= most)) throw new Error(`${name} takes a number above 0`)
  return value
}
