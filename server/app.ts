import fastifyCookie from '@fastify/cookie'
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import type { Logger } from 'pino'
import type { AdminDeps } from './admin/deps.ts'
import { registerLiveKit } from './conference/livekit-routes.ts'
import { registerRoomSocket } from './conference/socket.ts'
import { CONSOLE_ASSETS, registerConsole, registerConsoleAssets } from './console/index.ts'
import { ACCESS_TOKEN_LIFETIME_SEC_MAX, type Core } from './core.ts'
import { type Dialect, isResourceEndpoint, publishedSigner } from './dialects/contract.ts'
import { registerEmbeds } from './embeds/index.ts'
import { registerWidgetScript, WIDGET_SCRIPT } from './embeds/widget-script.ts'
import { answerJwks, answerMetadata } from './endpoints/discovery.ts'
import { type Readiness, registerHealth } from './endpoints/health.ts'
import { type Answer, programPaths } from './endpoints/program-paths.ts'
import { registerRevocations } from './endpoints/revocations.ts'
import { answerToken } from './endpoints/token.ts'
import { answerTokenCare } from './endpoints/token-care.ts'
import type { AdmissionDeps } from './gateway/admission.ts'
import { identityIn } from './gateway/forward/identity.ts'
import { isQuestion } from './gateway/forward-auth/proxies.ts'
import { registerForwardAuth } from './gateway/forward-auth/register.ts'
import { createGateway } from './gateway/gateway.ts'
import { LiveTable } from './gateway/live-table.ts'
import { gatewayMetrics } from './gateway/metrics.ts'
import { answerResource } from './gateway/resource.ts'
import { sharedLimits } from './gateway/shared-limits.ts'
import { grants } from './grants/index.ts'
import type { OnAnswered } from './http/answered.ts'
import { divert } from './http/divert.ts'
import { type Metrics, registerMetrics } from './http/metrics.ts'
import { ownPathsOf } from './http/own-paths.ts'
import { passOn } from './http/pass-on.ts'
import { programsAt } from './http/programs.ts'
import { createServer, fromFastifyError, type HttpOptions } from './http/server.ts'
import { sendWire } from './http/wire.ts'
import { registerAccountPages } from './pages/account/index.ts'
import { registerAssets } from './pages/assets.ts'
import { type AuthorizationRoute, registerAuthorizePages, senderAt } from './pages/authorize.ts'
import { browserWith } from './pages/browser.ts'
import { registerLanguages } from './pages/choose-language.ts'
import { registerDoor } from './pages/doors.ts'
import { homeOf } from './pages/home.ts'
import { registerSetup } from './pages/invited/setup.ts'
import { registerWelcome } from './pages/invited/welcome.ts'
import { registerOpenRoom } from './pages/open-room.ts'
import { registerPasskeyScript } from './pages/passkeys/script.ts'
import { registerPasskeySignIn } from './pages/passkeys/sign-in.ts'
import { ROOM_FILES, registerRoomFiles } from './pages/room-files.ts'
import { isForPerson, sendProblem } from './pages/send.ts'
import { registerSignInPages } from './pages/sign-in.ts'
import { ProtocolError } from './protocol/errors.ts'
import { StoreUnavailable } from './store/failure.ts'
import { registerReplies } from './texts/inbound.ts'
import { registerTextMetrics } from './texts/metrics.ts'
import { revocationFeedOf } from './tokens/revocation-feed.ts'

export interface AppOptions {
  readonly core: Core
  readonly logger: Logger
  /** Writes one line per request. */
  readonly logRequest: OnAnswered
  readonly metrics: Metrics
  readonly readiness: Readiness
  /** Opens the management API to whoever is in this very process. */
  readonly localAuthority?: string
}

const MANAGEMENT = '/admin/v1'
/** For whoever looks at `/readyz`. */
const NO_TEXTS = 'texts wait: no provider is set'

