import { asWords, fromWords } from '../lists.ts'
import type { Db } from './place.ts'

/** What narrows, in a store as it stands: a backup of before it was said would widen it again. */
export interface NarrowingStanding {
  readonly clients: ReadonlyMap<number, ClientLimits>
  /** Origins of each agent; none is none. */
  readonly agents: ReadonlyMap<number, string>
  /** Styles that are switched off. */
  readonly stylesOff: ReadonlySet<string>
  readonly deletedUsers: ReadonlyMap<number, number>
}

interface ClientLimits {
  readonly allowed_ips: string
  readonly allowed_origins: string
  readonly allowed_agents: string
}

/** What was narrowed again. */
export interface CarriedNarrowing {
  readonly limits: number
  readonly styles: number
  readonly deleted_users: number
}

const LIMITS = ['allowed_ips', 'allowed_origins', 'allowed_agents'] as const

export async function readNarrowing(db: Db): Promise<NarrowingStanding> {
  const clients = await db
    .selectFrom('clients')
    .select(['id', ...LIMITS])
    .execute()
  const agents = await db.selectFrom('agents').select(['id', 'allowed_origins']).execute()
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
    agents: new Map(agents.map((one) => [one.id, one.allowed_origins])),
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
    limits: (await carryLimits(db, present)) + (await carryOrigins(db, present)),
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

async function carryOrigins(db: Db, { agents }: NarrowingStanding): Promise<number> {
  let count = 0
  for (const [id, before] of (await readNarrowing(db)).agents) {
    const allowed_origins = common(before, agents.get(id) ?? '')
    if (allowed_origins === before) continue
    await db.updateTable('agents').set({ allowed_origins }).where('id', '=', id).execute()
    count += 1
  }
  return count
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
