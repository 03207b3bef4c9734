import type { ColumnDataType, Kysely, RawBuilder } from 'kysely'
import type { Awaitable } from '../protocol/awaitable.ts'
import type { NewNotice } from './notices.ts'
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

/** What is done in one transaction. */
export interface Work<T> {
  run(executor: Executor): Awaitable<T>
  /** What it has to tell once it has run; written last. */
  news(): readonly NewNotice[]
  /**
   * What it is about. A work that says so may share a transaction with works about other things:
   * it waits for nothing but its executor and may be run again from the start.
   */
  readonly about: string | undefined
}

/** Where nodes count together, in the form that the limiter's library expects. */
export interface SharedCounters {
  readonly client: unknown
  readonly table: string
}

/** PostgreSQL takes 8,000 bytes (NOTIFY), the topic among them. */
export const WORD_BYTES_MAX = 7_900

/** One database product. Everything above it is written once. */
export interface Engine {
  readonly name: 'sqlite' | 'postgres'
  readonly types: ColumnTypes
  /** For migrations and for queries whose shape depends on the request. Reads only. */
  readonly kysely: Kysely<Schema>
  /** The same for work that takes as long as it takes, such as a migration. */
  atLeisure<T>(work: (kysely: Kysely<Schema>) => Promise<T>): Promise<T>
  /** Sees committed facts only. */
  readonly reader: Executor
  /**
   * Runs the work inside a commit group: it is answered when its effects are durable. A
   * `ProtocolError` is a decision: it commits what was done and is then thrown. Anything else
   * undoes this work alone.
   */
  transaction<T>(work: Work<T>): Promise<T>
  /** `undefined` where one process is all there is. */
  readonly counters: SharedCounters | undefined
  /**
   * Runs the job while no other node runs one of that name. Where one does, the job waits or, if
   * it need not be done twice, is left out and answers `undefined`.
   */
  exclusively<T>(
    name: string,
    whenTaken: 'wait' | 'leave',
    job: () => Promise<T>,
  ): Promise<T | undefined>
  /**
   * Calls back when another node may have written notices, and with every word that any node, this
   * one too, has said; answers how to stop.
   */
  hearNodes?(onNotice: () => void, onWord: (word: string) => void): () => Promise<void>
  /**
   * Says a word of at most `WORD_BYTES_MAX` to all nodes that listen at the moment; nothing of it
   * is kept. `undefined` where one process is all there is.
   */
  tellNodes?(word: string): Promise<void>
  /** Throws where what is read may be old without anybody knowing. */
  assertCurrent?(): Promise<void>
  /** Milliseconds by which the clock that all nodes share is ahead of this machine's. */
  aheadMs?(): Promise<number>
  close(): Promise<void>
}
