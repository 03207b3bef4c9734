import { sql } from 'kysely'
import type { Subject } from '../protocol/client.ts'
import { isLike, type OwnFilter, patternOf } from './contains.ts'
import type { Executor } from './engine.ts'
import { asWords, fromWords } from './lists.ts'
import { type Keys, keyGroups, keySlots } from './many.ts'
import type { UserTable } from './schema.ts'
import { statement } from './statement.ts'
import { readNewest } from './stretches.ts'

export interface User extends Subject {
  readonly passwordHash: string | undefined
  readonly isEnabled: boolean
  readonly isKioskHost: boolean
  readonly createdAt: number
  /** The second factor's secret; it counts from the instant on when a first code was right. */
  readonly totpSealed: Uint8Array | undefined
  readonly totpConfirmedAt: number | undefined
  readonly lastSignedInAt: number | undefined
}

/** What its owner does comes later. */
export type NewUser = Omit<User, 'id' | 'totpSealed' | 'totpConfirmedAt' | 'lastSignedInAt'>

export interface UserFilter extends OwnFilter {
  readonly role?: string | undefined
}

type Row = Omit<UserTable, 'id'> & { id: number }

const byEmail = statement<{ email: string }>()((db, p) =>
  db.selectFrom('users').selectAll().where('email', '=', p.email),
)
const byId = statement<{ id: number }>()((db, p) =>
  db.selectFrom('users').selectAll().where('id', '=', p.id),
)
const byPublicId = statement<{ publicId: string }>()((db, p) =>
  db
    .selectFrom('users')
    .selectAll()
    .where('public_id', '=', p.publicId)
    .where('deleted_at', 'is', null),
)
const byPublicIds = statement<Keys<string>>()((db, p) =>
  db
    .selectFrom('users')
    .selectAll()
    .where('public_id', 'in', keySlots(p))
    .where('deleted_at', 'is', null),
)
const page = statement<{ organizationId: number; limit: number; offset: number }>()((db, p) =>
  db
    .selectFrom('users')
    .selectAll()
    .where('organization_id', '=', p.organizationId)
    .where('deleted_at', 'is', null)
    .orderBy('id')
    .limit(p.limit)
    .offset(p.offset),
)
type NewestOf = {
  organizationId: number | undefined
  pattern: string
  rolePattern: string
  from: number
  before: number
  limit: number
}

const newestWithin = (isOfOne: boolean) =>
  statement<NewestOf>()((db, p) =>
    db
      .selectFrom('users')
      .selectAll()
      .$if(isOfOne, (rows) => rows.where(sql<boolean>`organization_id = ${p.organizationId}`))
      .where('id', '>=', p.from)
      .where('id', '<', p.before)
      .where('deleted_at', 'is', null)
      .where(isLike(sql`' ' || roles || ' '`, p.rolePattern))
      .where((e) =>
        e.or([
          isLike(sql.ref('name'), p.pattern),
          isLike(sql.ref('email'), p.pattern),
          isLike(sql.ref('public_id'), p.pattern),
        ]),
      )
      .orderBy('id', 'desc')
      .limit(p.limit),
  )
const newestId = statement<Record<never, never>>()((db) =>
  db.selectFrom('users').select((e) => e.fn.max('id').as('id')),
)
const newest = newestWithin(false)
const newestOfOrganization = newestWithin(true)
const count = statement<{ organizationId: number }>()((db, p) =>
  db
    .selectFrom('users')
    .select((e) => e.fn.countAll<number>().as('total'))
    .where('organization_id', '=', p.organizationId)
    .where('deleted_at', 'is', null),
)
type Columns = Omit<
  Row,
  'id' | 'totp_sealed' | 'totp_confirmed_at' | 'totp_last_step' | 'last_signed_in_at' | 'deleted_at'
>

const insert = statement<Columns>()((db, p) =>
  db
    .insertInto('users')
    .values({
      public_id: p.public_id,
      organization_id: p.organization_id,
      email: p.email,
      name: p.name,
      password_hash: p.password_hash,
      roles: p.roles,
      is_enabled: p.is_enabled,
      is_kiosk_host: p.is_kiosk_host,
      created_at: p.created_at,
    })
    .returning('id'),
)
type Changed = Pick<
  Row,
  'id' | 'email' | 'name' | 'password_hash' | 'roles' | 'is_enabled' | 'is_kiosk_host'
>
const update = statement<Changed>()((db, p) =>
  db
    .updateTable('users')
    .set({
      email: p.email,
      name: p.name,
      password_hash: p.password_hash,
      roles: p.roles,
      is_enabled: p.is_enabled,
      is_kiosk_host: p.is_kiosk_host,
    })
    .where('id', '=', p.id),
)

