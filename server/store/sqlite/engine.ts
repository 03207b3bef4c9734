import { DatabaseSync, type SQLInputValue, type StatementSync } from 'node:sqlite'
import { setTimeout as pause } from 'node:timers/promises'
import { Kysely, type SqliteDatabase, SqliteDialect, sql } from 'kysely'
import type { Engine, Executor } from '../engine.ts'
import { isBusy, StoreUnavailable } from '../failure.ts'
import type { Schema } from '../schema.ts'
import { bind, compile, type Statement } from '../statement.ts'
import { runAndTell } from '../telling.ts'
import { CommitGroup } from './commit-group.ts'

const WAL_BYTES_KEPT = 16 * 1024 * 1024
/** Another process, such as a command, may hold the write lock for a moment. */
const BUSY_WAIT_MS_MAX = 700
const BUSY_RETRY_MS = 10
/** SQLite's own waiting keeps everybody else waiting too: it is for the start, when nobody is. */
const OPEN_WAIT_MS_MAX = 5_000

/**
 * The embedded engine: one writer, one reader, write-ahead log, a sync on every commit
 * (`synchronous=FULL`), so that an acknowledged act survives a power cut.
 */
export function openSqlite(file: string): Engine {
  const writer = open(file)
  const isMemory = file === ':memory:'
  // A second connection never sees a commit group that is still open. A memory database has one.
  const reader = isMemory ? writer : open(file)
  if (!isMemory) reader.exec('pragma busy_timeout=100')
  assertDurable(writer, isMemory)
  const kysely = new Kysely<Schema>({ dialect: new SqliteDialect({ database: forKysely(writer) }) })
  const writing = executorOn(writer, kysely)
  const group = new CommitGroup(writing, {
    begin: patiently(prepared(writer, 'begin immediate')),
    commit: prepared(writer, 'commit'),
    rollback: prepared(writer, 'rollback'),
    mark: prepared(writer, 'savepoint one'),
    undo: prepared(writer, 'rollback to one'),
    release: prepared(writer, 'release one'),
  })
  return {
    name: 'sqlite',
    types: {
      id: sql`integer primary key autoincrement`,
      reference: 'integer',
      instant: 'integer',
      bytes: 'blob',
    },
    kysely,
    async atLeisure(work) {
      writer.exec(`pragma busy_timeout=${OPEN_WAIT_MS_MAX}`)
      try {
        return await work(kysely)
      } finally {
        writer.exec('pragma busy_timeout=0')
      }
    },
    reader: isMemory ? writing : readingOn(writer, writing, executorOn(reader, kysely)),
    transaction: (work) => group.run((executor) => runAndTell(work, executor)),
    counters: undefined,
    exclusively: (_name, _whenTaken, job) => job(),
    async close() {
      await group.drain()
      if (!isMemory) reader.close()
      if (!isMemory) checkpoint(writer)
      writer.close()
    },
  }
}

function open(file: string): DatabaseSync {
  const database = new DatabaseSync(file, { timeout: OPEN_WAIT_MS_MAX })
  database.exec('pragma journal_mode=wal; pragma synchronous=full; pragma foreign_keys=on;')
  database.exec('pragma cache_size=-65536; pragma temp_store=memory;')
  // It is checkpointed every 1,000 pages. Whoever reads for long, as a backup does, lets it grow;
  // then it must become small again.
  database.exec(`pragma journal_size_limit=${WAL_BYTES_KEPT};`)
  return database
}

/** Fails at start rather than after a power cut. */
function assertDurable(database: DatabaseSync, isMemory: boolean): void {
  const sync = database.prepare('pragma synchronous').get()?.synchronous
  const journal = database.prepare('pragma journal_mode').get()?.journal_mode
  if (isMemory) return
  if (sync !== 2 || journal !== 'wal') {
    throw new Error(`SQLite is not durable here: synchronous=${sync}, journal_mode=${journal}.`)
  }
}

function prepared(database: DatabaseSync, text: string): () => void {
  const statement = database.prepare(text)
  return () => {
    try {
      statement.run()
    } catch (cause) {
      throw new StoreUnavailable(cause)
    }
  }
}

