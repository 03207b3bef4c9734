import { randomUUID } from 'node:crypto'
import type { IncomingMessage, Server, ServerResponse } from 'node:http'
import findMyWay, { type HTTPMethod } from 'find-my-way'
import type { Awaitable } from '../protocol/awaitable.ts'
import { ANSWER_MS_MAX, withDeadline } from '../protocol/deadline.ts'
import { ProtocolError } from '../protocol/errors.ts'
import type { BodyKind, Fields, WireRequest, WireResponse } from '../protocol/wire.ts'
import { clientAddress } from './client-address.ts'
import { takeRequests } from './divert.ts'
import type { OwnPaths } from './own-paths.ts'
import { answerOptions, type Readers } from './preflight.ts'
import { type Received, readBytes } from './read-bytes.ts'
import { ROUTING } from './routing.ts'
import { securityHeaders } from './security-headers.ts'
import type { HttpOptions } from './server.ts'
import { readArrived } from './wire.ts'
import { writeAnswer } from './write-answer.ts'

export type Method = 'GET' | 'POST'

export interface ProgramMethod {
  readonly accepts?: readonly BodyKind[]
  answer(request: WireRequest): Promise<WireResponse>
}

/** A path that programs call, with all its methods. */
export interface ProgramPath {
  readonly path: string
  readonly methods: ReadonlyMap<Method, ProgramMethod>
  readonly readers: Readers
  /** Whether it is served now; asked for each request. */
  isOn(): boolean
  /** Answers whatever was thrown, in the words of whom the path belongs to. */
  refuse(thrown: unknown, requestId: string): WireResponse
}

/** What stands at a path for one method; `undefined` where that is not offered. */
interface Place extends ProgramPath {
  readonly method: ProgramMethod | undefined
  readonly headers: readonly string[]
}

export interface Programs {
  add(path: ProgramPath): void
}

interface Exchange {
  readonly place: Place
  readonly params: Readonly<Record<string, string | undefined>>
  readonly query: Fields
  readonly request: IncomingMessage
  readonly response: ServerResponse
  readonly requestId: string
  readonly fromMs: number
}

const ALL: readonly HTTPMethod[] = ['GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE', 'OPTIONS']

/**
 * The way of what programs ask, which is all that is asked often. Nothing that pages need (cookies,
 * forms, sockets, answers of every kind) stands between the bytes and the dialect. What has a place
 * here never reaches the router of the server, and everything else does.
 */
export function programsAt(server: Server, http: HttpOptions, ownPaths: OwnPaths): Programs {
  const router = findMyWay<findMyWay.HTTPVersion.V1>(ROUTING)
  const addressOf = clientAddress(http.trustedProxies)

  let ready: (() => Promise<void>)[] = []

  takeRequests(server, (request, response) => {
    const found = router.find(request.method as HTTPMethod, request.url ?? '')
    // A path that cannot be decoded has no place.
    const place = (found?.store ?? undefined) as Place | undefined
    if (found === null || place === undefined) return false
    const { params, searchParams: query } = found
    const fromMs = performance.now()
    const exchange = { place, params, query, request, response, requestId: randomUUID(), fromMs }
    if (request.method === 'GET' || request.method === 'HEAD' || !place.isOn()) {
      begin(exchange, undefined)
    } else {
      readBytes(request, (received) => begin(exchange, received))
    }
    return true
  })

  /**
   * After the body was read: a slow client's time is not the store's. What was read in one turn of
   * the event loop goes on together, step by step, so that each step's code and tables are in the
   * caches for all of them: taken one by one, requests cost almost twice the time.
   */
  function begin(exchange: Exchange, received: Received): void {
    if (ready.length === 0) setImmediate(answerReady)
    ready.push(() => answer(exchange, received))
  }

  function answerReady(): void {
    const all = ready
    ready = []
    for (const one of all) void withDeadline(ANSWER_MS_MAX, one)
  }

  async function answer(exchange: Exchange, received: Received): Promise<void> {
    const { place, request, response, requestId, fromMs } = exchange
    const isLast = received instanceof ProtocolError || !http.isServing()
    let answered: WireResponse
    try {
      answered = await answerOf(exchange, received)
    } catch (thrown) {
      answered = place.refuse(thrown, requestId)
    }
    writeAnswer(request, response, answered, place.headers, requestId, isLast)
    http.onAnswered({
      requestId,
      method: request.method ?? '',
      route: place.path,
      status: answered.status,
      tookMs: performance.now() - fromMs,
    })
  }

  function answerOf(exchange: Exchange, received: Received): Awaitable<WireResponse> {
    const { place, request, params, query, requestId } = exchange
    if (!place.isOn()) throw new ProtocolError('not_found')
    if (received instanceof ProtocolError) throw received
    const { method } = place
    if (method === undefined) {
      const allow = [...place.methods.keys()]
      if (request.method === 'OPTIONS') return answerOptions(place.readers, allow, request.headers)
      throw new ProtocolError('method_not_allowed', { allow, value: request.method })
    }
    const ip = addressOf(request)
    const arrived = { raw: request, params, query, bytes: received, ip, requestId }
    return method.answer(readArrived(arrived, method.accepts))
  }

  return {
    add(path) {
      ownPaths.add(path.path)
      const headers = [
        ...Object.entries(securityHeaders(http.isHttps)).flat(),
        ...(path.readers === 'any_page' ? ['access-control-allow-origin', '*'] : []),
      ]
      for (const name of ALL) {
        // Who may read a thing may ask for its head (RFC 9110 §9.3.2).
        const method = path.methods.get((name === 'HEAD' ? 'GET' : name) as Method)
        const place: Place = { ...path, method, headers }
        router.on(name, path.path, NOWHERE, place)
      }
    },
  }
}

const NOWHERE = (): void => undefined
