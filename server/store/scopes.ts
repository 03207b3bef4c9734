import { sql } from 'kysely'
import type { Executor } from './engine.ts'
import { statement } from './statement.ts'

/** What a scope value means, in the words that operators and users read. */
export interface ScopeRecord {
  readonly dialect: string
  readonly value: string
  /** The API that it opens. */
  readonly resource: string
  readonly description: string
}

const ofDialect = statement<{ dialect: string }>()((db, p) =>
  db.selectFrom('scopes').selectAll().where('dialect', '=', p.dialect).orderBy('value'),
)

const put = statement<ScopeRecord>()((db, p) =>
  db
    .insertInto('scopes')
    .values({
      dialect: p.dialect,
      value: p.value,
      resource: p.resource,
      description: p.description,
    })
    .onConflict((c) =>
      c
        .columns(['dialect', 'value'])
        .doUpdateSet({ resource: p.resource, description: p.description }),
    ),
)

const remove = statement<{ dialect: string; value: string }>()((db, p) =>
  db.deleteFrom('scopes').where('dialect', '=', p.dialect).where('value', '=', p.value),
)

/** A walk over the clients, but for one scope that an operator wants to be rid of. */
const holder = statement<{ dialect: string; value: string }>()((db, p) =>
  db
    .selectFrom('clients')
    .select('id')
    .where('dialect', '=', p.dialect)
    .where('deleted_at', 'is', null)
    .where(
      sql<boolean>`replace(' ' || scopes || ' ', ' ' || ${p.value} || ' ', '')
        <> ' ' || scopes || ' '`,
    )
    .limit(1),
)

export function scopes(executor: Executor) {
  return {
    async ofDialect(dialect: string): Promise<ScopeRecord[]> {
      return executor.all(ofDialect, { dialect })
    },
    async remove(dialect: string, value: string): Promise<boolean> {
      return (await executor.run(remove, { dialect, value })) === 1
    },
    /** Whether a client has it. */
    async isHeld(dialect: string, value: string): Promise<boolean> {
      return (await executor.first(holder, { dialect, value })) !== undefined
    },
    async put(scope: ScopeRecord): Promise<void> {
      await executor.run(put, scope)
    },
  }
}
