import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { FOLDER, SYNCHRONOUS } from './seeds.mjs'

/** The same SQLite that Mintmark uses, tuned as its makers advise; durable as the run asks. */
export function openDatabase() {
  const database = new DatabaseSync(join(FOLDER, 'peer.db'))
  database.exec('pragma journal_mode=wal')
  database.exec(`pragma synchronous=${SYNCHRONOUS}`)
  database.exec('pragma cache_size=-65536')
  return database
}

/** Seeds are stored in one commit: what they take is nobody's measure. */
export async function inOneCommit(database, work) {
  database.exec('begin')
  try {
    return await work()
  } finally {
    database.exec('commit')
  }
}
