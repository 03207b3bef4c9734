import { Readable } from 'node:stream'
import { untimed } from '../protocol/deadline.ts'
import type { AuditSearch } from '../store/audit-reads.ts'
import type { Records } from '../store/records.ts'
import { type AuditEvent, describeAuditEvent } from './audit-event-shape.ts'
import { findNewest } from './find-audit-events.ts'

const PAGE_EVENTS = 500

export const EXPORT_FORMATS = ['csv', 'ndjson'] as const
export type ExportFormat = (typeof EXPORT_FORMATS)[number]

export const EXPORT_TYPES: Readonly<Record<ExportFormat, string>> = {
  csv: 'text/csv; charset=utf-8; header=present',
  ndjson: 'application/x-ndjson; charset=utf-8',
}

/**
 * All that the search finds, newest first. Pages are read as fast as they are fetched and no
 * faster, so a record of any length is never in memory; whoever goes away ends it.
 */
export function exportOf(store: Records, search: AuditSearch, format: ExportFormat): Readable {
  // One page waits while another is sent.
  return Readable.from(pages(store, search, format), { highWaterMark: 1 })
}

async function* pages(
  store: Records,
  search: AuditSearch,
  format: ExportFormat,
): AsyncGenerator<string> {
  if (format === 'csv') yield csvLine(CSV_COLUMNS)
  let before: number | undefined = Number.MAX_SAFE_INTEGER
  while (before !== undefined) {
    const from: number = before
    // Nobody waits for the end of it within a request's time.
    const { events, next } = await untimed(() => findNewest(store, search, from, PAGE_EVENTS))
    const lines = events.map(describeAuditEvent).map(format === 'csv' ? csvOf : ndjsonOf)
    if (lines.length > 0) yield lines.join('')
    before = next
  }
}

function ndjsonOf(event: AuditEvent): string {
  return `${JSON.stringify(event)}\n`
}

const CSV_COLUMNS = [
  'id',
  'first_at',
  'last_at',
  'count',
  'action',
  'outcome',
  'actor_kind',
  'actor_id',
  'actor_name',
  'dialect',
  'client_id',
  'user_id',
  'credential_id',
  'ip',
  'request_id',
  'scope',
  'detail',
] as const

function csvOf({ actor, ...event }: AuditEvent): string {
  const fields = {
    ...event,
    actor_kind: actor?.kind,
    actor_id: actor?.id,
    actor_name: actor?.name,
  }
  return csvLine(CSV_COLUMNS.map((column) => String(fields[column] ?? '')))
}

/** RFC 4180, lines end in CR LF. */
function csvLine(fields: readonly string[]): string {
  return `${fields.map(csvField).join(',')}\r\n`
}

/**
 * A spreadsheet takes a field that begins like this for a formula and runs it, and some fields hold
 * what strangers sent. An apostrophe before it makes it a text.
 */
export function csvField(text: string): string {
  const defused = /^[=+\-@\t\r]/.test(text) ? `'${text}` : text
  return /[",\r\n]/.test(defused) ? `"${defused.replaceAll('"', '""')}"` : defused
}
