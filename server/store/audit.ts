import { type AuditRow, type AuditSearch, auditReads } from './audit-reads.ts'
import type { Executor } from './engine.ts'
import type { AuditTable } from './schema.ts'
import { statement } from './statement.ts'

/** One decision, or many alike: then `count` of them from `firstAt` to `lastAt`. */
export interface AuditRecord {
  readonly firstAt: number
  readonly lastAt: number
  readonly count: number
  /** What was asked, such as `token.client_credentials`. */
  readonly action: string
  /** `granted`, or the code of the refusal. */
  readonly outcome: string
  readonly dialect: string | undefined
  readonly clientRow: number | undefined
  readonly userId: number | undefined
  readonly familyId: number | undefined
  readonly credentialId: number | undefined
  readonly ip: string | undefined
  readonly requestId: string | undefined
  readonly scope: string | undefined
  /** For the operator; never holds a secret. */
  readonly detail: string | undefined
  /** Whose it is where neither client nor user says so. */
  readonly organizationId?: number
  /** The person who managed. */
  readonly actorUserId?: number
}

export interface AuditEntry extends AuditRecord {
  readonly id: number
  /** Public ids of client and user, deleted ones too. */
  readonly clientId: string | undefined
  readonly userPublicId: string | undefined
  readonly clientName: string | undefined
  readonly userName: string | undefined
  readonly actorPublicId: string | undefined
  readonly actorName: string | undefined
  readonly credentialName: string | undefined
  /** Managed by somebody whom whoever reads this is not to know. */
  readonly isByStranger: boolean
}

type Row = Omit<AuditTable, 'id'> & { id: number }

type Columns = Omit<Row, 'id'>

const TYPES = {
  first_at: 'bigint',
  last_at: 'bigint',
  count: 'integer',
  action: 'text',
  outcome: 'text',
  dialect: 'text',
  client_row: 'bigint',
  user_id: 'bigint',
  family_id: 'bigint',
  credential_id: 'bigint',
  ip: 'text',
  request_id: 'text',
  scope: 'text',
  detail: 'text',
  organization_id: 'bigint',
  actor_user_id: 'bigint',
} as const satisfies Record<keyof Columns, string>
// Its keys are the columns, and no others.
const COLUMNS = Object.keys(TYPES) as (keyof Columns)[]

const insert = statement<Columns>()(
  (db, p) => db.insertInto('audit').values(pick((column) => p[column])),
  {
    columns: TYPES,
    build: (db, asked) =>
      db
        .with('added', (rows) =>
          rows
            .insertInto('audit')
            .columns(COLUMNS)
            .expression((rows) => rows.selectFrom(asked).select(COLUMNS).orderBy('call')),
        )
        .selectFrom(asked)
        .select('call'),
  },
)

/** A round trip to the store costs more than a row. */
const ROWS_TOGETHER = 50
const insertTogether = statement<Record<string, unknown>>()((db, p) =>
  db
    .insertInto('audit')
    .values(Array.from({ length: ROWS_TOGETHER }, (_, i) => pick((column) => p[column + i]))),
)

// What is picked has the columns' own types: they come from such a row, or stand for one.
function pick(value: (column: keyof Columns) => unknown): Columns {
  return Object.fromEntries(COLUMNS.map((column) => [column, value(column)])) as unknown as Columns
}

export function audit(executor: Executor) {
  const reads = auditReads(executor)
  return {
    async append(record: AuditRecord): Promise<void> {
      await executor.run(insert, toRow(record))
    },
    async appendAll(records: readonly AuditRecord[]): Promise<void> {
      let from = 0
      for (; from + ROWS_TOGETHER <= records.length; from += ROWS_TOGETHER) {
        const rows = records.slice(from, from + ROWS_TOGETHER).map(toRow)
        const parameters = rows.flatMap((row, i) => COLUMNS.map((one) => [one + i, row[one]]))
        await executor.run(insertTogether, Object.fromEntries(parameters))
      }
      for (const record of records.slice(from)) await executor.run(insert, toRow(record))
    },
    /** Newest first; `before` is the last id of the page before. */
    page(before: number, limit: number, search: AuditSearch = {}): Promise<AuditEntry[]> {
      return this.stretch({ above: 0, below: before }, 'newest', limit, search)
    },
    async stretch(...asked: Parameters<typeof reads.stretch>): Promise<AuditEntry[]> {
      return (await reads.stretch(...asked)).map(fromRow)
    },
    lastId: () => reads.lastId(),
    idAround: (at: number) => reads.idAround(at),
  }
}

function toRow(record: AuditRecord): Columns {
  return {
    first_at: record.firstAt,
    last_at: record.lastAt,
    count: record.count,
    action: record.action,
    outcome: record.outcome,
    dialect: record.dialect ?? null,
    client_row: record.clientRow ?? null,
    user_id: record.userId ?? null,
    family_id: record.familyId ?? null,
    credential_id: record.credentialId ?? null,
    ip: record.ip ?? null,
    request_id: record.requestId ?? null,
    scope: record.scope ?? null,
    detail: record.detail ?? null,
    organization_id: record.organizationId ?? null,
    actor_user_id: record.actorUserId ?? null,
  }
}

function fromRow(row: AuditRow): AuditEntry {
  return {
    id: row.id,
    firstAt: row.first_at,
    lastAt: row.last_at,
    count: row.count,
    action: row.action,
    outcome: row.outcome,
    dialect: row.dialect ?? undefined,
    clientRow: row.client_row ?? undefined,
    userId: row.user_id ?? undefined,
    familyId: row.family_id ?? undefined,
    credentialId: row.credential_id ?? undefined,
    ip: row.shown_ip ?? undefined,
    requestId: row.request_id ?? undefined,
    scope: row.scope ?? undefined,
    detail: row.detail ?? undefined,
    organizationId: row.organization_id ?? undefined,
    actorUserId: row.actor_user_id ?? undefined,
    clientId: row.client_id ?? undefined,
    clientName: row.client_name ?? undefined,
    userPublicId: row.user_public_id ?? undefined,
    userName: row.user_name ?? undefined,
    actorPublicId: row.actor_public_id ?? undefined,
    actorName: row.actor_name ?? undefined,
    credentialName: row.credential_name ?? undefined,
    isByStranger: row.is_by_stranger === 1,
  }
}
