import { type AuditTrail, type Decision, decisionOn } from '../audit/trail.ts'
import type { Dialect } from '../dialects/contract.ts'
import type { Authorization } from '../protocol/authorization.ts'
import type { ProtocolError } from '../protocol/errors.ts'
import { formatScope } from '../protocol/scope.ts'
import type { WireRequest } from '../protocol/wire.ts'
import { isDecision } from '../store/failure.ts'
import type { Records } from '../store/records.ts'

/**
 * One decision on its way into the audit trail, where it stands exactly once: recorded in the
 * transaction of the change that it made, or counted at the end when it changed nothing.
 */
export interface OpenDecision {
  note(facts: Partial<Decision>): void
  record(records: Records, outcome: 'granted' | ProtocolError, of?: Authorization): Promise<void>
  granted(authorization: Authorization): void
  refused(error: ProtocolError): void
}

export function openDecision(
  audit: AuditTrail,
  dialect: Dialect,
  request: WireRequest,
): OpenDecision {
  let decision = decisionOn(request, {
    action: 'token.not_read',
    outcome: 'granted',
    dialect: dialect.name,
  })
  let isRecorded = false
  const settle = (outcome: 'granted' | ProtocolError, of?: Authorization): Decision => ({
    ...decision,
    outcome: outcome === 'granted' ? outcome : outcome.code,
    detail: outcome === 'granted' ? undefined : outcome.options.detail,
    userId: of?.subject?.id,
    familyId: of?.family?.id,
    scope: of === undefined ? undefined : formatScope(of.scope),
  })
  return {
    note(facts) {
      decision = { ...decision, ...facts }
    },
    async record(records, outcome, of) {
      await audit.append(records, settle(outcome, of))
      isRecorded = true
    },
    granted(authorization) {
      if (!isRecorded) audit.count(settle('granted', authorization))
    },
    refused(error) {
      // What was recorded is gone where the store did not commit it.
      if (!isRecorded || !isDecision(error)) audit.count(settle(error))
    },
  }
}
