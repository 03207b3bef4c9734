import type { Executor } from './engine.ts'
import type { Schema } from './schema.ts'
import { statement } from './statement.ts'

/** What operators made of the configured regions; one with the same name takes its place. */
export interface RegionRecord {
  readonly name: string
  readonly tokenHost: string
  readonly apiHost: string
  /** Hosts that are not known belong to it. */
  readonly isDefault: boolean
}

type Row = Schema['regions']

const all = statement<Record<never, never>>()((db) =>
  db.selectFrom('regions').selectAll().orderBy('name'),
)

const put = statement<Row>()((db, p) => {
  const changed = { token_host: p.token_host, api_host: p.api_host, is_default: p.is_default }
  return db
    .insertInto('regions')
    .values({ name: p.name, ...changed })
    .onConflict((c) => c.column('name').doUpdateSet(changed))
})

const unsetDefault = statement<{ name: string }>()((db, p) =>
  db.updateTable('regions').set({ is_default: 0 }).where('name', '<>', p.name),
)

const remove = statement<{ name: string }>()((db, p) =>
  db.deleteFrom('regions').where('name', '=', p.name),
)

export function regions(executor: Executor) {
  return {
    async all(): Promise<RegionRecord[]> {
      return (await executor.all(all, {})).map((row) => ({
        name: row.name,
        tokenHost: row.token_host,
        apiHost: row.api_host,
        isDefault: row.is_default === 1,
      }))
    },
    /** The default one takes that from whichever had it. */
    async put({ name, tokenHost, apiHost, isDefault }: RegionRecord): Promise<void> {
      if (isDefault) await executor.run(unsetDefault, { name })
      const is_default = isDefault ? 1 : 0
      await executor.run(put, { name, token_host: tokenHost, api_host: apiHost, is_default })
    },
    async remove(name: string): Promise<boolean> {
      return (await executor.run(remove, { name })) === 1
    },
  }
}
