import { absentIfRefused } from '../protocol/errors.ts'
import type { Introspection } from '../protocol/introspection.ts'
import type { Store } from '../store/store.ts'
import type { User } from '../store/users.ts'

export interface AgentDeps {
  readonly store: Pick<Store, 'users'>
  introspect(token: string): Promise<Introspection>
}

export interface SignedIn {
  readonly agent: User
  readonly found: Introspection
}

/** Facts for the record, and both where the agent is let in. */
export interface AgentCheck {
  readonly signedIn: SignedIn | undefined
  readonly agent: User | undefined
  readonly found: Introspection | undefined
}

/**
 * An agent signs in with a token of their account and their own address. Whether the token is dead,
 * of another kind or account, or the agent unknown or disabled, looks the same from outside.
 */
export async function checkAgent(
  deps: AgentDeps,
  token: string | undefined,
  agent: User | undefined,
  dialect: string | undefined,
): Promise<AgentCheck> {
  const found =
    token === undefined ? undefined : await deps.introspect(token).catch(absentIfRefused)
  const isAllowed =
    found?.kind === 'access_token' &&
    (dialect === undefined || found.client.dialect === dialect) &&
    agent?.isEnabled === true &&
    agent.organizationId === found.client.organizationId
  return { signedIn: isAllowed ? { agent, found } : undefined, agent, found }
}
