import { randomUUID } from 'node:crypto'
import type { IncomingMessage } from 'node:http'
import {
  type FastifyBaseLogger,
  type FastifyError,
  type FastifyInstance,
  fastify,
  LogController,
} from 'fastify'
import { ANSWER_MS_MAX, withDeadline } from '../protocol/deadline.ts'
import { ProtocolError } from '../protocol/errors.ts'
import type { OnAnswered } from './answered.ts'
import { BODY_BYTES_MAX } from './body.ts'
import { ROUTING } from './routing.ts'
import { EVERYWHERE, setSecurityHeaders } from './security-headers.ts'

declare module 'fastify' {
  interface FastifyContextConfig {
    /** Another server answers and says so itself: its log, its figures, its headers. */
    readonly isPassedOn?: boolean
  }
}

const HEADERS_WAIT_MS_MAX = 10_000
const REQUEST_WAIT_MS_MAX = 30_000
const KEEP_ALIVE_MS = 65_000
const CONNECTIONS_MAX = 20_000
const HEADER_BYTES_MAX = 16_384

const UNREADABLE_HEADERS = { ...EVERYWHERE, 'content-type': 'application/json' }

export interface HttpOptions {
  readonly logger: FastifyBaseLogger
  /** Hears of every answer to a client of the mint itself. */
  readonly onAnswered: OnAnswered
  /** Hears of every answer to a client of an operator's API. */
  readonly onPassed: OnAnswered
  /** Whether the public address is https; then browsers are told to stay there. */
  readonly isHttps: boolean
  /** Addresses of proxies whose forwarded headers are believed. */
  readonly trustedProxies: readonly string[]
  /** Whether it is a question about a request: then a wish for an upgrade is that request's. */
  isQuestion(request: IncomingMessage): boolean
  /** False from the first word of a shutdown on: then every answer ends its connection. */
  isServing(): boolean
}

/** Fastify with every limit set and no parser of its own: bytes are read once, by us. */
export function createServer(options: HttpOptions): FastifyInstance {
  const server = bareServer(options)
  server.server.maxConnections = CONNECTIONS_MAX
  server.addContentTypeParser('*', { parseAs: 'buffer' }, (_, body, done) => done(null, body))
  setSecurityHeaders(server, options.isHttps)
  tellOfAnswers(server, options.onAnswered)
  // After the body was read: a slow client's time is not the store's.
  server.addHook('preHandler', (_request, _reply, done) => withDeadline(ANSWER_MS_MAX, done))
  return server
}

/**
 * For what is passed on: bodies stay streams, and headers are somebody else's to set. It listens
 * nowhere; requests are given to its `routing`.
 */
export function createPassage(options: HttpOptions): FastifyInstance {
  const server = bareServer(options)
  server.addContentTypeParser('*', (_, body, done) => done(null, body))
  tellOfAnswers(server, options.onPassed)
  return server
}

function bareServer(options: HttpOptions): FastifyInstance {
  const server = fastify({
    loggerInstance: options.logger,
    // Every line of ours names its request; a logger per request would be made and thrown away.
    childLoggerFactory: (logger) => logger,
    logController: new LogController({ disableRequestLogging: true }),
    bodyLimit: BODY_BYTES_MAX,
    requestTimeout: REQUEST_WAIT_MS_MAX,
    keepAliveTimeout: KEEP_ALIVE_MS,
    forceCloseConnections: 'idle',
    return503OnClosing: false,
    genReqId: () => randomUUID(),
    requestIdHeader: false,
    // Before any route or hook: a path that cannot be read. Its own text is not sent back.
    frameworkErrors: (error, _, reply) => {
      const body = { error: 'invalid_request', error_description: 'The path cannot be read.' }
      reply.raw.writeHead(error.statusCode ?? 400, UNREADABLE_HEADERS).end(JSON.stringify(body))
    },
    trustProxy: options.trustedProxies.length === 0 ? false : [...options.trustedProxies],
    http: {
      headersTimeout: HEADERS_WAIT_MS_MAX,
      maxHeaderSize: HEADER_BYTES_MAX,
      shouldUpgradeCallback: (request) => opensSocket(request) && !options.isQuestion(request),
    },
    routerOptions: ROUTING,
  })
  server.removeAllContentTypeParsers()
  server.addHook('onSend', (_request, reply, payload, done) => {
    if (!options.isServing()) reply.header('connection', 'close')
    done(null, payload)
  })
  return server
}

/**
 * A WebSocket begins with a GET (RFC 6455 §4.1). Every other wish for an upgrade may be ignored
 * (RFC 9110 §7.8) and is: what was judged as a POST must not go on as a GET, and clients that wish
 * for HTTP/2 (h2c) are content with what they have.
 */
function opensSocket({ method, headers }: IncomingMessage): boolean {
  return method === 'GET' && headers.upgrade?.toLowerCase() === 'websocket'
}

/** Fastify's own refusals, before a handler ran, in our terms. */
export function fromFastifyError(error: FastifyError | unknown): ProtocolError {
  if (error instanceof ProtocolError) return error
  const { code, statusCode } = error as Partial<FastifyError>
  if (code === 'FST_ERR_CTP_BODY_TOO_LARGE') return new ProtocolError('body_too_large')
  if (code === 'FST_ERR_CTP_INVALID_MEDIA_TYPE') return new ProtocolError('unsupported_media_type')
  if (statusCode !== undefined && statusCode < 500) return new ProtocolError('malformed_body')
  return new ProtocolError('server_error', { cause: error })
}

/** Tells of every answer of this router, whoever gave it. */
function tellOfAnswers(server: FastifyInstance, onAnswered: OnAnswered): void {
  server.addHook('onResponse', (request, reply, done) => {
    if (request.routeOptions.config.isPassedOn) return done()
    onAnswered({
      requestId: request.id,
      method: request.method,
      route: request.routeOptions.url ?? 'none',
      status: reply.statusCode,
      tookMs: reply.elapsedTime,
    })
    done()
  })
}
