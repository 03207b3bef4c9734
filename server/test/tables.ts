// What really stands in a mint's tables, asked of the database itself while the mint serves.
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import type { Mint } from './mint.ts'
import { queryOnce } from './postgres.ts'

/** Another program may hold the file for a moment. */
const BUSY_WAIT_MS_MAX = 5_000

export interface Tables {
  /** How many rows a table has, or so many of them as the condition takes. */
  count(table: string, condition?: string): Promise<number>
  /** Runs a statement beside the mint; `blob` writes bytes in it. */
  run(statement: (blob: (hex: string) => string) => string): Promise<void>
}

export function tablesOf(mint: Mint): Tables {
  const url = mint.env.MINTMARK_DATABASE_URL ?? ''
  const counting = (table: string, condition: string) =>
    `select count(*) as rows from ${table} where ${condition}`
  if (url !== '') {
    return {
      async count(table, condition = '1 = 1') {
        const { rows } = await queryOnce(url, counting(table, condition))
        return Number(rows[0]?.rows)
      },
      run: async (statement) =>
        void (await queryOnce(
          url,
          statement((hex) => `'\\x${hex}'`),
        )),
    }
  }
  const file = join(mint.dataDir, 'mintmark.db')
  const within = <T>(readOnly: boolean, work: (database: DatabaseSync) => T): T => {
    const database = new DatabaseSync(file, { readOnly, timeout: BUSY_WAIT_MS_MAX })
    try {
      return work(database)
    } finally {
      database.close()
    }
  }
  return {
    async count(table, condition = '1 = 1') {
      const row = within(true, (database) => database.prepare(counting(table, condition)).get())
      return Number(row?.rows)
    },
    run: async (statement) =>
      within(false, (database) => database.exec(statement((hex) => `x'${hex}'`))),
  }
}
