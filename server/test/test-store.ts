// Which engine this run of the tests is about: MINTMARK_TEST_STORE is `sqlite` or `postgres`, and
// `npm test` takes both in turn. A test that reads it, through mint.ts or open-core.ts, runs twice.
import { freshDatabase } from './postgres.ts'

export type TestStore = 'sqlite' | 'postgres'

export const testStore: TestStore = read(process.env.MINTMARK_TEST_STORE ?? 'sqlite')

/** A mint of a test is never asked for much at once; many mints share the cluster. */
const CONNECTIONS_MAX = '6'
/** On a busy machine it may take a while until the cluster lets somebody in. */
const WAIT_SEC = '20'

/** How long a mint of a test lets a request wait for the store, unless the test is about that. */
export const PATIENT_SEC = 20

/** What a run of many files has furnished for all of them; a file that is tested alone has none. */
export const furnished: Furnished | undefined =
  JSON.parse(process.env.MINTMARK_TEST_FURNISHED ?? 'null') ?? undefined

export interface Furnished {
  readonly folder: string
  /** On PostgreSQL: the database that is copied along. */
  readonly database?: string
}

const databases = new Map<string, Promise<string>>()

/**
 * The settings that give a mint on this data folder its store. The same folder has the same
 * database again, so that a mint may crash and come back.
 */
export async function storeSettings(
  dataDir: string,
  isCopy = false,
): Promise<Readonly<Record<string, string>>> {
  // Said rather than left out: what the shell of a developer names is not ours to write in.
  if (testStore === 'sqlite') return { MINTMARK_DATABASE_URL: '' }
  const database = databases.get(dataDir) ?? freshDatabase(isCopy ? furnished?.database : undefined)
  databases.set(dataDir, database)
  return {
    MINTMARK_DATABASE_URL: await database,
    MINTMARK_DATABASE_CONNECTIONS_MAX: CONNECTIONS_MAX,
    MINTMARK_DATABASE_WAIT_SEC: WAIT_SEC,
  }
}

function read(name: string): TestStore {
  if (name === 'sqlite' || name === 'postgres') return name
  throw new Error(`MINTMARK_TEST_STORE is sqlite or postgres, not ${name}.`)
}
