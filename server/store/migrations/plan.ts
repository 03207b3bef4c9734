import {
  type Dialect,
  DummyDriver,
  Kysely,
  PostgresAdapter,
  PostgresIntrospector,
  PostgresQueryCompiler,
  SqliteAdapter,
  SqliteIntrospector,
  SqliteQueryCompiler,
} from 'kysely'
import type { ColumnTypes, Engine } from '../engine.ts'
import { openEngine, type StoreAddress } from '../store.ts'
import { pendingMigrations, STEPS } from './index.ts'

export interface PlannedStep {
  readonly name: string
  /** What the step would say to the engine, in order. */
  readonly statements: readonly string[]
}

type Parts = Pick<Dialect, 'createAdapter' | 'createIntrospector' | 'createQueryCompiler'>

const PARTS: Readonly<Record<Engine['name'], Parts>> = {
  sqlite: {
    createAdapter: () => new SqliteAdapter(),
    createIntrospector: (db) => new SqliteIntrospector(db),
    createQueryCompiler: () => new SqliteQueryCompiler(),
  },
  postgres: {
    createAdapter: () => new PostgresAdapter(),
    createIntrospector: (db) => new PostgresIntrospector(db),
    createQueryCompiler: () => new PostgresQueryCompiler(),
  },
}

/** What opening the store would still do to its tables, without doing it. */
export async function readPlan(address: StoreAddress): Promise<readonly PlannedStep[]> {
  const engine = await openEngine(address)
  try {
    const pending = await pendingMigrations(engine.kysely, engine.types)
    return await planSteps(engine.name, engine.types, pending)
  } finally {
    await engine.close()
  }
}

/** Runs the steps on a driver that does nothing, and writes down what they say. */
export async function planSteps(
  engine: Engine['name'],
  types: ColumnTypes,
  names: readonly string[],
): Promise<readonly PlannedStep[]> {
  const planned: PlannedStep[] = []
  for (const [name, step] of STEPS) {
    if (!names.includes(name)) continue
    const statements: string[] = []
    const db = new Kysely<unknown>({
      dialect: { ...PARTS[engine], createDriver: () => new DummyDriver() },
      log: ({ query }) => void statements.push(query.sql),
    })
    await step(db, types)
    await db.destroy()
    planned.push({ name, statements })
  }
  return planned
}
