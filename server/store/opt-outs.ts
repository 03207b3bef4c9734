import type { Executor } from './engine.ts'
import type { OptOutTable } from './schema.ts'
import { statement } from './statement.ts'

/** A number to which no text is sent any more. */
export interface OptOut {
  readonly id: number
  /** E.164. */
  readonly phoneNumber: string
  /** A reply such as STOP, a provider that knows of one, or an operator. */
  readonly source: OptOutSource
  readonly createdAt: number
  /** The operator, as in `created_by` everywhere. */
  readonly createdBy: string | undefined
}

export type OptOutSource = 'reply' | 'provider' | 'operator'

type Row = Omit<OptOutTable, 'id'> & { id: number }

const insert = statement<Omit<Row, 'id'>>()((db, p) =>
  db
    .insertInto('opt_outs')
    .values({
      phone_number: p.phone_number,
      source: p.source,
      created_at: p.created_at,
      created_by: p.created_by,
    })
    .onConflict((c) => c.column('phone_number').doNothing()),
)
const byNumber = statement<{ phoneNumber: string }>()((db, p) =>
  db.selectFrom('opt_outs').selectAll().where('phone_number', '=', p.phoneNumber),
)
const byId = statement<{ id: number }>()((db, p) =>
  db.selectFrom('opt_outs').selectAll().where('id', '=', p.id),
)
const page = statement<{ before: number; limit: number }>()((db, p) =>
  db
    .selectFrom('opt_outs')
    .selectAll()
    .where('id', '<', p.before)
    .orderBy('id', 'desc')
    .limit(p.limit),
)
const remove = statement<{ id: number }>()((db, p) =>
  db.deleteFrom('opt_outs').where('id', '=', p.id),
)

export function optOuts(executor: Executor) {
  return {
    /** False where the number is there already. */
    async add({ phoneNumber, source, createdAt, createdBy }: Omit<OptOut, 'id'>): Promise<boolean> {
      const changed = await executor.run(insert, {
        phone_number: phoneNumber,
        source,
        created_at: createdAt,
        created_by: createdBy ?? null,
      })
      return changed === 1
    },
    async loadByNumber(phoneNumber: string): Promise<OptOut | undefined> {
      const row = await executor.first(byNumber, { phoneNumber })
      return row && fromRow(row)
    },
    async load(id: number): Promise<OptOut | undefined> {
      const row = await executor.first(byId, { id })
      return row && fromRow(row)
    },
    /** Newest first; `before` is the last id of the page before. */
    async page(before: number, limit: number): Promise<OptOut[]> {
      return (await executor.all(page, { before, limit })).map(fromRow)
    },
    async remove(id: number): Promise<boolean> {
      return (await executor.run(remove, { id })) === 1
    },
  }
}

function fromRow(row: Row): OptOut {
  return {
    id: row.id,
    phoneNumber: row.phone_number,
    // Written by this file alone.
    source: row.source as OptOutSource,
    createdAt: row.created_at,
    createdBy: row.created_by ?? undefined,
  }
}
