import type { Figures } from '../audit/figures.ts'
import {
  type AuthorizationEndpoint,
  type Dialect,
  type DoorEndpoint,
  type Endpoint,
  isResourceEndpoint,
} from '../dialects/contract.ts'
import type { ProgramMethod, ProgramPath } from '../http/programs.ts'
import type { Clock } from '../protocol/clock.ts'
import { type ProtocolError, toProtocolError } from '../protocol/errors.ts'
import type { WireRequest, WireResponse } from '../protocol/wire.ts'

/** Endpoints that programs call; the others are pages. */
export type Program = Exclude<Endpoint, AuthorizationEndpoint | DoorEndpoint>

export type Answer = (
  dialect: Dialect,
  endpoint: Program,
  request: WireRequest,
) => Promise<WireResponse> | WireResponse

interface Deps {
  readonly clock: Clock
  readonly figures: Figures
  isOn(dialect: string): boolean
  logFailure(error: ProtocolError, requestId: string): void
}

/** All paths of a dialect, each with its methods; refusals in the dialect's own shape. */
export function programPaths(dialect: Dialect, answer: Answer, deps: Deps): ProgramPath[] {
  const byPath = Map.groupBy(
    dialect.endpoints
      .filter(isProgram)
      .flatMap((endpoint) =>
        [endpoint.path, ...(endpoint.aliases ?? [])].map((path) => ({ path, endpoint })),
      ),
    ({ path }) => path,
  )
  return [...byPath].map(([path, places]) => {
    const endpoints = places.map(({ endpoint }) => endpoint)
    const isForPages = endpoints.some((one) => isResourceEndpoint(one) && one.isForPages)
    return {
      path,
      methods: new Map(endpoints.map((one) => [one.method, methodOf(dialect, one, answer, deps)])),
      readers: dialect.isOpenToBrowsers ? 'any_page' : isForPages ? 'named_pages' : 'no_page',
      isOn: () => deps.isOn(dialect.name),
      refuse(thrown, requestId) {
        const error = toProtocolError(thrown)
        deps.logFailure(error, requestId)
        const context = { requestId, now: deps.clock.now() }
        return dialect.refuse(error, endpoints[0]?.operation ?? 'token', context)
      },
    }
  })
}

function methodOf(
  dialect: Dialect,
  endpoint: Program,
  answer: Answer,
  { figures }: Deps,
): ProgramMethod {
  const isMeasured = endpoint.operation === 'token' || isResourceEndpoint(endpoint)
  return {
    accepts: endpoint.accepts,
    async answer(request) {
      const fromMs = performance.now()
      const response = await answer(dialect, endpoint, request)
      if (isMeasured) figures.took(dialect.name, performance.now() - fromMs)
      return response
    },
  }
}

function isProgram(endpoint: Endpoint): endpoint is Program {
  const { operation } = endpoint
  return operation !== 'authorization' && operation !== 'agent_sign_in' && operation !== 'guest'
}
