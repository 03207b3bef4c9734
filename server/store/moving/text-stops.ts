import type { OptOutTable } from '../schema.ts'
import { BREAKER_FACT } from '../text-counts.ts'
import type { Db } from './place.ts'

/** What stops texts, in a store as it stands. A restore must not send what nobody wants. */
export interface TextStops {
  readonly optOuts: readonly Omit<OptOutTable, 'id'>[]
  /** As it is kept; `undefined` where it never opened. */
  readonly breaker: string | undefined
}

export interface CarriedTextStops {
  readonly opt_outs: number
}

export async function readTextStops(db: Db): Promise<TextStops> {
  const optOuts = await db
    .selectFrom('opt_outs')
    .select(['phone_number', 'source', 'created_at', 'created_by'])
    .execute()
  const fact = await db
    .selectFrom('facts')
    .select('text')
    .where('name', '=', BREAKER_FACT)
    .executeTakeFirst()
  return { optOuts, breaker: fact?.text }
}

/** Whoever said STOP since the backup gets nothing after it, and an open breaker stays open. */
export async function carryTextStops(
  db: Db,
  present: TextStops | undefined,
): Promise<CarriedTextStops> {
  if (present === undefined) return { opt_outs: 0 }
  const known = new Set((await readTextStops(db)).optOuts.map((one) => one.phone_number))
  const missing = present.optOuts.filter((one) => !known.has(one.phone_number))
  for (const one of missing) await db.insertInto('opt_outs').values(one).execute()
  const { breaker } = present
  // An open one is an instant; whether it has closed by itself is looked at when it is asked.
  if (breaker !== undefined && /^\d/.test(breaker)) {
    await db
      .insertInto('facts')
      .values({ name: BREAKER_FACT, text: breaker })
      .onConflict((c) => c.column('name').doUpdateSet({ text: breaker }))
      .execute()
  }
  return { opt_outs: missing.length }
}
