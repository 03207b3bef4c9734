import { asLines, asWords, fromLines, fromWords } from '../lists.ts'
import { type CarriedApis, carryApis } from './api-rules.ts'
import { type CarriedFactors, carryFactors } from './factors.ts'
import { type CarriedNarrowing, carryNarrowing } from './narrowing.ts'
import type { Db } from './place.ts'
import {
  type ClientStanding,
  guestKey,
  isLive,
  readClients,
  readCredentials,
  readUsers,
  type Standing,
  type UserStanding,
} from './standing.ts'
import { type CarriedTextStops, carryTextStops } from './text-stops.ts'

/** What the present store knew as ended or withdrawn, and the backup did not. */
export interface Carried extends CarriedFactors, CarriedNarrowing, CarriedTextStops, CarriedApis {
  credentials: number
  clients: number
  users: number
  agents: number
  plan_guests: number
}

/**
 * What is ended in the present store is ended in the restored one: revoked and expired
 * credentials, disabled and deleted clients, disabled users, changed passwords, and every right
 * that was taken away. What the present store does not have at all any more counts as ended.
 * Nothing is given that the backup did not give.
 */
export async function carryOver(db: Db, present: Standing, at: number): Promise<Carried> {
  return {
    credentials: await carryCredentials(db, present, at),
    clients: await carryClients(db, present, at),
    users: await carryUsers(db, present),
    agents: await carryAgents(db, present),
    plan_guests: await carryPlanGuests(db, present),
    ...(await carryFactors(db, present.factors, at)),
    ...(await carryNarrowing(db, present.narrowing, at)),
    ...(await carryTextStops(db, present.textStops)),
    ...(await carryApis(db, present.apis)),
  }
}

async function carryCredentials(db: Db, present: Standing, at: number): Promise<number> {
  let count = 0
  for (const before of await readCredentials(db)) {
    if (!isLive(before, at)) continue
    const now = present.credentials.get(before.id) ?? { revoked_at: at, expires_at: null }
    const expires_at = earlier(before.expires_at, now.expires_at)
    if (now.revoked_at === null && expires_at === before.expires_at) continue
    await db
      .updateTable('credentials')
      .set({ revoked_at: now.revoked_at, expires_at })
      .where('id', '=', before.id)
      .execute()
    count += 1
  }
  return count
}

async function carryClients(db: Db, present: Standing, at: number): Promise<number> {
  let count = 0
  for (const before of await readClients(db)) {
    const now = present.clients.get(before.id)
    const after = narrowedClient(before, now ?? { ...before, is_enabled: 0, deleted_at: at })
    if (isSame(before, after)) continue
    await db.updateTable('clients').set(after).where('id', '=', before.id).execute()
    count += 1
  }
  return count
}

function narrowedClient(before: ClientStanding, now: ClientStanding) {
  const lines = (a: string, b: string) => asLines(common(fromLines(a), fromLines(b)))
  return {
    is_enabled: Math.min(before.is_enabled, now.is_enabled),
    deleted_at: before.deleted_at ?? now.deleted_at,
    scopes: asWords(common(fromWords(before.scopes), fromWords(now.scopes))),
    audiences: lines(before.audiences, now.audiences),
    redirect_uris: lines(before.redirect_uris, now.redirect_uris),
  }
}

async function carryUsers(db: Db, present: Standing): Promise<number> {
  let count = 0
  for (const before of await readUsers(db)) {
    const now = present.users.get(before.id)
    const after = narrowedUser(before, now ?? { ...before, is_enabled: 0 })
    if (isSame(before, after)) continue
    await db.updateTable('users').set(after).where('id', '=', before.id).execute()
    count += 1
  }
  return count
}

function narrowedUser(before: UserStanding, now: UserStanding) {
  return {
    is_enabled: Math.min(before.is_enabled, now.is_enabled),
    is_kiosk_host: Math.min(before.is_kiosk_host, now.is_kiosk_host),
    roles: asWords(common(fromWords(before.roles), fromWords(now.roles))),
    // The one that was changed may be known to somebody.
    password_hash: now.password_hash,
  }
}

async function carryAgents(db: Db, present: Standing): Promise<number> {
  const before = await db.selectFrom('agents').select('id').where('is_active', '=', 1).execute()
  const ended = before.filter(({ id }) => !present.agents.has(id))
  for (const { id } of ended) {
    await db.updateTable('agents').set({ is_active: 0 }).where('id', '=', id).execute()
  }
  return ended.length
}

async function carryPlanGuests(db: Db, present: Standing): Promise<number> {
  const before = await db.selectFrom('plan_guests').selectAll().execute()
  const ended = before.filter((guest) => !present.planGuests.has(guestKey(guest)))
  for (const { plan_id, user_id } of ended) {
    await db
      .deleteFrom('plan_guests')
      .where('plan_id', '=', plan_id)
      .where('user_id', '=', user_id)
      .execute()
  }
  return ended.length
}

function earlier(a: number | null, b: number | null): number | null {
  if (a === null || b === null) return a ?? b
  return Math.min(a, b)
}

function common(before: readonly string[], now: readonly string[]): readonly string[] {
  return before.filter((one) => now.includes(one))
}

function isSame(before: object, after: object): boolean {
  const known = new Map(Object.entries(before))
  return Object.entries(after).every(([name, value]) => known.get(name) === value)
}
