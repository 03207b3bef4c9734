import type { Engine } from '../engine.ts'
import { readApis } from './api-rules.ts'
import { readMarks } from './backup-label.ts'
import { type Numbers, readNumbers, WAYS } from './engines.ts'
import { type FactorStanding, readFactors } from './factors.ts'
import { type NarrowingStanding, readNarrowing } from './narrowing.ts'
import type { Db } from './place.ts'
import type { Table } from './tables.ts'
import { readTextStops, type TextStops } from './text-stops.ts'

/**
 * Who may do what in a store as it stands: everything that can be withdrawn without being a token.
 * Read from the store that a restore replaces, of whatever release it is.
 */
export interface Standing {
  readonly credentials: ReadonlyMap<number, CredentialStanding>
  readonly clients: ReadonlyMap<number, ClientStanding>
  readonly users: ReadonlyMap<number, UserStanding>
  /** Those of active agents. */
  readonly agents: ReadonlySet<number>
  /** `plan user`, for each who may use a plan. */
  readonly planGuests: ReadonlySet<string>
  /** `undefined` in a store of a release that knew none. */
  readonly factors: FactorStanding | undefined
  readonly narrowing: NarrowingStanding | undefined
  readonly textStops: TextStops | undefined
  readonly apis: Awaited<ReturnType<typeof readApis>> | undefined
  readonly facts: ReadonlyMap<string, string>
  readonly marks: ReadonlyMap<string, number>
  readonly numbers: Numbers
}

export interface CredentialStanding {
  readonly id: number
  readonly client_row: number | null
  readonly kind: string
  readonly name: string | null
  readonly last_four: string
  readonly created_at: number
  readonly expires_at: number | null
  readonly revoked_at: number | null
}

export interface ClientStanding {
  readonly id: number
  readonly client_id: string
  readonly dialect: string
  readonly name: string
  readonly is_public: number
  readonly is_enabled: number
  readonly scopes: string
  readonly audiences: string
  readonly redirect_uris: string
  readonly created_at: number
  readonly deleted_at: number | null
}

export interface UserStanding {
  readonly id: number
  readonly public_id: string
  readonly email: string
  readonly password_hash: string | null
  readonly roles: string
  readonly is_enabled: number
  readonly is_kiosk_host: number
  readonly created_at: number
}

export async function readStanding(
  kind: Engine['name'],
  db: Db,
  tables: readonly Table[],
): Promise<Standing> {
  const agents = await db.selectFrom('agents').select('id').where('is_active', '=', 1).execute()
  const guests = await db.selectFrom('plan_guests').select(['plan_id', 'user_id']).execute()
  const facts = await db.selectFrom('facts').select(['name', 'text']).execute()
  const existing = await WAYS[kind].tableNames(db)
  const hasPeople = existing.has('passkeys')
  const known = tables.filter((table) => existing.has(table.name))
  return {
    credentials: byId(await readCredentials(db)),
    clients: byId(await readClients(db)),
    users: byId(await readUsers(db)),
    agents: new Set(agents.map((one) => one.id)),
    planGuests: new Set(guests.map(guestKey)),
    factors: hasPeople ? await readFactors(db) : undefined,
    narrowing: hasPeople ? await readNarrowing(db, existing.has('leases')) : undefined,
    textStops: existing.has('opt_outs') ? await readTextStops(db) : undefined,
    apis: existing.has('apis') ? await readApis(db) : undefined,
    facts: new Map(facts.map(({ name, text }) => [name, text])),
    marks: await readMarks(db),
    numbers: await readNumbers(kind, db, known),
  }
}

export function readCredentials(db: Db): Promise<CredentialStanding[]> {
  return db
    .selectFrom('credentials')
    .select(['id', 'client_row', 'kind', 'name', 'last_four'])
    .select(['created_at', 'expires_at', 'revoked_at'])
    .orderBy('id')
    .execute()
}

export function readClients(db: Db): Promise<ClientStanding[]> {
  return db
    .selectFrom('clients')
    .select(['id', 'client_id', 'dialect', 'name', 'is_public', 'is_enabled', 'scopes'])
    .select(['audiences', 'redirect_uris', 'created_at', 'deleted_at'])
    .orderBy('id')
    .execute()
}

export function readUsers(db: Db): Promise<UserStanding[]> {
  return db
    .selectFrom('users')
    .select(['id', 'public_id', 'email', 'password_hash', 'roles', 'is_enabled'])
    .select(['is_kiosk_host', 'created_at'])
    .orderBy('id')
    .execute()
}

export function guestKey(guest: { readonly plan_id: number; readonly user_id: number }): string {
  return `${guest.plan_id} ${guest.user_id}`
}

export function isLive(
  { revoked_at, expires_at }: Pick<CredentialStanding, 'revoked_at' | 'expires_at'>,
  at: number,
): boolean {
  return revoked_at === null && (expires_at === null || expires_at > at)
}

function byId<One extends { readonly id: number }>(rows: readonly One[]): Map<number, One> {
  return new Map(rows.map((row) => [row.id, row]))
}
