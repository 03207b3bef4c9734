import { asWords, fromWords } from '../lists.ts'
import type { Schema } from '../schema.ts'
import type { Db } from './place.ts'

/** What narrows, in a store as it stands: a backup of before it was said would widen it again. */
export interface NarrowingStanding {
  readonly clients: ReadonlyMap<number, ClientLimits>
  readonly agents: ReadonlyMap<number, AgentLimits>
  /** Styles that are switched off. */
  readonly stylesOff: ReadonlySet<string>
  readonly deletedUsers: ReadonlyMap<number, number>
}

interface ClientLimits {
  readonly allowed_ips: string
  readonly allowed_origins: string
  readonly allowed_agents: string
}

type AgentLimits = Pick<Schema['agents'], 'allowed_origins'> &
  Partial<Pick<Schema['agents'], (typeof LEASE)[number] | 'frame_url'>>

/** What was narrowed again. */
export interface CarriedNarrowing {
  readonly limits: number
  readonly styles: number
  readonly deleted_users: number
}

const LIMITS = ['allowed_ips', 'allowed_origins', 'allowed_agents'] as const
const LEASE = [
  'lease_redeem_sec',
  'lease_uses',
  'lease_open_sec',
  'lease_frames',
  'lease_heartbeat_sec',
] as const

/** A store of before there were leases has neither limits nor pages of its agents' own. */
export async function readNarrowing(db: Db, hasLeases = true): Promise<NarrowingStanding> {
  const clients = await db
    .selectFrom('clients')
    .select(['id', ...LIMITS])
    .execute()
  const agents = await db
    .selectFrom('agents')
    .select(['id', 'allowed_origins'])
    .$if(hasLeases, (rows) => rows.select(['frame_url', ...LEASE]))
    .execute()
  const off = await db
    .selectFrom('dialect_settings')
    .select('dialect')
    .where('is_enabled', '=', 0)
    .execute()
  const deleted = await db
    .selectFrom('users')
    .select(['id', 'deleted_at'])
    .where('deleted_at', 'is not', null)
    .execute()
  return {
    clients: new Map(clients.map((one) => [one.id, one])),
    agents: new Map(agents.map((one) => [one.id, one])),
    stylesOff: new Set(off.map((one) => one.dialect)),
    deletedUsers: new Map(deleted.map((one) => [one.id, one.deleted_at ?? 0])),
  }
}

/** A store of a release that knew none of it (`undefined`) has narrowed nothing. */
export async function carryNarrowing(
  db: Db,
  present: NarrowingStanding | undefined,
  at: number,
): Promise<CarriedNarrowing> {
  if (present === undefined) return { limits: 0, styles: 0, deleted_users: 0 }
  return {
    limits: (await carryLimits(db, present)) + (await carryAgentLimits(db, present)),
    styles: await carryStyles(db, present, at),
    deleted_users: await carryDeletions(db, present),
  }
}

async function carryLimits(db: Db, { clients }: NarrowingStanding): Promise<number> {
  let count = 0
  for (const [id, before] of (await readNarrowing(db)).clients) {
    const now = clients.get(id)
    if (now === undefined) continue
    const narrowed = LIMITS.map((one) => [one, narrower(before[one], now[one])] as const)
    if (narrowed.every(([one, words]) => words === before[one])) continue
    // An empty list would open what the two together close.
    const isClosed = narrowed.some(([, words]) => words === undefined)
    const after = Object.fromEntries(narrowed.filter(([, words]) => words !== undefined))
    await db
      .updateTable('clients')
      .set({ ...after, ...(isClosed && { is_enabled: 0 }) })
      .where('id', '=', id)
      .execute()
    count += 1
  }
  return count
}

async function carryAgentLimits(db: Db, { agents }: NarrowingStanding): Promise<number> {
  let count = 0
  for (const [id, before] of (await readNarrowing(db)).agents) {
    const after = narrowedAgent(before, agents.get(id))
    if (isSame(before, after)) continue
    await db.updateTable('agents').set(after).where('id', '=', id).execute()
    count += 1
  }
  return count
}

/** An agent that the present store does not know has no origin: it is open to no page. */
function narrowedAgent(before: AgentLimits, now: AgentLimits | undefined): Partial<AgentLimits> {
  if (now === undefined) return { allowed_origins: '' }
  const allowed_origins = common(before.allowed_origins, now.allowed_origins)
  if (now.frame_url === undefined) return { allowed_origins }
  const lease = LEASE.map((one) => [one, least(before[one], now[one])])
  return {
    allowed_origins,
    // A page that was replaced may not be the operator's any more.
    frame_url: before.frame_url === now.frame_url ? now.frame_url : null,
    ...Object.fromEntries(lease),
  }
}

function least(before: number | null = null, now: number | null = null): number | null {
  return before === null || now === null ? (before ?? now) : Math.min(before, now)
}

function isSame(before: object, after: object): boolean {
  const known = new Map(Object.entries(before))
  return Object.entries(after).every(([name, value]) => known.get(name) === value)
}

async function carryStyles(
  db: Db,
  { stylesOff }: NarrowingStanding,
  updated_at: number,
): Promise<number> {
  const { stylesOff: already } = await readNarrowing(db)
  const off = [...stylesOff].filter((dialect) => !already.has(dialect))
  for (const dialect of off) {
    await db
      .insertInto('dialect_settings')
      .values({ dialect, is_enabled: 0, updated_at })
      .onConflict((c) => c.column('dialect').doUpdateSet({ is_enabled: 0, updated_at }))
      .execute()
  }
  return off.length
}

/** Whoever asked to be forgotten does not come back by name and address. */
async function carryDeletions(db: Db, { deletedUsers }: NarrowingStanding): Promise<number> {
  let count = 0
  for (const [id, deleted_at] of deletedUsers) {
    const forgotten = await db
      .updateTable('users')
      .set((e) => ({ email: e.ref('public_id'), name: '', is_enabled: 0, deleted_at }))
      .where('id', '=', id)
      .where('deleted_at', 'is', null)
      .executeTakeFirst()
    count += Number(forgotten.numUpdatedRows)
  }
  return count
}

/** To a client an empty list is no limit; `undefined` where the two have nothing in common. */
function narrower(before: string, now: string): string | undefined {
  if (before === '' || now === '') return before || now
  return common(before, now) || undefined
}

function common(before: string, now: string): string {
  const kept = fromWords(now)
  return asWords(fromWords(before).filter((one) => kept.includes(one)))
}
