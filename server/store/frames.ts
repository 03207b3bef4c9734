import { sql } from 'kysely'
import type { FrameTable } from './embed-tables.ts'
import type { Executor } from './engine.ts'
import { statement } from './statement.ts'

/** A page of another site that shows an agent, from when it presented a token until it is over. */
export interface OpenFrame {
  readonly id: number
  readonly publicId: string
  readonly secretHash: Uint8Array
  readonly agentId: number
  readonly clientRow: number
  readonly credentialId: number | undefined
  readonly familyId: string
  readonly tokenId: string | undefined
  readonly keyId: string | undefined
  readonly tokenIssuedAt: number
  /** Of the page that shows it. */
  readonly origin: string
  readonly ip: string | undefined
  readonly openedAt: number
  readonly seenAt: number
  readonly heartbeatSec: number
  /** Without a word from it until then it counts as gone. */
  readonly lapsesAt: number
  /** The lease lets it stay until then, whatever tokens come. */
  readonly latestAt: number | undefined
  readonly expiresAt: number
  readonly endedAt: number | undefined
  readonly endReason: string | undefined
}

type Row = Omit<FrameTable, 'id'> & { id: number }

const isOpen = (now: number) =>
  sql<boolean>`ended_at is null and expires_at > ${now} and lapses_at > ${now}`

const byPublicId = statement<{ publicId: string }>()((db, p) =>
  db.selectFrom('frames').selectAll().where('public_id', '=', p.publicId),
)
const openOfFamily = statement<{ familyId: string; now: number }>()((db, p) =>
  db
    .selectFrom('frames')
    .select(sql<number>`cast(count(*) as bigint)`.as('total'))
    .where('family_id', '=', p.familyId)
    .where(isOpen(p.now)),
)
const page = statement<{ agentId: number; before: number; limit: number }>()((db, p) =>
  db
    .selectFrom('frames')
    .selectAll()
    .where('agent_id', '=', p.agentId)
    .where('id', '<', p.before)
    .orderBy('id', 'desc')
    .limit(p.limit),
)
const openPage = statement<{ agentId: number; before: number; limit: number; now: number }>()(
  (db, p) =>
    db
      .selectFrom('frames')
      .selectAll()
      .where('agent_id', '=', p.agentId)
      .where('id', '<', p.before)
      .where(isOpen(p.now))
      .orderBy('id', 'desc')
      .limit(p.limit),
)
const insert = statement<Omit<Row, 'id' | 'ended_at' | 'end_reason'>>()((db, p) =>
  db.insertInto('frames').values({
    public_id: p.public_id,
    secret_hash: p.secret_hash,
    agent_id: p.agent_id,
    client_row: p.client_row,
    credential_id: p.credential_id,
    family_id: p.family_id,
    token_id: p.token_id,
    key_id: p.key_id,
    token_issued_at: p.token_issued_at,
    origin: p.origin,
    ip: p.ip,
    opened_at: p.opened_at,
    seen_at: p.seen_at,
    heartbeat_sec: p.heartbeat_sec,
    lapses_at: p.lapses_at,
    latest_at: p.latest_at,
    expires_at: p.expires_at,
  }),
)
const see = statement<{ id: number; at: number; lapsesAt: number }>()((db, p) =>
  db
    .updateTable('frames')
    .set({ seen_at: p.at, lapses_at: p.lapsesAt })
    .where('id', '=', p.id)
    .where(isOpen(p.at)),
)
type Renewed = Pick<
  Row,
  'id' | 'token_id' | 'key_id' | 'token_issued_at' | 'expires_at' | 'seen_at' | 'lapses_at'
