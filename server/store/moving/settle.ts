import { isoTime } from '../../protocol/clock.ts'
import type { Engine } from '../engine.ts'
import type { BackupLabel } from './backup-label.ts'
import { type Carried, carryOver } from './carry-over.ts'
import { type CredentialItem, endCredentials, livingAgain, lostWith } from './credential-items.ts'
import { type Ended, endEverything } from './ends.ts'
import { type Numbers, raiseNumbers, readNumbers } from './engines.ts'
import { endRecoveryCodes } from './factors.ts'
import { noteInAudit } from './note-in-audit.ts'
import type { Db } from './place.ts'
import { MoveRefused } from './refused.ts'
import type { Standing } from './standing.ts'
import type { Table } from './tables.ts'

/** Above every number that a store which is lost may have given since. */
const NUMBERS_SKIPPED = 1_000_000

export interface RestoreWish {
  readonly now: number
  readonly credentials: 'keep' | 'end' | undefined
  /** By how much a clock that testers moved is ahead; it must not go back. */
  readonly clockFact: string | undefined
}

/** The store that is replaced: there is none, it cannot be read, or this is how it stands. */
export type Present = Standing | 'none' | 'unreadable'

export interface Restored {
  readonly credentials: 'carry' | 'keep' | 'end'
  readonly ended: Ended
  readonly carried: Carried | undefined
  /** What is alive, and nobody knows whether it should be. */
  readonly living_again: readonly CredentialItem[]
  /** What the replaced store had and the backup does not: it must be made anew. */
  readonly lost: readonly CredentialItem[]
  /** Clients whose users, or which themselves, hold tokens that ended. */
  readonly sign_in_again: readonly { readonly client_id: string; readonly families: number }[]
}

/** A store that goes back in time, in the transaction after which it can be served. */
export interface TurnedBack {
  readonly kind: Engine['name']
  readonly db: Db
  readonly tables: readonly Table[]
  readonly label: BackupLabel | undefined
}

/** Nothing that may have ended since the backup is alive after it. */
export async function settle(
  back: TurnedBack,
  present: Present,
  wish: RestoreWish,
): Promise<Restored> {
  const { kind, db, tables, label } = back
  const standing = typeof present === 'object' ? present : undefined
  const isContinued = label !== undefined && standing?.marks.has(label.id) === true
  const mode = wish.credentials ?? (isContinued ? 'carry' : undefined)
  if (mode === undefined) throw demandChoice(label, present)
  const at = wish.now + (await keepClock(db, standing, wish.clockFact))
  const signInAgain = await readSignedIn(db, at)
  const carried = mode === 'carry' && standing ? await carryOver(db, standing, at) : undefined
  const again = mode === 'keep' ? await livingAgain(db, isContinued ? standing : undefined, at) : []
  if (mode === 'end') await endCredentials(db, at)
  if (mode !== 'carry') await endRecoveryCodes(db, at)
  const restored: Restored = {
    credentials: mode,
    ended: await endEverything(db, at),
    carried,
    living_again: again,
    lost: standing === undefined ? [] : await lostWith(db, standing, at),
    sign_in_again: signInAgain,
  }
  const own = await readNumbers(kind, db, tables)
  await raiseNumbers(kind, db, tables, numbersAbove(own, standing?.numbers, isContinued))
  const from = label === undefined ? 'a copy' : `backup ${label.id}`
  await noteInAudit(db, 'store.restore', `${from}; credentials: ${mode}`, at)
  return restored
}

/**
 * Guests' links and keys of resources are made from row numbers, so a number that was given after
 * the backup must not be given again to somebody else.
 */
function numbersAbove(own: Numbers, known: Numbers | undefined, isContinued: boolean): Numbers {
  const skipped = isContinued ? 0 : NUMBERS_SKIPPED
  const above = Object.entries(own).map(([table, number]) => [
    table,
    Math.max(number + skipped, known?.[table] ?? 0),
  ])
  return Object.fromEntries(above)
}

async function keepClock(
  db: Db,
  standing: Standing | undefined,
  name: string | undefined,
): Promise<number> {
  if (name === undefined) return 0
  const row = await db
    .selectFrom('facts')
    .select('text')
    .where('name', '=', name)
    .executeTakeFirst()
  const own = Number(row?.text ?? 0)
  const aheadSec = Math.max(own, Number(standing?.facts.get(name) ?? 0))
  if (aheadSec === own) return own
  const text = String(aheadSec)
  await db
    .insertInto('facts')
    .values({ name, text })
    .onConflict((c) => c.column('name').doUpdateSet({ text }))
    .execute()
  return aheadSec
}

async function readSignedIn(db: Db, at: number): Promise<Restored['sign_in_again']> {
  const rows = await db
    .selectFrom('families')
    .innerJoin('clients', 'clients.id', 'families.client_row')
    .where('families.revoked_at', 'is', null)
    .where((e) => e.or([e('families.expires_at', 'is', null), e('families.expires_at', '>', at)]))
    .groupBy('clients.client_id')
    .orderBy('clients.client_id')
    .select((e) => ['clients.client_id', e.fn.countAll().as('families')])
    .execute()
  return rows.map(({ client_id, families }) => ({ client_id, families: Number(families) }))
}

function demandChoice(label: BackupLabel | undefined, present: Present): MoveRefused {
  const what = label === undefined ? 'This copy' : `The backup of ${isoTime(label.madeAt)}`
  return new MoveRefused(
    [
      `${what} does not know which secrets and keys were revoked, which clients and users were`,
      `disabled and which passwords were changed after it; ${reason(label, present)}.`,
      'Nothing was changed.',
    ].join(' '),
    [
      'Say what is right for this installation:',
      '  --credentials keep  what was alive then is alive again; it is listed, and you end by hand',
      '                      what must not be',
      '  --credentials end   every client secret, API key, management key and password ends, and',
      '                      clients without a secret are disabled; you give out new ones',
    ].join('\n'),
  )
}

function reason(label: BackupLabel | undefined, present: Present): string {
  if (present === 'none') return 'there is no store here that would know it'
  if (present === 'unreadable') return 'the store that is here cannot be read'
  return label === undefined
    ? 'it bears no label by which the store that is here could be told to go on from it'
    : 'the store that is here did not go on from that backup'
}
