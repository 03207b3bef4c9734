import { request as askHttp, type IncomingMessage, ServerResponse, STATUS_CODES } from 'node:http'
import { request as askHttps } from 'node:https'
import type { Socket } from 'node:net'
import type { Duplex } from 'node:stream'
import type { FastifyReply, FastifyRequest } from 'fastify'
import { ProtocolError } from '../../protocol/errors.ts'
import { broughtBack } from './answer-headers.ts'
import { type Passage, upstreamPath } from './forward.ts'
import { passedOn, senderOf } from './request-headers.ts'

/** A request whose socket is to become something else than HTTP. */
export interface Upgrading {
  readonly socket: Duplex
  /** What came after the request. */
  readonly head: Buffer
}

/** So that a refusal is an ordinary answer, after which the connection ends. */
export function responseOn(request: IncomingMessage, socket: Duplex): ServerResponse {
  const response = new ServerResponse(request)
  response.shouldKeepAlive = false
  response.assignSocket(socket as Socket)
  response.once('finish', () => socket.end())
  return response
}

/** RFC 6455 §4.1: two headers that are for one connection, and so are said anew. */
const TO_SOCKET = { connection: 'Upgrade', upgrade: 'websocket' } as const

/**
 * Joins a client's socket with an upstream's once that has agreed to it (RFC 6455 §4.2.2): bytes
 * flow as they come, so that extensions and subprotocols are between those two. An upstream's own
 * refusal is brought back. Throws `malformed_body` for what is no WebSocket, and `upstream_away`,
 * `upstream_failed` or `upstream_late`.
 */
export async function join(
  request: FastifyRequest,
  reply: FastifyReply,
  { found, upstreams, identity, answerHeaders }: Omit<Passage, 'onAnswer'>,
  { socket, head }: Upgrading,
  watch: (socket: Duplex) => void,
): Promise<FastifyReply> {
  const { headers, ip, method, protocol, id: requestId } = request
  // It goes on as a GET without a body, so it must have been judged as one.
  const hasBody = 'content-length' in headers || 'transfer-encoding' in headers
  if (headers.upgrade?.toLowerCase() !== 'websocket' || method !== 'GET' || hasBody) {
    throw new ProtocolError('malformed_body', { description: 'Only WebSockets are passed on.' })
  }
  const upstream = upstreams.take(performance.now())
  const url = new URL(`${upstream.origin}${upstreamPath(found)}${found.query}`)
  const sent = {
    ...passedOn(headers),
    ...senderOf({ ip, protocol, requestId, headers }),
    ...identity,
    ...TO_SOCKET,
  }
  let answer: Answered
  try {
    answer = await ask(url, sent, socket, found.rule.timeoutMs)
  } catch (thrown) {
    upstream.failed(performance.now())
    throw thrown
  }
  upstream.answered()
  const { response, joined, joinedHead } = answer
  const fields = { ...broughtBack(response.headers), ...answerHeaders }
  if (joined === undefined) {
    return reply
      .code(response.statusCode ?? 502)
      .headers(fields)
      .send(response)
  }
  reply.hijack()
  reply.raw.detachSocket(socket as Socket)
  socket.write(headOf(response, { ...fields, ...TO_SOCKET }))
  socket.write(joinedHead)
  joined.write(head)
  pipeBoth(socket, joined)
  watch(socket)
  return reply
}

interface Answered {
  readonly response: IncomingMessage
  /** The upstream's socket, where it agreed. */
  readonly joined: Duplex | undefined
  readonly joinedHead: Buffer
}

const NOTHING = Buffer.alloc(0)

function ask(
  url: URL,
  headers: Readonly<Record<string, string | string[]>>,
  client: Duplex,
  timeoutMs: number,
): Promise<Answered> {
  return new Promise((resolve, reject) => {
    const begin = url.protocol === 'https:' ? askHttps : askHttp
    const request = begin(url, { headers, timeout: timeoutMs, agent: false })
    request.on('timeout', () => {
      reject(new ProtocolError('upstream_late'))
      request.destroy()
    })
    request.on('error', (cause) => {
      reject(new ProtocolError('upstream_failed', { detail: String(cause) }))
    })
    request.on('response', (response) =>
      resolve({ response, joined: undefined, joinedHead: NOTHING }),
    )
    request.on('upgrade', (response, joined, joinedHead) => {
      joined.setTimeout(0)
      resolve({ response, joined, joinedHead })
    })
    client.once('close', () => request.destroy())
    request.end()
  })
}

function pipeBoth(client: Duplex, upstream: Duplex): void {
  client.pipe(upstream).pipe(client)
  for (const [one, other] of [
    [client, upstream],
    [upstream, client],
  ] as const) {
    one.on('error', () => other.destroy())
    one.on('close', () => other.destroy())
  }
}

function headOf(
  { statusCode = 101 }: IncomingMessage,
  fields: Readonly<Record<string, string | string[] | undefined>>,
): string {
  const lines = Object.entries(fields).flatMap(([name, value]) =>
    [value].flat().flatMap((one) => (one === undefined ? [] : `${name}: ${one}`)),
  )
  return `HTTP/1.1 ${statusCode} ${STATUS_CODES[statusCode] ?? ''}\r\n${lines.join('\r\n')}\r\n\r\n`
}
