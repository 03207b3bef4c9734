import { sql } from 'kysely'
import { migrate, STEPS } from '../migrations/index.ts'
import { openSqlite } from '../sqlite/engine.ts'

export interface Column {
  readonly name: string
  readonly kind: 'integer' | 'text' | 'bytes'
}

export interface Table {
  readonly name: string
  readonly columns: readonly Column[]
  /** The columns of its primary key. */
  readonly key: readonly string[]
  /** Whether the engine numbers its rows and must never give a number twice. */
  readonly isNumbered: boolean
}

interface Found {
  readonly table: string
  readonly definition: string
  readonly column: string
  readonly type: string
  readonly place_in_key: number
}

/**
 * Every table that these migrations make, as they make it: asked of a store in memory, so that a
 * table which a later release adds can be forgotten nowhere.
 */
export async function tablesAfter(steps = STEPS): Promise<readonly Table[]> {
  const engine = openSqlite(':memory:')
  try {
    await migrate(engine.kysely, engine.types, steps)
    const { rows } = await sql<Found>`
      select t.name as "table", t.sql as definition,
        c.name as "column", c.type, c.pk as place_in_key
      from sqlite_master t join pragma_table_info(t.name) c
      where t.type = 'table' and t.name not like 'sqlite%' and t.name not like 'kysely%'
      order by t.name, c.cid`.execute(engine.kysely)
    return [...Map.groupBy(rows, (row) => row.table)].map(([name, columns]) => ({
      name,
      columns: columns.map(({ column, type }) => ({ name: column, kind: kindOf(type) })),
      key: columns
        .filter((one) => one.place_in_key > 0)
        .sort((a, b) => a.place_in_key - b.place_in_key)
        .map((one) => one.column),
      isNumbered: columns.some((one) => /autoincrement/i.test(one.definition)),
    }))
  } finally {
    await engine.close()
  }
}

const KINDS: readonly (readonly [RegExp, Column['kind']])[] = [
  [/int/i, 'integer'],
  [/blob/i, 'bytes'],
  [/text|char/i, 'text'],
]

function kindOf(type: string): Column['kind'] {
  const found = KINDS.find(([pattern]) => pattern.test(type))
  if (found === undefined) throw new Error(`No copy knows columns of the type ${type}.`)
  return found[1]
}
