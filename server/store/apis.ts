import type { Executor } from './engine.ts'
import { statement } from './statement.ts'

/**
 * An API that the gateway stands before. What it is like is one document, read and written whole:
 * half a rule would be another rule. The store does not know what is in it.
 */
export interface ApiRecord {
  readonly name: string
  /** JSON. */
  readonly document: string
  readonly createdAt: number
  readonly updatedAt: number
}

const all = statement<Record<never, never>>()((db) =>
  db.selectFrom('apis').selectAll().orderBy('name'),
)

const put = statement<{ name: string; document: string; at: number }>()((db, p) =>
  db
    .insertInto('apis')
    .values({ name: p.name, document: p.document, created_at: p.at, updated_at: p.at })
    .onConflict((c) => c.column('name').doUpdateSet({ document: p.document, updated_at: p.at })),
)

const remove = statement<{ name: string }>()((db, p) =>
  db.deleteFrom('apis').where('name', '=', p.name),
)

export function apis(executor: Executor) {
  return {
    /** By name. */
    async all(): Promise<ApiRecord[]> {
      return (await executor.all(all, {})).map((row) => ({
        name: row.name,
        document: row.document,
        createdAt: row.created_at,
        updatedAt: row.updated_at,
      }))
    },
    /** One that is there keeps the instant at which it was made. */
    async put(name: string, document: string, at: number): Promise<void> {
      await executor.run(put, { name, document, at })
    },
    async remove(name: string): Promise<boolean> {
      return (await executor.run(remove, { name })) === 1
    },
  }
}
