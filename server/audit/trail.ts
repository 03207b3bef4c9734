import type { Clock } from '../protocol/clock.ts'
import type { AuditRecord } from '../store/audit.ts'
import type { Records } from '../store/records.ts'
import type { Store } from '../store/store.ts'
import type { Figures } from './figures.ts'

/** Beyond this many different decisions in one window, addresses are no longer told apart. */
const KINDS_MAX = 5_000
/** Beyond this many, nothing is told apart but what was done and how it ended. */
const KINDS_MAX_EVER = 2 * KINDS_MAX
/** Those who wait get a turn in between. */
const ROWS_PER_COMMIT = 500

export type Decision = Omit<AuditRecord, 'firstAt' | 'lastAt' | 'count'>

/** A decision on a request; what it does not name is not known or does not apply. */
export function decisionOn(
  request: Pick<Decision, 'ip' | 'requestId'>,
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
  /** Writes down what was counted, and what it adds up to. */
  flush(): Promise<void>
}

type Listener = (decision: Decision) => void

export function auditTrailIn(
  store: Store,
  clock: Clock,
  figures: Figures,
  listener: Listener,
): AuditTrail {
  let counted = new Map<string, Counted>()

  const add = (one: Counted): void => {
    const decision = blurred(one.decision, counted.size)
    const key = keyOf(decision)
    const known = counted.get(key)
    if (known === undefined) {
      counted.set(key, { ...one, decision })
      return
    }
    // One row for the tokens of many families names none of them.
    if (known.decision.familyId !== decision.familyId) {
      known.decision = { ...known.decision, familyId: undefined }
    }
    known.count += one.count
    known.firstAt = Math.min(known.firstAt, one.firstAt)
    known.lastAt = Math.max(known.lastAt, one.lastAt)
  }

  return {
    append(records, decision) {
      listener(decision)
      const at = clock.now()
      // Should it not be committed, the refusal that follows is counted beside it.
      figures.used(decision)
      figures.decided(decision, at, 1)
      return records.audit.append({ ...decision, firstAt: at, lastAt: at, count: 1 })
    },
    count(decision) {
      listener(decision)
      const at = clock.now()
      figures.used(decision)
      add({ decision, firstAt: at, lastAt: at, count: 1 })
    },
    async flush() {
      const rows = [...counted.values()]
      counted = new Map()
      for (let from = 0; from < rows.length; from += ROWS_PER_COMMIT) {
        const some = rows.slice(from, from + ROWS_PER_COMMIT)
        const records = some.map(recordOf)
        try {
          await store.transaction(({ audit }) => audit.appendAll(records))
        } catch (thrown) {
          // Counted again rather than not at all, should the answer to the commit have been lost.
          for (const row of rows.slice(from)) add(row)
          throw thrown
        }
        for (const { decision, lastAt, count } of some) figures.decided(decision, lastAt, count)
      }
      await figures.flush()
    },
  }
}

interface Counted {
  decision: Decision
  firstAt: number
  lastAt: number
  count: number
}

/** One request's id says nothing about many. */
function recordOf({ decision, firstAt, lastAt, count }: Counted): AuditRecord {
  const requestId = count === 1 ? decision.requestId : undefined
  return { ...decision, requestId, firstAt, lastAt, count }
}

/** So that neither many addresses nor a store that is away for long can fill the memory. */
function blurred(decision: Decision, kinds: number): Decision {
  if (kinds < KINDS_MAX) return decision
  const { action, outcome, dialect } = decision
  return kinds < KINDS_MAX_EVER
    ? { ...decision, ip: undefined }
    : decisionOn({ ip: undefined, requestId: undefined }, { action, outcome, dialect })
}

/** Decisions with the same key differ in nothing but their instant and request. */
function keyOf(decision: Decision): string {
  const { action, outcome, dialect, clientRow, credentialId, userId, ip, scope, detail } = decision
  const { organizationId, actorUserId } = decision
  const whose = `${organizationId} ${actorUserId}`
  const who = `${dialect} ${clientRow} ${credentialId} ${userId} ${ip} ${whose}`
  return `${action} ${outcome} ${who} ${scope} ${detail}`
}
