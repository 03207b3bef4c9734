import { type AliasedRawBuilder, type Compilable, type Kysely, sql } from 'kysely'
import type { Schema } from './schema.ts'

/**
 * A query that is built and compiled once per engine and then run with named parameters. Building
 * a Kysely query costs more than running it on SQLite, so nothing is built per request.
 */
export interface Statement<P extends object, Row> {
  readonly build: (db: Kysely<Schema>, parameters: P) => Compilable<Row>
  /** The same for many calls at once, where a round trip costs more than a row. */
  readonly together?: Together<P>
}

/**
 * Reads or changes as `build` does for each row of a table `asked`, in which every call has one.
 * What it answers, or a row for each row changed, bears the number of its call.
 */
export interface Together<P extends object> {
  /** The parameters and their types in PostgreSQL. */
  readonly columns: Readonly<Record<keyof P, string>>
  readonly build: (db: Kysely<Schema>, asked: Asked<P>) => Compilable<{ readonly call: number }>
}

export type Asked<P extends object> = AliasedRawBuilder<P & { readonly call: number }, 'asked'>

export function statement<P extends object>() {
  return <Row>(
    build: (db: Kysely<Schema>, parameters: P) => Compilable<Row>,
    together?: Together<P>,
  ): Statement<P, Row> => (together === undefined ? { build } : { build, together })
}

/** The form of a statement that takes the calls as one parameter: a JSON array. */
export function statementTogether<P extends object>({
  columns,
  build,
}: Together<P>): Statement<{ readonly calls: string }, { readonly call: number }> {
  const types = Object.entries(columns).map(([name, type]) => `${name} ${type}`)
  const alias = sql.raw(`asked (call integer, ${types.join(', ')})`)
  return {
    build: (db, { calls }) =>
      build(
        db,
        sql<P & { readonly call: number }>`json_to_recordset(${calls}::json)`.as<'asked'>(alias),
      ),
  }
}

export interface CompiledStatement {
  readonly sql: string
  /** A name where the caller's value goes, or a constant of the query itself. */
  readonly slots: readonly (Placeholder | unknown)[]
}

export class Placeholder {
  readonly name: string

  constructor(name: string) {
    this.name = name
  }
}

/** Builds the query once, with a placeholder for every parameter that it names. */
export function compile<P extends object, Row>(
  db: Kysely<Schema>,
  statement: Statement<P, Row>,
): CompiledStatement {
  const placeholders = new Proxy({} as P, {
    get: (_, name) => new Placeholder(String(name)),
  })
  const compiled = statement.build(db, placeholders).compile()
  return { sql: compiled.sql, slots: compiled.parameters }
}

export function bind(slots: readonly unknown[], parameters: object): unknown[] {
  const values = new Array<unknown>(slots.length)
  for (let i = 0; i < slots.length; i += 1) {
    const slot = slots[i]
    values[i] =
      slot instanceof Placeholder
        ? ((parameters as Record<string, unknown>)[slot.name] ?? null)
        : slot
  }
  return values
}
