import type { ApiTable } from '../schema.ts'
import type { Db } from './place.ts'

type ApiRow = Omit<ApiTable, 'id'>

export interface CarriedApis {
  readonly apis: number
}

export async function readApis(db: Db): Promise<readonly ApiRow[]> {
  return db
    .selectFrom('apis')
    .select(['name', 'document', 'created_at', 'updated_at'])
    .orderBy('name')
    .execute()
}

/**
 * What the gateway asks of a request stays as it is now: an older rule may ask for less, and a
 * path that got an API of its own since would fall back to the one around it. What only the backup
 * has comes back switched off, for an operator to look at.
 */
export async function carryApis(
  db: Db,
  present: readonly ApiRow[] | undefined,
): Promise<CarriedApis> {
  if (present === undefined) return { apis: 0 }
  const before = new Map((await readApis(db)).map((one) => [one.name, one]))
  let count = 0
  for (const now of present) {
    const known = before.get(now.name)
    before.delete(now.name)
    if (known?.document === now.document) continue
    await db
      .insertInto('apis')
      .values(now)
      .onConflict((c) => c.column('name').doUpdateSet(now))
      .execute()
    count += 1
  }
  for (const { name, document } of before.values()) {
    const off = switchedOff(document)
    if (off === document) continue
    await db.updateTable('apis').set({ document: off }).where('name', '=', name).execute()
    count += 1
  }
  return { apis: count }
}

/** The same text where it is off already. */
function switchedOff(document: string): string {
  // Only the management API writes it, and always an object.
  const known = JSON.parse(document) as Readonly<Record<string, unknown>>
  return known.enabled === false ? document : JSON.stringify({ ...known, enabled: false })
}
