import { Transform } from 'node:stream'
import '@fastify/reply-from'
import type { FastifyReply, FastifyRequest } from 'fastify'
import { ProtocolError } from '../../protocol/errors.ts'
import type { FoundRule } from '../apis/table.ts'
import { broughtBack } from './answer-headers.ts'
import { passedOn, senderOf } from './request-headers.ts'
import type { Upstream, Upstreams } from './upstream.ts'

/** What is asked of another upstream too: asking twice changes nothing (RFC 9110 §9.2.1). */
const SAFE: ReadonlySet<string> = new Set(['GET', 'HEAD', 'OPTIONS'])
/** An upstream that says so is not well, whatever its proxy or itself means by it. */
const UNWELL: ReadonlySet<number> = new Set([502, 503, 504])

const NOT_MODIFIED = 304

export interface Passage {
  readonly found: FoundRule
  readonly upstreams: Upstreams
  /** What is said of the caller; nothing where the rule asks for nobody. */
  readonly identity: Readonly<Record<string, string>>
  /** Our own fields of the answer. */
  readonly answerHeaders: Readonly<Record<string, string>>
  /** Hears of the answer while its body still flows. */
  onAnswer(status: number): void
  refuse(thrown: unknown): FastifyReply
}

/**
 * Asks an upstream and brings back what it says, bodies flowing both ways. What cannot be asked
 * safely a second time is asked once.
 */
export function forward(
  request: FastifyRequest,
  reply: FastifyReply,
  passage: Passage,
): FastifyReply {
  const { found, upstreams, identity, answerHeaders } = passage
  const { rule, query } = found
  const path = upstreamPath(found)
  const { ip, protocol, headers: sent } = request
  const body = boundedBody(request, rule.bodyBytesMax)
  const headers = {
    ...passedOn(sent),
    ...senderOf({ ip, protocol, requestId: request.id, headers: sent }),
    ...identity,
  }
  const isRepeatable = SAFE.has(request.method) && request.body === undefined
  const asked: Upstream[] = []
  const attempt = (): FastifyReply => {
    const upstream = upstreams.take(performance.now(), asked)
    asked.push(upstream)
    return reply.from(path, {
      getUpstream: () => upstream.origin,
      queryString: () => query.slice(1),
      timeout: rule.timeoutMs,
      retryDelay: () => null,
      rewriteRequestHeaders: () => headers,
      rewriteHeaders: (answered) => ({ ...broughtBack(answered), ...answerHeaders }),
      onResponse(_, answer, { statusCode, stream }) {
        if (UNWELL.has(statusCode)) upstream.failed(performance.now())
        else upstream.answered()
        passage.onAnswer(statusCode)
        if (statusCode === NOT_MODIFIED) {
          // The length that it may name is of what it does not send (RFC 9110 §15.4.5), and the
          // library would wait for it.
          stream.on('error', () => {}).resume()
          answer.removeHeader('content-length')
          answer.send()
        } else answer.send(stream)
      },
      onError(_, { error }) {
        const fault = faultOf(error, body.refusal)
        if (fault.status < 500 || request.raw.aborted) upstream.leftAlone()
        else upstream.failed(performance.now())
        if (fault.status < 500 || !isRepeatable) return passage.refuse(fault)
        try {
          return attempt()
        } catch {
          // Nobody else is left to ask; the fault says more than that.
          return passage.refuse(fault)
        }
      },
    })
  }
  if (body.stream !== undefined) request.body = body.stream
  try {
    return attempt()
  } catch (thrown) {
    return passage.refuse(thrown)
  }
}

/** The path that was judged, letter by letter, below another root where the API says so. */
export function upstreamPath({ live: { api }, path }: FoundRule): string {
  const { upstream_path: root } = api
  if (root === undefined) return path
  const rest = api.path === '/' ? path : path.slice(api.path.length)
  if (root === '/') return rest === '' ? '/' : rest
  return rest === '/' ? root : `${root}${rest}`
}

interface Body {
  readonly stream: Transform | undefined
  /** Why the body was cut off, once it was. */
  readonly refusal: ProtocolError | undefined
}

const NO_BODY: Body = { stream: undefined, refusal: undefined }

/**
 * Throws `body_too_large`, and `malformed_body` where a method that has none brings one: servers
 * do not agree on where it ends. What does not say its length is counted as it flows.
 */
function boundedBody({ headers, method, body }: FastifyRequest, bytesMax: number): Body {
  const length = headers['content-length']
  const isChunked = headers['transfer-encoding'] !== undefined
  if (length !== undefined && Number(length) > bytesMax) throw new ProtocolError('body_too_large')
  if (method === 'GET' || method === 'HEAD') {
    if (!isChunked && (length === undefined || length === '0')) return NO_BODY
    throw new ProtocolError('malformed_body', { description: 'This method has no body.' })
  }
  if (!isChunked || body === undefined) return NO_BODY
  let bytes = 0
  let refusal: ProtocolError | undefined
  const stream = new Transform({
    transform(chunk: Buffer, _, done) {
      bytes += chunk.length
      if (bytes > bytesMax) refusal = new ProtocolError('body_too_large')
      done(refusal ?? null, chunk)
    },
  })
  // Whoever reads it hears of its end; where nobody does any more, it must not end the process.
  stream.on('error', () => {})
  const source = body as NodeJS.ReadableStream
  source.on('error', (cause) => stream.destroy(cause as Error)).pipe(stream)
  return {
    stream,
    get refusal() {
      return refusal
    },
  }
}

function faultOf(error: Error & { statusCode?: number }, refusal: ProtocolError | undefined) {
  if (refusal !== undefined) return refusal
  if (error instanceof ProtocolError) return error
  const detail = String(error.cause ?? error)
  return error.statusCode === 504
    ? new ProtocolError('upstream_late', { detail })
    : new ProtocolError('upstream_failed', { detail })
}
