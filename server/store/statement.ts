import type { Compilable, Kysely } from 'kysely'
import type { Schema } from './schema.ts'

/**
 * A query that is built and compiled once per engine and then run with named parameters. Building
 * a Kysely query costs more than running it on SQLite, so nothing is built per request.
 */
export interface Statement<P extends object, Row> {
  readonly build: (db: Kysely<Schema>, parameters: P) => Compilable<Row>
}

export function statement<P extends object>() {
  return <Row>(
    build: (db: Kysely<Schema>, parameters: P) => Compilable<Row>,
  ): Statement<P, Row> => ({
    build,
  })
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