/** The composition root: the only file that knows every part. */
export async function createApp(options: AppOptions): Promise<FastifyInstance> {
  const { core, metrics } = options
  const { server, http, ownPaths, isHttps, deps, browser, logFailure } = await laidOut(options)
  const programs = programsAt(server.server, http, ownPaths)
  const table = new LiveTable(core.apis, core.site)
  const admission: AdmissionDeps = {
    ...deps,
    limits: sharedLimits(core.store, core.onStoreError),
    identityOf: identityIn({ ...core, signer: () => publishedSigner(core) }),
  }
  const answer: Answer = (dialect, endpoint, request) => {
    if (isResourceEndpoint(endpoint)) return answerResource(deps, dialect, endpoint, request)
    switch (endpoint.operation) {
      case 'token':
        return answerToken(deps, dialect, endpoint, request)
      case 'introspection':
      case 'revocation':
        return answerTokenCare(deps, dialect, endpoint, request)
      case 'jwks':
        return answerJwks(core.keys, dialect)
      case 'metadata':
        return answerMetadata(dialect, core, request)
      default:
        return endpoint satisfies never
    }
  }

  registerMetrics(server, metrics)
  registerTextMetrics(metrics.registry, core.store)
  const wanting = core.textProvider === undefined ? [NO_TEXTS] : []
  registerHealth(server, core.store, { ...options.readiness, wanting })
  registerAssets(server, core)
  const home = homeOf(core)
  registerLanguages(server, { ...deps, isHttps })
  registerPasskeyScript(server)
  registerPasskeySignIn(server, { ...deps, browser })
  registerSetup(server, { ...deps, browser, isHttps })
  registerWelcome(server, { ...deps, browser, isHttps })
  const authorizing = { ...deps, browser, routes: core.dialects.flatMap(authorizationRoutes) }
  registerAuthorizePages(server, authorizing)
  registerSignInPages(server, authorizing, (returnTo, wire) =>
    senderAt(authorizing, returnTo, wire),
  )
  registerAccountPages(server, { ...deps, browser })
  await registerRoomSocket(server, deps)
  if (core.liveKit !== undefined) registerLiveKit(server, deps, core.liveKit)
  registerOpenRoom(server, { ...deps, roomLifetimeSec: core.config.room_lifetime_sec })
  for (const dialect of core.dialects) {
    for (const path of programPaths(dialect, answer, deps)) programs.add(path)
    for (const endpoint of dialect.endpoints) {
      const isDoor = endpoint.operation === 'agent_sign_in' || endpoint.operation === 'guest'
      if (isDoor) registerDoor(server, { ...deps, home }, dialect, endpoint)
    }
  }
  const discovery = core.dialects.find(leadsVerifiers)
  if (discovery !== undefined) {
    registerRevocations(
      server,
      programs,
      deps,
      discovery,
      revocationFeedOf({ board: core.store.board, secrets: core.secrets }),
    )
  }
  passOn(server, [MANAGEMENT], () => createManagement(options, (name) => table.statesOf(name)))
  registerConsole(server, core)
  passOn(server, [CONSOLE_ASSETS, ROOM_FILES, WIDGET_SCRIPT], () => createFiles(options))
  registerEmbeds(server, { ...deps, isHttps })
  await registerReplies(server, deps)
  registerStrangers(server, core, logFailure)
  const proxies = core.config['gateway.forward_auth_proxies']
  registerForwardAuth(server, { ...admission, apis: table, proxies })
  const gateway = createGateway({
    ...admission,
    http,
    table,
    isOwnPath: ownPaths.has,
    board: core.store.board,
    metrics: gatewayMetrics(metrics.registry, table),
  })
  await gateway.ready()
  server.addHook('preClose', async () => gateway.endSockets())
  server.addHook('onClose', () => gateway.close())
  // Last, when every other listener of the port is there.
  server.addHook('onReady', async () => divert(server.server, gateway))
  return server
}

