import type { Awaitable } from '../protocol/awaitable.ts'
import type { Engine, Executor } from './engine.ts'
import { migrate, pendingMigrations } from './migrations/index.ts'
import { NoticeBoard } from './notice-board.ts'
import { type Records, recordsOn } from './records.ts'
import { openSqlite } from './sqlite.ts'

export interface Store extends Records {
  readonly board: NoticeBoard
  /**
   * See `Engine.transaction`: durable when it answers, and a refusal commits. A revocation that
   * it wrote is in force in this process before it answers.
   */
  transaction<T>(work: (records: Records) => Awaitable<T>): Promise<T>
  close(): Promise<void>
}

export interface StoreAddress {
  /** Path of the database file, or `:memory:`. */
  readonly file: string
}

/** Opens and brings up to date. The engine is chosen here and nowhere else. */
export async function openStore(address: StoreAddress): Promise<Store> {
  const engine = openSqlite(address.file)
  await migrate(engine.kysely, engine.types)
  return storeOn(engine)
}

/** What `openStore` would still have to do, without doing it. */
export async function readPendingMigrations(address: StoreAddress): Promise<readonly string[]> {
  const engine = openSqlite(address.file)
  try {
    return await pendingMigrations(engine.kysely, engine.types)
  } finally {
    await engine.close()
  }
}

function storeOn(engine: Engine): Store {
  const reading = recordsOn(engine.reader)
  const board = new NoticeBoard(reading.notices)
  const known = new WeakMap<Executor, Records>()
  const recordsFor = (executor: Executor): Records => {
    const records = known.get(executor) ?? recordsOn(executor)
    known.set(executor, records)
    return records
  }
  return {
    ...reading,
    board,
    async transaction(work) {
      let hasNews = false
      try {
        return await engine.transaction((executor) => {
          const records = recordsFor(executor)
          const add: Records['notices']['add'] = (notice) => {
            hasNews = true
            return records.notices.add(notice)
          }
          return work({ ...records, notices: { ...records.notices, add } })
        })
      } finally {
        if (hasNews) await board.follow()
      }
    },
    async close() {
      board.close()
      await engine.close()
    },
  }
}
