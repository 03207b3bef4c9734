import { sql } from 'kysely'
import { WAYS } from './engines.ts'
import { noteInAudit } from './note-in-audit.ts'
import type { Db } from './place.ts'
import type { ContentsByTable } from './rows.ts'

/** What a backup says of itself. */
export interface BackupLabel {
  readonly id: string
  readonly madeAt: number
  /** How many migrations had run. */
  readonly steps: number
  readonly contents: ContentsByTable
}

const LABEL_TABLE = 'backup_label'
const MARK_PREFIX = 'backup '
const MARKS_MAX = 1_000

/** The label stands in a table of its own, which no store has. */
export async function writeLabel(db: Db, label: BackupLabel): Promise<void> {
  await sql`create table ${sql.table(LABEL_TABLE)} (text text not null)`.execute(db)
  const text = JSON.stringify(label)
  await sql`insert into ${sql.table(LABEL_TABLE)} (text) values (${text})`.execute(db)
}

/** Takes the label off; `undefined` for a file that is a plain copy of a store. */
export async function takeLabel(db: Db): Promise<BackupLabel | undefined> {
  if (!(await WAYS.sqlite.tableNames(db)).has(LABEL_TABLE)) return undefined
  const { rows } = await sql<{ text: string }>`
    select text from ${sql.table(LABEL_TABLE)}`.execute(db)
  await sql`drop table ${sql.table(LABEL_TABLE)}`.execute(db)
  const [row] = rows
  // Only `writeLabel` makes this table.
  return row && (JSON.parse(row.text) as BackupLabel)
}

/** The store remembers its newest backups, and the audit record has them all. */
export async function markBackup(db: Db, id: string, at: number): Promise<void> {
  await db
    .insertInto('facts')
    .values({ name: `${MARK_PREFIX}${id}`, text: String(at) })
    .execute()
  const marks = await readMarks(db)
  const outdated = [...marks].sort((a, b) => b[1] - a[1]).slice(MARKS_MAX)
  for (const [old] of outdated) {
    await db.deleteFrom('facts').where('name', '=', `${MARK_PREFIX}${old}`).execute()
  }
  await noteInAudit(db, 'store.backup', `backup ${id}`, at)
}

/** The backups that this store, or one that it came from, remembers. */
export async function readMarks(db: Db): Promise<ReadonlyMap<string, number>> {
  const rows = await db
    .selectFrom('facts')
    .selectAll()
    .where('name', 'like', `${MARK_PREFIX}%`)
    .execute()
  return new Map(rows.map(({ name, text }) => [name.slice(MARK_PREFIX.length), Number(text)]))
}
