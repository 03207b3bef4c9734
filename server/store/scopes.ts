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

export function scopes(executor: Executor) {
  return {
    async ofDialect(dialect: string): Promise<ScopeRecord[]> {
      return executor.all(ofDialect, { dialect })
    },
    async put(scope: ScopeRecord): Promise<void> {
      await executor.run(put, scope)
    },
  }
}
