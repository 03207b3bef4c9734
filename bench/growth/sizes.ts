import { statSync } from 'node:fs'
import { sql } from 'kysely'
import { openEngine, type StoreAddress } from '../../server/store/store.ts'

export interface TableSize {
  readonly table: string
  readonly rows: number
  /** With its indexes. */
  readonly bytes: number
}

/** Of every table that has more rows than a demo, the largest first. */
export async function tableSizes(address: StoreAddress): Promise<readonly TableSize[]> {
  const engine = await openEngine(address)
  try {
    return await engine.atLeisure(async (db) => {
      const found = await BYTES[engine.name].execute(db)
      const sizes: TableSize[] = []
      for (const { table, bytes } of found.rows) {
        const counted = sql<{ rows: number }>`select count(*) as rows from ${sql.table(table)}`
        const { rows } = await counted.execute(db)
        sizes.push({ table, rows: Number(rows[0]?.rows), bytes: Number(bytes) })
      }
      return sizes
    })
  } finally {
    await engine.close()
  }
}

type Bytes = { readonly table: string; readonly bytes: number }

const BYTES = {
  // An automatic index has no statement of its own, but it has a table.
  sqlite: sql<Bytes>`
    select m.tbl_name as "table", sum(s.pgsize) as bytes
    from dbstat s join sqlite_master m on m.name = s.name
    where m.tbl_name not like 'sqlite%' and m.tbl_name not like 'kysely%'
    group by m.tbl_name order by bytes desc`,
  postgres: sql<Bytes>`
    select c.relname as "table", pg_total_relation_size(c.oid) as bytes
    from pg_class c join pg_namespace n on n.oid = c.relnamespace
    where c.relkind = 'r' and n.nspname = current_schema() and c.relname not like 'kysely%'
    order by bytes desc`,
} as const

/** In megabytes; 0 where there is none. */
export function fileMb(file: string): number {
  return (statSync(file, { throwIfNoEntry: false })?.size ?? 0) / 1e6
}
