import type { Executor } from './engine.ts'
import { statement } from './statement.ts'

const byName = statement<{ name: string }>()((db, p) =>
  db.selectFrom('facts').select('text').where('name', '=', p.name),
)
const put = statement<{ name: string; text: string }>()((db, p) =>
  db
    .insertInto('facts')
    .values({ name: p.name, text: p.text })
    .onConflict((c) => c.column('name').doUpdateSet({ text: p.text })),
)
const one = statement<Record<never, never>>()((db) =>
  db.selectFrom('organizations').selectAll().orderBy('id').limit(1),
)
const insert = statement<{ id: number; name: string; at: number }>()((db, p) =>
  db
    .insertInto('organizations')
    .values({ id: p.id, name: p.name, created_at: p.at })
    .onConflict((c) => c.column('id').doNothing()),
)

/** Single facts about this installation, by name. */
export function facts(executor: Executor) {
  return {
    async load(name: string): Promise<string | undefined> {
      return (await executor.first(byName, { name }))?.text
    },
    async put(name: string, text: string): Promise<void> {
      await executor.run(put, { name, text })
    },
  }
}

export function organizations(executor: Executor) {
  return {
    async first(): Promise<{ id: number; name: string } | undefined> {
      const row = await executor.first(one, {})
      return row && { id: row.id, name: row.name }
    },
    /** Adding one that is there changes nothing. */
    async add(id: number, name: string, at: number): Promise<void> {
      await executor.run(insert, { id, name, at })
    },
  }
}
