import { decisionOn } from '../audit/trail.ts'
import type { Records } from '../store/records.ts'
import type { Actor } from './authority.ts'
import type { AdminDeps } from './deps.ts'

interface About {
  readonly dialect?: string
  readonly clientRow?: number
  readonly userId?: number
  /** Which thing, and which of its fields; never a secret. */
  readonly detail?: string
}

/** The audit record of a change, in the transaction of the change. */
export function record(
  { audit }: Pick<AdminDeps, 'audit'>,
  records: Records,
  actor: Actor,
  name: string,
  about: About,
): Promise<void> {
  return audit.append(records, decision(actor, name, 'granted', about))
}

/** A decision that changed nothing. */
export function count(
  { audit }: Pick<AdminDeps, 'audit'>,
  actor: Actor,
  name: string,
  outcome: string,
  about: About = {},
): void {
  audit.count(decision(actor, name, outcome, about))
}

function decision(actor: Actor, name: string, outcome: string, about: About) {
  const { credentialId } = actor
  return decisionOn(actor, { action: `admin.${name}`, outcome, credentialId, ...about })
}
