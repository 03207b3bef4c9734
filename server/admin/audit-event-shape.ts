import { z } from 'zod'
import { isoTime } from '../protocol/clock.ts'
import type { AuditEntry } from '../store/audit.ts'
import { CREDENTIAL_PREFIX, instant, MANAGEMENT_KEY_PREFIX, publicNumber } from './values.ts'

export const AUDIT_EVENT_PREFIX = 'evt'

export const auditEventSchema = z
  .object({
    id: z.string(),
    action: z.string(),
    outcome: z.string().describe('`granted`, or the code of the refusal'),
    count: z.int().describe('Decisions alike within a few seconds are one event'),
    first_at: instant,
    last_at: instant,
    actor: z
      .object({
        kind: z.enum(['user', 'client', 'management_key', 'command_line']),
        id: z.string().nullable(),
        name: z.string().nullable(),
      })
      .nullable()
      .describe(
        'Who did it or asked for it; `null` where that is not known. Of those who manage the ' +
          'platform, organizations are told the kind alone.',
      ),
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

export type AuditEvent = z.output<typeof auditEventSchema>

export function describeAuditEvent(entry: AuditEntry): AuditEvent {
  const { credentialId, isByStranger } = entry
  const prefix = isManagement(entry) ? MANAGEMENT_KEY_PREFIX : CREDENTIAL_PREFIX
  const isKeyShown = credentialId !== undefined && !isByStranger
  return {
    id: publicNumber(AUDIT_EVENT_PREFIX, entry.id),
    action: entry.action,
    outcome: entry.outcome,
    count: entry.count,
    first_at: isoTime(entry.firstAt),
    last_at: isoTime(entry.lastAt),
    actor: actorOf(entry),
    dialect: entry.dialect ?? null,
    client_id: entry.clientId ?? null,
    user_id: entry.userPublicId ?? null,
    credential_id: isKeyShown ? publicNumber(prefix, credentialId) : null,
    ip: entry.ip ?? null,
    request_id: isByStranger ? null : (entry.requestId ?? null),
    scope: entry.scope ?? null,
    detail: entry.detail ?? null,
  }
}

/** Of management who managed, of anything else the user or else the client. */
function actorOf(entry: AuditEntry): AuditEvent['actor'] {
  const { credentialId } = entry
  if (entry.isByStranger) return { kind: kindOfWhoManages(entry), id: null, name: null }
  if (entry.actorPublicId !== undefined) {
    return { kind: 'user', id: entry.actorPublicId, name: entry.actorName ?? null }
  }
  if (isManagement(entry)) {
    if (credentialId !== undefined) {
      const id = publicNumber(MANAGEMENT_KEY_PREFIX, credentialId)
      return { kind: 'management_key', id, name: entry.credentialName ?? null }
    }
    // Whoever was refused at the door is nobody that we know.
    return UNKNOWN_TO_US.includes(entry.outcome)
      ? null
      : { kind: 'command_line', id: null, name: null }
  }
  if (entry.userPublicId !== undefined) {
    return { kind: 'user', id: entry.userPublicId, name: entry.userName ?? null }
  }
  return entry.clientId === undefined
    ? null
    : { kind: 'client', id: entry.clientId, name: entry.clientName ?? null }
}

function kindOfWhoManages({ actorUserId, credentialId }: AuditEntry) {
  if (actorUserId !== undefined) return 'user'
  return credentialId === undefined ? 'command_line' : 'management_key'
}

const UNKNOWN_TO_US: readonly string[] = [
  'token_missing',
  'invalid_token',
  'too_many_attempts',
  'forged_form',
]

function isManagement({ action }: AuditEntry): boolean {
  return action.startsWith('admin.')
}
