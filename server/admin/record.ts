import { decisionOn } from '../audit/trail.ts'
import type { Records } from '../store/records.ts'
import type { Actor } from './authority.ts'
import type { AdminDeps } from './deps.ts'

/** Who decided; a stranger is known by address only. */
type Decider = Pick<Actor, 'ip' | 'requestId'> &
  Partial<Pick<Actor, 'credentialId' | 'user' | 'organizationId'>>

interface About {
  readonly dialect?: string
  readonly clientRow?: number
  readonly userId?: number
  /** Whose it is, where it has neither client nor user. */
  readonly organizationId?: number
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
  actor: Decider,
  name: string,
  outcome: string,
  about: About = {},
): void {
  audit.count(decision(actor, name, outcome, about))
}

function decision(actor: Decider, name: string, outcome: string, about: About) {
  return decisionOn(actor, {
    action: `admin.${name}`,
    outcome,
    credentialId: actor.credentialId,
    actorUserId: actor.user?.id,
    organizationId: actor.organizationId,
    ...about,
  })
}
