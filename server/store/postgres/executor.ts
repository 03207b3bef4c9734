import { hash } from 'node:crypto'
import type { Kysely } from 'kysely'
import type { Executor } from '../engine.ts'
import { raise } from '../failure.ts'
import type { Schema } from '../schema.ts'
import { bind, type CompiledStatement, compile, type Statement } from '../statement.ts'
import type { Query, RunQuery } from './pool.ts'

const NAME_CHARACTERS = 32

interface Ready extends CompiledStatement {
  /** Absent where statements are not prepared under a name. */
  readonly name: string | undefined
}

/** Statements compiled so far; all connections share them. */
export interface Prepared {
  readonly kysely: Kysely<Schema>
  readonly isNamed: boolean
  readonly ready: Map<Statement<never, unknown>, Ready>
}

export function executorOn(run: RunQuery, prepared: Prepared): Executor {
  const call = <P extends object, Row>(statement: Statement<P, Row>, parameters: P) => {
    const { name, sql: text, slots } = readyFor(prepared, statement)
    const values = bind(slots, parameters)
    const query: Query = name === undefined ? { text, values } : { name, text, values }
    return run(query).catch(raise)
  }
  // The rows' types are the statement's own: Kysely inferred them from the schema.
  return {
    all: async <P extends object, Row>(statement: Statement<P, Row>, parameters: P) =>
      (await call(statement, parameters)).rows as Row[],
    first: async <P extends object, Row>(statement: Statement<P, Row>, parameters: P) =>
      (await call(statement, parameters)).rows[0] as Row | undefined,
    run: async <P extends object, Row>(statement: Statement<P, Row>, parameters: P) =>
      (await call(statement, parameters)).rowCount ?? 0,
  }
}

function readyFor<P extends object, Row>(prepared: Prepared, statement: Statement<P, Row>): Ready {
  const key = statement as unknown as Statement<never, unknown>
  const known = prepared.ready.get(key)
  if (known !== undefined) return known
  const compiled = compile(prepared.kysely, statement)
  // The same text has the same name on every node: a pooler may share what it names.
  const name = hash('sha256', compiled.sql).slice(0, NAME_CHARACTERS)
  const made = { ...compiled, name: prepared.isNamed ? name : undefined }
  prepared.ready.set(key, made)
  return made
}
