import type { AuditTrail } from '../audit/trail.ts'
import type { Secrets } from '../credentials/secrets.ts'
import type { Dialect, ResourceEndpoint, ResourceEndpointOf } from '../dialects/contract.ts'
import type { Clock } from '../protocol/clock.ts'
import { type ProtocolError, toProtocolError } from '../protocol/errors.ts'
import type { Introspection, Presented } from '../protocol/introspection.ts'
import type { ResourceOperations } from '../protocol/resource-operations.ts'
import type { Site } from '../protocol/site.ts'
import type { WireRequest, WireResponse } from '../protocol/wire.ts'
import { type ResourceDeps, upstreams } from '../resources/operations.ts'
import type { Store } from '../store/store.ts'
import { admit } from './admit.ts'
import { countedOf } from './counted.ts'
import { admitOrigin, demandNoKeyFromPage } from './origin.ts'

export interface GatewayDeps {
  readonly store: Store
  readonly secrets: Secrets
  readonly clock: Clock
  readonly site: Site
  readonly audit: AuditTrail
  introspectPresented(presented: Presented, dialect: string, ip: string): Promise<Introspection>
  logFailure(error: ProtocolError, requestId: string): void
}

/** Router → here → what it bears → whose that is → from which page → the resource. */
export async function answerResource(
  deps: GatewayDeps,
  dialect: Dialect,
  endpoint: ResourceEndpoint,
  request: WireRequest,
): Promise<WireResponse> {
  const now = deps.clock.now()
  // Also where nobody is known, it was this style's path.
  const asked = { action: `resource.${endpoint.operation}`, dialect: dialect.name }
  let caller: Introspection | undefined
  try {
    const bears = dialect.presented(request)
    demandNoKeyFromPage(bears, request)
    caller = await admit(bears, endpoint, (presented) =>
      deps.introspectPresented(presented, dialect.name, request.ip),
    )
    const forPage = await admitOrigin(deps.store, caller, request)
    const response = await call(endpoint, caller, request, deps, now)
    deps.audit.count(countedOf(request, { ...asked, outcome: 'granted' }, caller))
    return { ...response, headers: { ...response.headers, ...forPage } }
  } catch (thrown) {
    const error = toProtocolError(thrown)
    deps.logFailure(error, request.requestId)
    deps.audit.count(countedOf(request, { ...asked, outcome: error.code }, caller, error))
    return dialect.refuse(error, endpoint.operation, { requestId: request.requestId, now })
  }
}

/** One operation's input and output belong together; the union of all endpoints cannot say so. */
async function call<Op extends keyof ResourceOperations>(
  endpoint: ResourceEndpoint,
  caller: Introspection,
  request: WireRequest,
  { store, secrets, site }: GatewayDeps,
  now: number,
): Promise<WireResponse> {
  const one = endpoint as unknown as ResourceEndpointOf<Op>
  const upstream = upstreams[one.operation] as (
    input: ResourceOperations[Op]['input'],
    caller: Introspection,
    deps: ResourceDeps,
  ) => Promise<ResourceOperations[Op]['output']>
  const output = await upstream(one.read(request), caller, { store, secrets, now })
  return one.write(output, { request, site, now })
}