/** Waits for the lock without keeping the event loop: whoever only reads goes on. */
function patiently(begin: () => void): () => Promise<void> {
  return async () => {
    const until = performance.now() + BUSY_WAIT_MS_MAX
    for (;;) {
      try {
        return begin()
      } catch (thrown) {
        if (!isBusy(thrown) || performance.now() >= until) throw thrown
      }
      await pause(BUSY_RETRY_MS)
    }
  }
}

/** What stays in the log for want of room, or of a lock, is found there at the next start. */
function checkpoint(database: DatabaseSync): void {
  try {
    database.exec('pragma wal_checkpoint(truncate)')
  } catch (thrown) {
    const cause = StoreUnavailable.unlessOurs(thrown)
    if (!(cause instanceof StoreUnavailable)) throw cause
  }
}

/**
 * A row comes as a list and becomes an object here: one that the driver makes has no shape that V8
 * knows, and to read its columns takes longer than to read the row.
 */
function executorOn(database: DatabaseSync, kysely: Kysely<Schema>): Executor {
  interface Ready {
    readonly native: StatementSync
    readonly slots: readonly unknown[]
    readonly columns: readonly string[]
  }
  const cache = new Map<Statement<never, unknown>, Ready>()
  const ready = <P extends object, Row>(statement: Statement<P, Row>): Ready => {
    const key = statement as unknown as Statement<never, unknown>
    const known = cache.get(key)
    if (known !== undefined) return known
    const { sql: text, slots } = compile(kysely, statement)
    const native = database.prepare(text)
    native.setReturnArrays(true)
    const made = { native, slots, columns: native.columns().map(({ name }) => name) }
    cache.set(key, made)
    return made
  }
  const call = <P extends object, Row, T>(
    statement: Statement<P, Row>,
    parameters: P,
    use: (ready: Ready, values: SQLInputValue[]) => T,
  ): T => {
    const found = ready(statement)
    try {
      return use(found, bind(found.slots, parameters) as SQLInputValue[])
    } catch (cause) {
      throw StoreUnavailable.unlessOurs(cause)
    }
  }
  // The rows' types are the statement's own: Kysely inferred them from the schema.
  return {
    all: <P extends object, Row>(statement: Statement<P, Row>, parameters: P) =>
      call(statement, parameters, ({ native, columns }, values) =>
        native.all(...values).map((row) => inColumns(columns, row) as Row),
      ),
    first: <P extends object, Row>(statement: Statement<P, Row>, parameters: P) =>
      call(statement, parameters, ({ native, columns }, values) => {
        const row = native.get(...values)
        return row && (inColumns(columns, row) as Row)
      }),
    run: <P extends object, Row>(statement: Statement<P, Row>, parameters: P) =>
      call(statement, parameters, ({ native }, values) => Number(native.run(...values).changes)),
  }
}

function inColumns(columns: readonly string[], values: unknown): Record<string, unknown> {
  const row: Record<string, unknown> = {}
  for (let at = 0; at < columns.length; at += 1) {
    row[columns[at] as string] = (values as readonly unknown[])[at]
  }
  return row
}

/**
 * After each commit a connection that did not make it begins with an empty cache. So the writer
 * reads for everybody, but while its own transaction is open: then only the other sees committed
 * facts alone.
 */
function readingOn(writer: DatabaseSync, writing: Executor, beside: Executor): Executor {
  const executor = () => (writer.isTransaction ? beside : writing)
  return {
    all: (statement, parameters) => executor().all(statement, parameters),
    first: (statement, parameters) => executor().first(statement, parameters),
    run: (statement, parameters) => executor().run(statement, parameters),
  }
}

/** node:sqlite in the form that Kysely's own SQLite driver expects. */
export function forKysely(database: DatabaseSync): SqliteDatabase {
  return {
    close: () => {},
    prepare(text) {
      const statement = database.prepare(text)
      const values = (parameters: readonly unknown[]) => parameters as SQLInputValue[]
      return {
        reader: statement.columns().length > 0,
        all: (parameters) => statement.all(...values(parameters)),
        run: (parameters) => statement.run(...values(parameters)),
        iterate: (parameters) => statement.iterate(...values(parameters)),
      }
    },
  }
}
