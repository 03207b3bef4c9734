import { z } from 'zod'
import { isoTime } from '../protocol/clock.ts'
import type { AuditSearch } from '../store/audit-reads.ts'
import { AUDIT_EVENT_PREFIX, auditEventSchema, describeAuditEvent } from './audit-event-shape.ts'
import { EXPORT_FORMATS, EXPORT_TYPES, exportOf } from './audit-export.ts'
import type { Actor } from './authority.ts'
import { findAfter, findNewest } from './find-audit-events.ts'
import { refuse } from './invalid-request.ts'
import { cursorAt, fromCursor, onePage, pageOf, pageQuery } from './page.ts'
import { count } from './record.ts'
import { FileAnswer, route } from './route.ts'

const EVENT_ID = new RegExp(`^${AUDIT_EVENT_PREFIX}_(0|[1-9]\\d{0,15})$`)

export type AuditEventAnswer = z.output<typeof auditEventSchema>

const filter = z.string().min(1).max(100).optional()
const time = z.iso
  .datetime({ offset: true, message: 'It must be an instant such as 2026-01-31T12:00:00Z' })
  .optional()

const filters = {
  dialect: filter,
  outcome: filter,
  client_id: filter,
  user_id: filter.describe('Whom it is about, or who did it'),
  ip: filter,
  action: filter.describe('The action, or how it begins: `token.` or `admin.clients`'),
  q: filter.describe('A part of action, outcome, detail, client, address or request id'),
  since: time,
  until: time.describe('Before this instant'),
}

/** The append-only record of every decision. */
export const auditEventRoutes = [
  route({
    method: 'GET',
    path: '/audit-events',
    name: 'audit-events.list',
    summary: 'Decisions, newest first, or since one; a page may be short and still have a next',
    query: z.strictObject({
      ...pageQuery,
      ...filters,
      after: z
        .string()
        .max(40)
        .optional()
        .describe(
          'To follow: the id of the newest event that you have, or `next_cursor` of such a page. ' +
            'What another node commits in this very moment may be left out; the list has it.',
        ),
    }),
    answer: pageOf(auditEventSchema),
    async run({ query, actor }, { audit, store }) {
      const { after, cursor, limit } = query
      if (after !== undefined && cursor !== undefined) {
        throw refuse('after', 'It goes forward and `cursor` back: send one of them.')
      }
      // What is only counted so far belongs to the newest.
      await audit.flush()
      const search = searchOf(query, actor)
      const { events, next } =
        after === undefined
          ? await findNewest(store, search, fromCursor(cursor, 'highest'), limit)
          : await findAfter(store, search, idOf(after), limit)
      return {
        ...onePage(events.map(describeAuditEvent)),
        next_cursor: next === undefined ? null : cursorAt(next),
      }
    },
  }),
  route({
    method: 'GET',
    path: '/audit-events/export',
    name: 'audit-events.export',
    summary: 'All that the same filters find, as one file, newest first',
    query: z.strictObject({ ...filters, format: z.enum(EXPORT_FORMATS).default('csv') }),
    file: Object.values(EXPORT_TYPES),
    async run({ query, actor }, deps) {
      const { audit, store, clock } = deps
      await audit.flush()
      count(deps, actor, 'audit-events.export', 'granted', { detail: query.format })
      const at = isoTime(clock.now()).replaceAll(':', '-')
      return new FileAnswer(
        `audit-events-${at}.${query.format}`,
        EXPORT_TYPES[query.format],
        exportOf(store, searchOf(query, actor), query.format),
      )
    },
  }),
]

type Filters = { readonly [name in keyof typeof filters]?: string | undefined }

function searchOf(asked: Filters, { organizationId }: Actor): AuditSearch {
  const { dialect, outcome, client_id: clientId, user_id: userId, ip, action, q: text } = asked
  const since = instantOf(asked.since)
  const until = instantOf(asked.until)
  return { dialect, outcome, clientId, userId, ip, action, text, since, until, organizationId }
}

function instantOf(text: string | undefined): number | undefined {
  return text === undefined ? undefined : Math.ceil(Date.parse(text) / 1_000)
}

function idOf(after: string): number {
  const number = EVENT_ID.exec(after)?.[1]
  return number === undefined ? fromCursor(after, 'lowest') : Number(number)
}
