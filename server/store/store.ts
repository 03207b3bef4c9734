import type { Awaitable } from '../protocol/awaitable.ts'
import type { Engine, Executor } from './engine.ts'
import { isDecision, OutOfTime, StoreUnavailable } from './failure.ts'
import { migrate, pendingMigrations } from './migrations/index.ts'
import { NoticeBoard } from './notice-board.ts'
import type { NewNotice } from './notices.ts'
import type { PostgresAddress } from './postgres/engine.ts'
import { type Records, recordsOn } from './records.ts'
import { openSqlite } from './sqlite/engine.ts'

export interface Store extends Records, Pick<Engine, 'counters' | 'exclusively' | 'aheadMs'> {
  /** See `Engine.tellNodes`: what is said under a topic is heard under it. */
  tellNodes?(topic: Topic, word: string): Promise<void>
  /** Calls back with every word that a node says on the topic, this one too. */
  onWord(topic: Topic, hear: (word: string) => void): void
  readonly board: NoticeBoard
  /**
   * See `Engine.transaction`: durable when it answers, and a refusal commits. A revocation that
   * it wrote is in force in this process before it answers.
   *
   * `about` names the one thing that it decides on, such as `family 7`, where it may share a
   * transaction with works about other things (see `Work`).
   */
  transaction<T>(work: (records: Records) => Awaitable<T>, about?: string): Promise<T>
  /** Throws unless it reads and, where it could not write last time, writes again. */
  probe(): Promise<void>
  close(): Promise<void>
}

/** What nodes tell each other about; nothing of it is kept. */
export type Topic = 'room' | 'limits'

/** Path of the database file, or `:memory:`; or where PostgreSQL is. */
export type StoreAddress = { readonly file: string } | PostgresAddress

const STALENESS_MS_MAX = 10_000
/** A fact that is only written to see whether facts can be written. */
const PROBE = 'write_probe'

/** Opens and brings up to date. The engine is chosen here and nowhere else. */
export async function openStore(
  address: StoreAddress,
  stalenessMsMax = STALENESS_MS_MAX,
): Promise<Store> {
  const engine = await openEngine(address)
  try {
    await engine.atLeisure((db) => migrate(db, engine.types))
  } catch (thrown) {
    await engine.close()
    throw thrown
  }
  return storeOn(engine, stalenessMsMax)
}

export async function openEngine(address: StoreAddress): Promise<Engine> {
  if ('file' in address) return openSqlite(address.file)
  // Loaded only where it is used: most installations have no PostgreSQL.
  const { openPostgres } = await import('./postgres/engine.ts')
  return openPostgres(address)
}

/** What `openStore` would still have to do, without doing it. */
export async function readPendingMigrations(address: StoreAddress): Promise<readonly string[]> {
  const engine = await openEngine(address)
  try {
    return await pendingMigrations(engine.kysely, engine.types)
  } finally {
    await engine.close()
  }
}

function storeOn(engine: Engine, stalenessMsMax: number): Store {
  const reading = recordsOn(engine.reader)
  const source: Pick<Records['notices'], 'from'> = {
    async from(first, limit) {
      await engine.assertCurrent?.()
      return reading.notices.from(first, limit)
    },
  }
  const board = new NoticeBoard(source, stalenessMsMax)
  const known = new WeakMap<Executor, Records>()
  const recordsFor = (executor: Executor): Records => {
    const records = known.get(executor) ?? recordsOn(executor)
    known.set(executor, records)
    return records
  }
  const hearers: { readonly topic: Topic; hear(word: string): void }[] = []
  const stopHearing = engine.hearNodes?.(
    () => void board.follow().catch(() => {}),
    (word) => {
      const space = word.indexOf(' ')
      const topic = word.slice(0, space)
      for (const one of hearers) if (one.topic === topic) one.hear(word.slice(space + 1))
    },
  )
  let isWriting = true
  const transaction: Store['transaction'] = async (work, about) => {
    let news: NewNotice[] = []
    const add = async (notice: NewNotice) => void news.push(notice)
    const settled = () => {
      isWriting = true
      board.heed(news)
    }
    try {
      const value = await engine.transaction({
        run(executor) {
          news = []
          const records = recordsFor(executor)
          return work({ ...records, notices: { ...records.notices, add } })
        },
        news: () => news,
        about,
      })
      settled()
      return value
    } catch (thrown) {
      if (isDecision(thrown)) settled()
      else if (thrown instanceof StoreUnavailable && !(thrown instanceof OutOfTime)) {
        isWriting = false
      }
      throw thrown
    }
  }
  return {
    ...reading,
    board,
    counters: engine.counters,
    exclusively: engine.exclusively,
    ...(engine.aheadMs === undefined ? {} : { aheadMs: engine.aheadMs }),
    ...tellingOn(engine),
    onWord: (topic, hear) => void hearers.push({ topic, hear }),
    transaction,
    async probe() {
      await reading.facts.load('schema')
      if (!isWriting) await transaction((records) => records.facts.put(PROBE, 'written'))
    },
    async close() {
      board.close()
      await stopHearing?.()
      await engine.close()
    },
  }
}

function tellingOn({ tellNodes }: Engine): Pick<Store, 'tellNodes'> {
  if (tellNodes === undefined) return {}
  return { tellNodes: (topic, word) => tellNodes(`${topic} ${word}`) }
}