const setPassword = statement<{ id: number; hash: string }>()((db, p) =>
  db.updateTable('users').set({ password_hash: p.hash }).where('id', '=', p.id),
)
interface Standing {
  readonly id: number
  readonly at: number | null
  readonly passwordHash: string
  readonly confirmedAt: number
}
const noteSignIn = statement<Standing>()((db, p) =>
  db
    .updateTable('users')
    .set({ last_signed_in_at: p.at })
    .where('id', '=', p.id)
    .where('is_enabled', '=', 1)
    .where(sql<boolean>`coalesce(password_hash, '') = ${p.passwordHash}`)
    .where(sql<boolean>`coalesce(totp_confirmed_at, 0) = ${p.confirmedAt}`),
)
// The public id is no address, so nobody signs in with it, and the address is free again.
const remove = statement<{ id: number; at: number }>()((db, p) =>
  db
    .updateTable('users')
    .set((e) => ({
      email: e.ref('public_id'),
      name: '',
      password_hash: null,
      roles: '',
      is_enabled: 0,
      is_kiosk_host: 0,
      deleted_at: p.at,
    }))
    .where('id', '=', p.id)
    .where('deleted_at', 'is', null),
)
const withRole = statement<{ role: string }>()((db, p) =>
  db
    .selectFrom('users')
    .select('id')
    .where('is_enabled', '=', 1)
    .where(
      sql<boolean>`replace(' ' || roles || ' ', ' ' || ${p.role} || ' ', '')
        <> ' ' || roles || ' '`,
    )
    .limit(1),
)

export function users(executor: Executor) {
  const one = (row: Row | undefined): User | undefined => row && fromRow(row)
  return {
    /** E-mail addresses are compared in lower case. */
    async loadByEmail(email: string): Promise<User | undefined> {
      return one(await executor.first(byEmail, { email: email.toLowerCase() }))
    },
    async load(id: number): Promise<User | undefined> {
      return one(await executor.first(byId, { id }))
    },
    async loadByPublicId(publicId: string): Promise<User | undefined> {
      return one(await executor.first(byPublicId, { publicId }))
    },
    /** Those that are there, in no order. */
    async loadAllByPublicId(publicIds: readonly string[]): Promise<User[]> {
      const rows: Row[] = []
      for (const keys of keyGroups(publicIds)) rows.push(...(await executor.all(byPublicIds, keys)))
      return rows.map(fromRow)
    },
    async page(organizationId: number, limit: number, offset: number): Promise<User[]> {
      return (await executor.all(page, { organizationId, limit, offset })).map(fromRow)
    },
    /** Newest first; `before` is the last id of the page before. */
    async newest(
      { organizationId, text = '', role }: UserFilter,
      before: number,
      limit: number,
    ): Promise<User[]> {
      const pages = organizationId === undefined ? newest : newestOfOrganization
      const rolePattern = role === undefined ? patternOf('') : patternOf(` ${role} `)
      const asked = { organizationId, pattern: patternOf(text), rolePattern }
      const rows = await readNewest(executor, newestId, before, limit, (from, top, most) =>
        executor.all(pages, { ...asked, from, before: top, limit: most }),
      )
      return rows.map(fromRow)
    },
    async count(organizationId: number): Promise<number> {
      return Number((await executor.first(count, { organizationId }))?.total ?? 0)
    },
    /**
     * One atomic call: false where the password or the second factor that was asked for is not that
     * of now, or the user is disabled. Whoever changes them waits for it, or it for them.
     */
    async noteSignIn(user: User, at: number | undefined): Promise<boolean> {
      const { id, passwordHash = '', totpConfirmedAt: confirmedAt = 0 } = user
      const noted = { id, at: at ?? null, passwordHash, confirmedAt }
      return (await executor.run(noteSignIn, noted)) === 1
    },
    /** Only its ids are left, for what the record says of it. */
    async remove(id: number, at: number): Promise<boolean> {
      return (await executor.run(remove, { id, at })) === 1
    },
    /** Throws `StoreConflict` where the e-mail address is taken. */
    async add(user: NewUser): Promise<number> {
      const row = await executor.first(insert, toRow(user))
      return (row as { id: number }).id
    },
    async setPassword(id: number, hash: string): Promise<void> {
      await executor.run(setPassword, { id, hash })
    },
    /** Whether anybody who may sign in has it. */
    async isAnybody(role: string): Promise<boolean> {
      return (await executor.first(withRole, { role })) !== undefined
    },
    /** Throws `StoreConflict` where the e-mail address is taken. */
    async change(user: User): Promise<boolean> {
      return (await executor.run(update, { ...toRow(user), id: user.id })) === 1
    },
  }
}

function toRow(user: NewUser): Columns {
  return {
    public_id: user.publicId,
    organization_id: user.organizationId,
    email: user.email.toLowerCase(),
    name: user.name,
    password_hash: user.passwordHash ?? null,
    roles: asWords(user.roles),
    is_enabled: Number(user.isEnabled),
    is_kiosk_host: Number(user.isKioskHost),
    created_at: user.createdAt,
  }
}

function fromRow(row: Row): User {
  return {
    id: row.id,
    publicId: row.public_id,
    organizationId: row.organization_id,
    email: row.email,
    name: row.name,
    roles: fromWords(row.roles),
    passwordHash: row.password_hash ?? undefined,
    isEnabled: row.is_enabled === 1,
    isKioskHost: row.is_kiosk_host === 1,
    createdAt: row.created_at,
    totpSealed: row.totp_sealed ?? undefined,
    totpConfirmedAt: row.totp_confirmed_at ?? undefined,
    lastSignedInAt: row.last_signed_in_at ?? undefined,
  }
}
