import { z } from 'zod'
import { isoTime } from '../protocol/clock.ts'
import type { AuditEntry } from '../store/audit.ts'
import { pageOf, pageQuery, readPage } from './page.ts'
import { route } from './route.ts'
import { CREDENTIAL_PREFIX, instant, MANAGEMENT_KEY_PREFIX, publicNumber } from './values.ts'

const auditEventSchema = z
  .object({
    id: z.string(),
    action: z.string(),
    outcome: z.string().describe('`granted`, or the code of the refusal'),
    count: z.int().describe('Decisions alike within a few seconds are one event'),
    first_at: instant,
    last_at: instant,
    dialect: z.string().nullable(),
    client_id: z.string().nullable(),
    user_id: z.string().nullable(),
    credential_id: z.string().nullable(),
    ip: z.string().nullable(),
    request_id: z.string().nullable(),
    scope: z.string().nullable(),
    detail: z.string().nullable(),
  })
  .meta({ id: 'AuditEvent' })

export type AuditEventAnswer = z.output<typeof auditEventSchema>

const filter = z.string().min(1).max(100).optional()

/** The append-only record of every decision. */
export const auditEventRoutes = [
  route({
    method: 'GET',
    path: '/audit-events',
    name: 'audit-events.list',
    summary: 'Decisions, newest first',
    query: z.strictObject({
      ...pageQuery,
      dialect: filter,
      outcome: filter,
      client_id: filter,
      action: filter.describe('The action, or how it begins: `token.` or `admin.clients`'),
    }),
    answer: pageOf(auditEventSchema),
    async run({ query, actor }, { audit, store }) {
      const { dialect, outcome, client_id: clientId, action } = query
      // What is only counted so far belongs to the newest.
      await audit.flush()
      const { organizationId } = actor
      const search = { dialect, outcome, clientId, action, organizationId }
      return readPage(
        query,
        'highest',
        (before, limit) => store.audit.page(before, limit, search),
        (entry) => entry.id,
        describe,
      )
    },
  }),
]

function describe(entry: AuditEntry): z.output<typeof auditEventSchema> {
  const { credentialId, action } = entry
  const prefix = action.startsWith('admin.') ? MANAGEMENT_KEY_PREFIX : CREDENTIAL_PREFIX
  return {
    id: publicNumber('evt', entry.id),
    action: entry.action,
    outcome: entry.outcome,
    count: entry.count,
    first_at: isoTime(entry.firstAt),
    last_at: isoTime(entry.lastAt),
    dialect: entry.dialect ?? null,
    client_id: entry.clientId ?? null,
    user_id: entry.userPublicId ?? null,
    credential_id: credentialId === undefined ? null : publicNumber(prefix, credentialId),
    ip: entry.ip ?? null,
    request_id: entry.requestId ?? null,
    scope: entry.scope ?? null,
    detail: entry.detail ?? null,
  }
}
