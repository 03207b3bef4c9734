import type { Passwords } from '../credentials/passwords.ts'
import type { Secrets } from '../credentials/secrets.ts'
import type { Authorization } from '../protocol/authorization.ts'
import type { Awaitable } from '../protocol/awaitable.ts'
import type { AuthenticatedClient } from '../protocol/client.ts'
import { ProtocolError } from '../protocol/errors.ts'
import type { Introspection } from '../protocol/introspection.ts'
import type { Random } from '../protocol/random.ts'
import type { Scope } from '../protocol/scope.ts'
import type { FamilyRecord } from '../store/families.ts'
import type { Records } from '../store/records.ts'
import type { TextCaps } from '../texts/caps.ts'

export interface Grant {
  /** `grant_type` where the dialect's wire has one. */
  readonly type: string
  readonly clientAuthentication: 'confidential' | 'any'
  /** `requested`: the pipeline settles it with the client; `inherited`: what was granted before. */
  readonly scopePolicy: 'requested' | 'inherited'
  /** The only parameters that reach it. */
  readonly parameters: readonly string[]
  authorize(
    request: GrantRequest,
    client: AuthenticatedClient,
    deps: GrantDeps,
  ): Promise<Authorization>
}

export interface GrantRequest {
  readonly parameters: Readonly<Record<string, unknown>>
  /** Settled by the pipeline under `requested`; what was asked for under `inherited`. */
  readonly scope: Scope
  readonly isScopeNamed: boolean
  readonly audience: readonly string[]
}

/** A dialect's rules as the settings left them; data. */
export interface SettledRules {
  readonly accessTokenLifetimeSec: number
  readonly codeLifetimeSec: number
  readonly refresh: 'always' | 'never' | { readonly scope: string }
  readonly refreshEnd: 'each' | 'together'
  readonly refreshRetry: 'same_successor' | 'refuse'
  readonly refreshTokenLifetimeSec: number
  readonly refreshRetryWindowSec: number
  readonly redirectUriAtExchange: 'required' | 'offered'
  readonly codeYields: 'access' | 'subject_token'
  readonly passwordRole: string | undefined
  readonly roomLifetimeSec: number
  readonly textCaps: TextCaps
}

export interface GrantDeps {
  readonly now: number
  readonly ip: string
  readonly rules: SettledRules
  /** Reads of committed facts. */
  readonly records: Records
  readonly secrets: Secrets
  readonly passwords: Passwords
  readonly random: Random
  introspect(token: string): Promise<Introspection>
  /** Whether the family, its client and the credential that it came of are all still there. */
  isFamilyAlive(family: FamilyRecord): Promise<boolean>
  /** No token of a family outlives this; how long its revocation must be remembered. */
  readonly tokenLifetimeSecMax: number
  /**
   * Runs the consuming part in one transaction together with the audit record of its outcome.
   * Called at most once, last. A `ProtocolError` commits what was done before it is thrown.
   * `about` names the row that it decides on, where nothing else is waited for or changed: it may
   * then share its transaction (see `Store.transaction`).
   */
  decide(
    work: (records: Records) => Awaitable<Authorization>,
    about?: string,
  ): Promise<Authorization>
}

/** A parameter that the grant cannot do without. */
export function textParameter(request: GrantRequest, parameter: string): string {
  const value = request.parameters[parameter]
  if (value === undefined || value === null || value === '') {
    throw new ProtocolError('parameter_missing', { parameter })
  }
  if (typeof value !== 'string') throw new ProtocolError('parameter_malformed', { parameter })
  return value
}

export function optionalTextParameter(
  request: GrantRequest,
  parameter: string,
): string | undefined {
  const value = request.parameters[parameter]
  return value === undefined || value === null ? undefined : textParameter(request, parameter)
}
