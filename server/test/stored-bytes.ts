// Everything that a mint has stored, as text to search in: the bytes of its files, and of a
// PostgreSQL every row of every table besides, as whoever copies the database would have them.
import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Mint } from './mint.ts'
import { queryOnce, testCluster } from './postgres.ts'

/** By the name of the place. Latin-1 keeps every byte findable. */
export type Stored = ReadonlyMap<string, string>

/** demo.json hands out the demo credentials on purpose; it is left out. */
export async function storedBytes({ dataDir, env }: Mint): Promise<Stored> {
  const stored = new Map(filesIn(dataDir).filter(([path]) => !path.endsWith('demo.json')))
  const url = env.MINTMARK_DATABASE_URL ?? ''
  if (url === '') return stored
  for (const [name, rows] of await rowsIn(url)) stored.set(name, rows)
  const { folder } = await testCluster()
  if (folder === undefined) return stored
  // What is only in memory yet would be missed.
  await queryOnce(url, 'checkpoint')
  for (const path of await relationFiles(url)) {
    const file = join(folder, path)
    if (existsSync(file)) stored.set(path, readFileSync(file, 'latin1'))
  }
  return stored
}

/** Rows as PostgreSQL writes them down, and the bytes of each column of bytes by themselves. */
async function rowsIn(url: string): Promise<Map<string, string>> {
  const tables = await queryOnce(url, "select tablename from pg_tables where schemaname = 'public'")
  const found = new Map<string, string>()
  for (const { tablename } of tables.rows) {
    const written = await queryOnce(url, `select one::text from ${tablename} as one`)
    const parsed = await queryOnce(url, `select * from ${tablename}`)
    const values = parsed.rows.flatMap((row) => Object.values(row))
    const bytes = values.filter((value) => Buffer.isBuffer(value))
    const texts = written.rows.map((row) => String(row.one))
    found.set(tablename, [...texts, ...bytes.map((one) => one.toString('latin1'))].join('\n'))
  }
  return found
}

/** Of tables, indexes and what is stored beside them; rows that were removed still lie there. */
async function relationFiles(url: string): Promise<readonly string[]> {
  const own = "n.nspname in ('public', 'pg_toast') and c.oid >= 16384 and c.relfilenode <> 0"
  const { rows } = await queryOnce(
    url,
    `select pg_relation_filepath(c.oid) as path
     from pg_class c join pg_namespace n on n.oid = c.relnamespace where ${own}`,
  )
  return rows.map((row) => String(row.path))
}

function filesIn(folder: string): readonly (readonly [string, string])[] {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => {
      const path = join(entry.parentPath, entry.name)
      return [path, readFileSync(path, 'latin1')] as const
    })
}
