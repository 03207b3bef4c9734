import type { Clock } from '../protocol/clock.ts'
import type { AuditRecord } from '../store/audit.ts'
import type { Records } from '../store/records.ts'
import type { Store } from '../store/store.ts'

/** Beyond this many different decisions in one window, addresses are no longer told apart. */
const KINDS_MAX = 5_000

export type Decision = Omit<AuditRecord, 'firstAt' | 'lastAt' | 'count'>

/** A decision on a request; what it does not name is not known or does not apply. */
export function decisionOn(
  request: { readonly ip: string; readonly requestId: string },
  facts: Pick<Decision, 'action' | 'outcome'> & Partial<Decision>,
): Decision {
  return {
    dialect: undefined,
    clientRow: undefined,
    userId: undefined,
    familyId: undefined,
    credentialId: undefined,
    scope: undefined,
    detail: undefined,
    ip: request.ip,
    requestId: request.requestId,
    ...facts,
  }
}

export interface AuditTrail {
  /** In the transaction of the change that the decision made. */
  append(records: Records, decision: Decision): Promise<void>
  /** For a decision that changed nothing; costs no query. */
  count(decision: Decision): void
  /** Writes down what was counted. */
  flush(): Promise<void>
}

type Listener = (decision: Decision) => void

export function auditTrailIn(store: Store, clock: Clock, listener: Listener): AuditTrail {
  let counted = new Map<
    string,
    { decision: Decision; firstAt: number; lastAt: number; count: number }
  >()

  return {
    append(records, decision) {
      listener(decision)
      const at = clock.now()
      return records.audit.append({ ...decision, firstAt: at, lastAt: at, count: 1 })
    },
    count(decision) {
      listener(decision)
      const at = clock.now()
      const ip = counted.size < KINDS_MAX ? decision.ip : undefined
      const key = keyOf(decision, ip)
      const known = counted.get(key)
      if (known === undefined) {
        counted.set(key, { decision: { ...decision, ip }, firstAt: at, lastAt: at, count: 1 })
        return
      }
      known.count += 1
      known.lastAt = at
    },
    async flush() {
      if (counted.size === 0) return
      const rows = [...counted.values()]
      counted = new Map()
      await store.transaction(async (records) => {
        for (const { decision, firstAt, lastAt, count } of rows) {
          // One request's id says nothing about many.
          const requestId = count === 1 ? decision.requestId : undefined
          await records.audit.append({ ...decision, requestId, firstAt, lastAt, count })
        }
      })
    },
  }
}

/** Decisions with the same key differ in nothing but their instant and request. */
function keyOf(decision: Decision, ip: string | undefined): string {
  const { action, outcome, dialect, clientRow, credentialId, userId, scope, detail } = decision
  const who = `${dialect} ${clientRow} ${credentialId} ${userId} ${ip}`
  return `${action} ${outcome} ${who} ${scope} ${detail}`
}
