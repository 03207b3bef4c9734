import { percentileMs } from '../audit/latency.ts'
import type { AuditTrail } from '../audit/trail.ts'
import type { Dialect } from '../dialects/contract.ts'
import { type Clock, isoTime } from '../protocol/clock.ts'
import { ERRORS } from '../protocol/errors.ts'
import type { Store } from '../store/store.ts'
import { TALLY_STEPS_SEC, type TallySum, WHOLE_PLATFORM } from '../store/tallies.ts'
import { remembering } from './remember.ts'

const HOUR_SEC = 3_600
const DAY_SEC = 86_400
const ERRORS_MAX = 20

/** How far back, in how many steps, and counted from which stretches. */
export const RANGES = {
  '1h': { spanSec: HOUR_SEC, everySec: 300, stepSec: TALLY_STEPS_SEC.fine },
  '24h': { spanSec: DAY_SEC, everySec: 1_800, stepSec: TALLY_STEPS_SEC.fine },
  '7d': { spanSec: 7 * DAY_SEC, everySec: 3 * HOUR_SEC, stepSec: TALLY_STEPS_SEC.coarse },
  '30d': { spanSec: 30 * DAY_SEC, everySec: 12 * HOUR_SEC, stepSec: TALLY_STEPS_SEC.coarse },
} as const

export type Range = keyof typeof RANGES
export type Overview = Awaited<ReturnType<typeof read>>

interface Parts {
  readonly store: Store
  readonly clock: Clock
  readonly audit: AuditTrail
  readonly dialects: readonly Dialect[]
}

/** What went on, for the whole platform or for one organization's clients; a few seconds old. */
export function overviewsIn(
  parts: Parts,
): (range: Range, organizationId: number | undefined) => Promise<Overview> {
  const remember = remembering<Overview>(parts.clock)
  return (range, organizationId) =>
    remember(`${range} ${organizationId}`, () => read(parts, range, organizationId))
}

type Counts = (organizationId: number | undefined) => Promise<ReadonlyMap<string, number>>

/** How many clients speak each style, and how many may have each scope. */
export function countsIn({ store, clock }: Pick<Parts, 'store' | 'clock'>): {
  readonly clientCounts: Counts
  readonly scopeHolders: Counts
  longestOwnLifetime(dialect: string): Promise<number>
} {
  const remember = remembering<ReadonlyMap<string, number>>(clock)
  const { census } = store
  return {
    clientCounts: (of) => remember(`clients ${of}`, () => census.clients(of)),
    async longestOwnLifetime(dialect) {
      const all = await remember('lifetimes', () => census.longestOwnLifetimes())
      return all.get(dialect) ?? 0
    },
    scopeHolders: (of) => remember(`scopes ${of}`, () => census.scopeHolders(of)),
  }
}

async function read(parts: Parts, range: Range, organizationId: number | undefined) {
  const { store, clock, audit, dialects } = parts
  await audit.flush()
  const { spanSec, everySec, stepSec } = RANGES[range]
  const now = clock.now()
  // The last step is the one that has just begun, and all steps are whole.
  const to = now - (now % everySec) + everySec
  const from = to - spanSec
  const span = { stepSec, organizationId: organizationId ?? WHOLE_PLATFORM, from, to }
  const { tallies, census } = store
  const issued = issuedBy(await tallies.series({ ...span, topic: 'token', every: everySec }))
  const asked = await tallies.sums({ ...span, topic: 'resource' })
  const tokens = await tallies.sums({ ...span, topic: 'token' })
  const clients = await census.clients(organizationId)
  const active = await census.activeClients(organizationId, from)
  const sum = (list: readonly TallySum[]) => list.reduce((all, one) => all + one.count, 0)
  const granted = tokens.filter(({ label }) => label === 'granted')
  return {
    range,
    from: isoTime(from),
    to: isoTime(to),
    step_seconds: everySec,
    issued,
    errors: errorsIn([...tokens, ...asked]),
    // How quick the server is concerns whoever runs it.
    latency:
      organizationId === undefined
        ? latencies(await tallies.sums({ ...span, topic: 'latency' }))
        : [],
    adoption: dialects.map(({ name, title }) => ({
      dialect: name,
      title,
      clients: clients.get(name) ?? 0,
      active_clients: active.get(name) ?? 0,
      tokens: sum(granted.filter(({ dialect }) => dialect === name)),
    })),
    totals: {
      granted: sum(granted),
      refused: sum(tokens) - sum(granted),
      clients: clients.values().reduce((all, count) => all + count, 0),
      users: await census.users(organizationId),
      live_families: await census.liveFamilies(organizationId, now),
      blocks: organizationId === undefined ? await census.blocks(now) : null,
    },
  }
}

function issuedBy(counts: readonly (TallySum & { at: number })[]) {
  const points = Map.groupBy(counts, ({ at, dialect }) => `${at} ${dialect}`)
  return [...points.values()].flatMap((list) => {
    const [first] = list
    if (first === undefined) return []
    const granted = list.find(({ label }) => label === 'granted')?.count ?? 0
    const refused = list.reduce((all, one) => all + one.count, 0) - granted
    return [{ at: isoTime(first.at), dialect: first.dialect, granted, refused }]
  })
}

function errorsIn(counts: readonly TallySum[]) {
  const refused = counts.filter(({ label }) => label !== 'granted')
  return [...Map.groupBy(refused, ({ label }) => label)]
    .map(([code, list]) => ({
      code,
      meaning: meaningOf(code),
      count: list.reduce((all, one) => all + one.count, 0),
    }))
    .sort((one, other) => other.count - one.count)
    .slice(0, ERRORS_MAX)
}

function meaningOf(code: string): string {
  return Object.hasOwn(ERRORS, code) ? ERRORS[code as keyof typeof ERRORS].meaning : code
}

function latencies(counts: readonly TallySum[]) {
  return [...Map.groupBy(counts, ({ dialect }) => dialect)].map(([dialect, list]) => {
    const buckets = new Map(list.map(({ label, count }) => [Number(label), count]))
    const percentile = (share: number) => percentileMs(buckets, share) ?? 0
    return {
      dialect,
      p50_ms: percentile(0.5),
      p95_ms: percentile(0.95),
      p99_ms: percentile(0.99),
      count: list.reduce((all, one) => all + one.count, 0),
    }
  })
}
