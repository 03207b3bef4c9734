import type { Clock } from '../protocol/clock.ts'
import type { Records } from '../store/records.ts'
import type { Store } from '../store/store.ts'
import { TALLY_STEPS_SEC, type Tally, type TallyTopic, WHOLE_PLATFORM } from '../store/tallies.ts'
import { LATENCY_BOUNDS_MS, latencyBucket } from './latency.ts'
import type { Decision } from './trail.ts'

/** What is remembered until a flush, whatever is asked and however long the store is away. */
const TALLIES_MAX = 20_000
const USED_MAX = 50_000
/** Whoever waits for one of the rows waits no longer than for so many statements. */
const TALLIES_PER_COMMIT = 100
const IDS_PER_COMMIT = 2_000

const STEPS_SEC = Object.values(TALLY_STEPS_SEC)

/** What decisions add up to: how many, how quick, and what was used last when. */
export interface Figures {
  /** Something was used just now. On the way of every request: it only remembers two numbers. */
  used(decision: Pick<Decision, 'outcome' | 'credentialId' | 'familyId'>): void
  /** So many decisions alike. */
  decided(decision: Decision, at: number, times: number): void
  /** How long the answer to a request of this style took. On the way of every request. */
  took(dialect: string, ms: number): void
  /** Adds to the store what has come together since. */
  flush(): Promise<void>
}

export function figuresIn(store: Store, clock: Clock): Figures {
  const tallies = new Map<string, Tally>()
  const latencies = new Map<string, number[]>()
  const credentials = new Map<number, number>()
  const families = new Map<number, number>()
  let flushing: Promise<void> = Promise.resolve()

  const add = (tally: Tally): void => {
    const { topic, dialect, label, stepSec, organizationId, at } = tally
    const key = `${stepSec} ${organizationId} ${topic} ${at} ${dialect} ${label}`
    const known = tallies.get(key)
    // A picture may miss a part of what happened while the store was away for hours.
    if (known === undefined && tallies.size >= TALLIES_MAX) return
    tallies.set(key, known === undefined ? tally : { ...known, count: known.count + tally.count })
  }

  const count = (counted: Omit<Tally, 'stepSec'>): void => {
    const { at } = counted
    for (const stepSec of STEPS_SEC) add({ ...counted, stepSec, at: at - (at % stepSec) })
  }

  const countLatencies = (): void => {
    const common = { topic: 'latency', organizationId: WHOLE_PLATFORM, at: clock.now() } as const
    for (const [dialect, counts] of latencies) {
      for (const [bucket, times] of counts.entries()) {
        if (times > 0) count({ ...common, dialect, label: labelOf(bucket), count: times })
      }
    }
    latencies.clear()
  }

  const writeTallies = async (): Promise<void> => {
    // Every node goes through the rows in the same order.
    const rows = [...tallies].sort(([one], [other]) => (one < other ? -1 : 1))
    for (let from = 0; from < rows.length; from += TALLIES_PER_COMMIT) {
      const some = rows.slice(from, from + TALLIES_PER_COMMIT)
      await store.transaction(async (records) => {
        for (const [, tally] of some) await records.tallies.add(tally)
      })
      for (const [key, written] of some) take(key, written)
    }
  }

  /** What was counted while it was written is still to be written. */
  const take = (key: string, written: Tally): void => {
    const known = tallies.get(key)
    if (known === undefined || known === written) tallies.delete(key)
    else tallies.set(key, { ...known, count: known.count - written.count })
  }

  const write = async (): Promise<void> => {
    countLatencies()
    if (tallies.size + credentials.size + families.size === 0) return
    // Nodes that write at the same time would wait for each other's rows, in any order.
    await store.exclusively('figures', 'wait', async () => {
      await writeUses(store, credentials, (records) => records.credentials)
      await writeUses(store, families, (records) => records.families)
      await writeTallies()
    })
  }

  return {
    used({ outcome, credentialId, familyId }) {
      if (outcome !== 'granted') return
      const now = clock.now()
      if (credentialId !== undefined) note(credentials, credentialId, now)
      if (familyId !== undefined) note(families, familyId, now)
    },
    decided({ action, outcome, dialect = NO_DIALECT, organizationId }, at, times) {
      const topic = topicOf(action)
      if (topic === undefined) return
      const counted = { topic, dialect, label: outcome, at, count: times }
      count({ ...counted, organizationId: WHOLE_PLATFORM })
      if (organizationId !== undefined) count({ ...counted, organizationId })
    },
    took(dialect, ms) {
      let counts = latencies.get(dialect)
      if (counts === undefined) {
        counts = LATENCY_BOUNDS_MS.map(() => 0)
        latencies.set(dialect, counts)
      }
      const bucket = latencyBucket(ms)
      counts[bucket] = (counts[bucket] ?? 0) + 1
    },
    // One after the other, or what both have seen would be added twice.
    flush() {
      flushing = flushing.catch(() => {}).then(write)
      return flushing
    },
  }
}

/** Signing in to no style in particular. */
const NO_DIALECT = ''

function topicOf(action: string): TallyTopic | undefined {
  if (action.startsWith('token.')) return 'token'
  if (action.startsWith('resource.')) return 'resource'
  return action === 'sign_in' || action === 'agent_sign_in' ? 'sign_in' : undefined
}

function labelOf(bucket: number): string {
  return String(LATENCY_BOUNDS_MS[bucket])
}

/** Beyond the limit, what is used now is noted when it is used the next time. */
function note(uses: Map<number, number>, id: number, at: number): void {
  if (uses.size < USED_MAX || uses.has(id)) uses.set(id, at)
}

interface Touchable {
  touch(ids: readonly number[], at: number): Promise<void>
}

/** One statement for many that were used in the same second. */
async function writeUses(
  store: Store,
  uses: Map<number, number>,
  kindOf: (records: Records) => Touchable,
): Promise<void> {
  const all = [...uses].sort(([one], [other]) => one - other)
  for (let from = 0; from < all.length; from += IDS_PER_COMMIT) {
    const some = all.slice(from, from + IDS_PER_COMMIT)
    await store.transaction(async (records) => {
      for (const [at, used] of Map.groupBy(some, ([, usedAt]) => usedAt)) {
        const ids = used.map(([id]) => id)
        await kindOf(records).touch(ids, at)
      }
    })
    // What was used again meanwhile is written next time.
    for (const [id, at] of some) if (uses.get(id) === at) uses.delete(id)
  }
}