>
const renew = statement<Renewed>()((db, p) =>
  db
    .updateTable('frames')
    .set({
      token_id: p.token_id,
      key_id: p.key_id,
      token_issued_at: p.token_issued_at,
      expires_at: p.expires_at,
      seen_at: p.seen_at,
      lapses_at: p.lapses_at,
    })
    .where('id', '=', p.id)
    .where('ended_at', 'is', null),
)
const end = statement<{ id: number; at: number; reason: string }>()((db, p) =>
  db
    .updateTable('frames')
    .set({ ended_at: p.at, end_reason: p.reason })
    .where('id', '=', p.id)
    .where('ended_at', 'is', null),
)

export type NewFrame = Omit<OpenFrame, 'id' | 'endedAt' | 'endReason'>

export function frames(executor: Executor) {
  return {
    async load(publicId: string): Promise<OpenFrame | undefined> {
      const row = await executor.first(byPublicId, { publicId })
      return row && fromRow(row)
    },
    async countOpen(familyId: string, now: number): Promise<number> {
      return (await executor.first(openOfFamily, { familyId, now }))?.total ?? 0
    },
    /** Newest first; `before` is the last id of the page before. */
    async page(agentId: number, before: number, limit: number): Promise<OpenFrame[]> {
      return (await executor.all(page, { agentId, before, limit })).map(fromRow)
    },
    async openPage(
      agentId: number,
      before: number,
      limit: number,
      now: number,
    ): Promise<OpenFrame[]> {
      return (await executor.all(openPage, { agentId, before, limit, now })).map(fromRow)
    },
    async add(frame: NewFrame): Promise<void> {
      await executor.run(insert, {
        public_id: frame.publicId,
        secret_hash: frame.secretHash,
        agent_id: frame.agentId,
        client_row: frame.clientRow,
        credential_id: frame.credentialId ?? null,
        family_id: frame.familyId,
        token_id: frame.tokenId ?? null,
        key_id: frame.keyId ?? null,
        token_issued_at: frame.tokenIssuedAt,
        origin: frame.origin,
        ip: frame.ip ?? null,
        opened_at: frame.openedAt,
        seen_at: frame.seenAt,
        heartbeat_sec: frame.heartbeatSec,
        lapses_at: frame.lapsesAt,
        latest_at: frame.latestAt ?? null,
        expires_at: frame.expiresAt,
      })
    },
    /** False where it is over. */
    async see(id: number, at: number, lapsesAt: number): Promise<boolean> {
      return (await executor.run(see, { id, at, lapsesAt })) === 1
    },
    /** It stands on a younger token, also after it has lapsed: who brings one is there. */
    async renew(
      id: number,
      token: Pick<OpenFrame, 'tokenId' | 'keyId' | 'tokenIssuedAt' | 'expiresAt'>,
      seen: Pick<OpenFrame, 'seenAt' | 'lapsesAt'>,
    ): Promise<void> {
      await executor.run(renew, {
        id,
        token_id: token.tokenId ?? null,
        key_id: token.keyId ?? null,
        token_issued_at: token.tokenIssuedAt,
        expires_at: token.expiresAt,
        seen_at: seen.seenAt,
        lapses_at: seen.lapsesAt,
      })
    },
    /** True for whoever ended it. */
    async end(id: number, at: number, reason: string): Promise<boolean> {
      return (await executor.run(end, { id, at, reason })) === 1
    },
  }
}

function fromRow(row: Row): OpenFrame {
  return {
    id: row.id,
    publicId: row.public_id,
    secretHash: row.secret_hash,
    agentId: row.agent_id,
    clientRow: row.client_row,
    credentialId: row.credential_id ?? undefined,
    familyId: row.family_id,
    tokenId: row.token_id ?? undefined,
    keyId: row.key_id ?? undefined,
    tokenIssuedAt: row.token_issued_at,
    origin: row.origin,
    ip: row.ip ?? undefined,
    openedAt: row.opened_at,
    seenAt: row.seen_at,
    heartbeatSec: row.heartbeat_sec,
    lapsesAt: row.lapses_at,
    latestAt: row.latest_at ?? undefined,
    expiresAt: row.expires_at,
    endedAt: row.ended_at ?? undefined,
    endReason: row.end_reason ?? undefined,
  }
}