/**
 * The management API alone: for the command line in this very process, which serves nobody else,
 * and behind a server's door. Its modules and schemas would be half of a start, and the first token
 * needs none of them.
 */
export async function createManagement(
  options: AppOptions,
  // The command line forwards nothing, so it knows nothing of who answers.
  upstreamStates: AdminDeps['upstreamStates'] = () => ({}),
): Promise<FastifyInstance> {
  const { server, deps, browser, logFailure } = await laidOut(options)
  const { core, localAuthority } = options
  const { registerAdmin } = await import('./admin/index.ts')
  const { countsIn, overviewsIn } = await import('./admin/overview-figures.ts')
  await registerAdmin(server, MANAGEMENT, {
    ...deps,
    browser,
    localAuthority,
    upstreamStates,
    accessTokenLifetimeSecMax: ACCESS_TOKEN_LIFETIME_SEC_MAX,
    signingKeyLeadSec: core.config.signing_key_lead_sec,
    signingKeyLifetimeSec: core.config.signing_key_lifetime_sec,
    isDev: core.config.mode === 'dev',
    overview: overviewsIn(deps),
    ...countsIn(deps),
  })
  registerStrangers(server, core, logFailure)
  await server.ready()
  return server
}

/** What browsers load as it was built, behind a door too: no token needs what sends files. */
async function createFiles(options: AppOptions): Promise<FastifyInstance> {
  const { server, logFailure } = await laidOut(options)
  await registerConsoleAssets(server)
  await registerRoomFiles(server)
  await registerWidgetScript(server)
  registerStrangers(server, options.core, logFailure)
  await server.ready()
  return server
}

/** What every part stands on. */
async function laidOut({ core, logger, logRequest, metrics, readiness }: AppOptions) {
  const isHttps = core.site.baseUrl.startsWith('https:')
  const http: HttpOptions = {
    isQuestion,
    logger,
    onAnswered(answered) {
      logRequest(answered)
      metrics.answered(answered)
    },
    onPassed: logRequest,
    isHttps,
    trustedProxies: core.config.trusted_proxies,
    isServing: readiness.isServing,
  }
  const server = createServer(http)
  const ownPaths = ownPathsOf(server)
  const logFailure = (error: ProtocolError, requestId: string): void => {
    if (error instanceof StoreUnavailable) core.onStoreError(error)
    else if (error.status >= 500)
      logger.error({ requestId, err: error.cause ?? error }, error.message)
    else logger.debug({ requestId, code: error.code }, error.message)
  }
  await server.register(fastifyCookie)
  const browser = browserWith({ ...core, isHttps })
  return {
    server,
    http,
    ownPaths,
    isHttps,
    logFailure,
    browser,
    deps: { ...core, grants, logFailure },
  }
}

function leadsVerifiers({ endpoints }: Dialect): boolean {
  return endpoints.some((one) => one.operation === 'metadata' && one.isForVerifiers)
}

function authorizationRoutes(dialect: Dialect): AuthorizationRoute[] {
  return dialect.endpoints.flatMap((endpoint) =>
    endpoint.operation === 'authorization' ? [{ dialect, endpoint }] : [],
  )
}

/** Paths that nobody owns, and errors that nobody caught. */
function registerStrangers(
  server: FastifyInstance,
  core: Core,
  logFailure: (error: ProtocolError, requestId: string) => void,
): void {
  const [standard] = core.dialects
  const refuse = (thrown: unknown, request: FastifyRequest, reply: FastifyReply) => {
    const error = fromFastifyError(thrown)
    if (isForPerson(request)) return sendProblem({ ...core, logFailure }, reply, error)
    logFailure(error, request.id)
    if (standard === undefined) throw error
    const context = { requestId: request.id, now: core.clock.now() }
    return sendWire(reply, standard.refuse(error, 'token', context))
  }
  server.setNotFoundHandler((request, reply) =>
    refuse(new ProtocolError('not_found'), request, reply),
  )
  server.setErrorHandler(refuse)
}
