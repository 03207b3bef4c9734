import { type Endpoint, isResourceEndpoint } from '../dialects/contract.ts'
import type { AdminDeps } from './deps.ts'
import { isForAllStyles, takenAt } from './explain-request.ts'
import type { TokenExplanation, TokenFacts } from './explain-token.ts'
import type { Identified } from './identify.ts'

export interface Accepting {
  /** `GET /v1/locations`, as the route is written down. */
  readonly route: string
  readonly method: string
  readonly path: string
  /** `undefined` for what belongs to no style. */
  readonly dialect: string | undefined
}

const MANAGEMENT: Accepting = {
  route: 'the management API',
  method: '*',
  path: '/admin/v1',
  dialect: undefined,
}

/** The routes that would take it as it was pasted; none where it is dead. */
export function acceptedBy(
  deps: AdminDeps,
  identified: Identified,
  { facts, isAlive }: TokenExplanation,
): readonly Accepting[] {
  if (!isAlive) return []
  if (facts.kind === 'management_key') return [MANAGEMENT]
  return deps.dialects
    .filter(({ name }) => deps.liveDialects.isOn(name))
    .flatMap((dialect) =>
      dialect.endpoints
        .filter((endpoint) => {
          if (facts.dialect !== dialect.name && !isForAllStyles(endpoint)) return false
          return isResourceEndpoint(endpoint)
            ? isResourceOpen(endpoint, identified, facts)
            : takenAt(dialect, endpoint).includes(facts.kind)
        })
        .map(({ method, path }) => ({
          route: `${method} ${path}`,
          method,
          path,
          dialect: dialect.name,
        })),
    )
}

function isResourceOpen(
  { opens, requires }: Extract<Endpoint, { opens: unknown }>,
  identified: Identified,
  { kind, scope = [] }: TokenFacts,
): boolean {
  // By itself a subject token opens nothing: its client's keys stand before it.
  if (kind === 'subject_token' && identified.form !== 'joined') return false
  if (!opens.some((one) => one === kind)) return false
  return 'noScopeBecause' in requires || requires.scopes.every((one) => scope.includes(one))
}
