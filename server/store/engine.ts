import type { ColumnDataType, Kysely, RawBuilder } from 'kysely'
import type { Awaitable } from '../protocol/awaitable.ts'
import type { Schema } from './schema.ts'
import type { Statement } from './statement.ts'

/** What a column is called on this engine. */
export interface ColumnTypes {
  readonly id: ColumnDataType | RawBuilder<unknown>
  readonly reference: ColumnDataType
  readonly instant: ColumnDataType
  readonly bytes: ColumnDataType
}

/** Runs prepared statements on one connection; answers at once or later, as the engine can. */
export interface Executor {
  all<P extends object, Row>(statement: Statement<P, Row>, parameters: P): Awaitable<Row[]>
  first<P extends object, Row>(
    statement: Statement<P, Row>,
    parameters: P,
  ): Awaitable<Row | undefined>
  /** How many rows changed. */
  run<P extends object, Row>(statement: Statement<P, Row>, parameters: P): Awaitable<number>
}

/** One database product. Everything above it is written once. */
export interface Engine {
  readonly name: 'sqlite'
  readonly types: ColumnTypes
  /** For migrations and for queries whose shape depends on the request. Reads only. */
  readonly kysely: Kysely<Schema>
  /** Sees committed facts only. */
  readonly reader: Executor
  /**
   * Runs the work inside a commit group: it is answered when its effects are durable. A
   * `ProtocolError` is a decision: it commits what was done and is then thrown. Anything else
   * undoes this work alone.
   */
  transaction<T>(work: (executor: Executor) => Awaitable<T>): Promise<T>
  close(): Promise<void>
}
