import type { FastifyReply, FastifyRequest } from 'fastify'
import { pagePolicy } from '../http/security-headers.ts'
import type { Brand } from '../protocol/brand.ts'
import { type ProtocolError, toProtocolError } from '../protocol/errors.ts'
import { frameOf } from './frame.ts'
import type { Messages, ProblemWords } from './messages/index.ts'
import { say, sayLength } from './messages/say.ts'

/** Loaded with the first page: no token is ever behind one. */
export const views = () => import('./views/index.ts')

export interface PageDeps {
  readonly brand: Brand
  logFailure(error: ProtocolError, requestId: string): void
}

interface PageOptions {
  readonly status?: number
  readonly policy?: string
  /** Its address is a credential: no request that the page makes may tell it. */
  readonly hasSecretAddress?: boolean
}

type Handler = (request: FastifyRequest, reply: FastifyReply) => Promise<FastifyReply>

/** A route for people: whatever is thrown becomes a page that says what to do. */
export function page(deps: PageDeps, handler: Handler): Handler {
  return async (request, reply) => {
    try {
      return await handler(request, reply)
    } catch (thrown) {
      return sendProblem(deps, reply, toProtocolError(thrown))
    }
  }
}

/** Whether it is a person who looks at an address that nobody owns, and no program. */
export function isForPerson({ method, headers }: FastifyRequest): boolean {
  return method === 'GET' && /\btext\/html\b/.test(headers.accept ?? '')
}

export function sendPage(reply: FastifyReply, html: string, options: PageOptions = {}) {
  return reply
    .code(options.status ?? 200)
    .headers({
      'content-type': 'text/html; charset=utf-8',
      'content-security-policy': options.policy ?? pagePolicy(),
      // Under `no-referrer` a browser says `Origin: null` of our own forms as well (Fetch §3.2).
      'referrer-policy': options.hasSecretAddress === true ? 'no-referrer' : 'same-origin',
      'cache-control': 'no-store',
    })
    .send(html)
}

/** Tells a person what went wrong and what to do; the operator finds the rest by request id. */
export async function sendProblem(deps: PageDeps, reply: FastifyReply, error: ProtocolError) {
  deps.logFailure(error, reply.request.id)
  const { renderProblem } = await views()
  const frame = frameOf(deps, reply.request)
  const { retryAfterSec } = error.options
  if (retryAfterSec !== undefined) reply.header('retry-after', retryAfterSec)
  // A page cannot ask for the credentials that 401 means (RFC 9110 §15.5.2).
  const status = error.status === 401 ? 403 : error.status
  const html = renderProblem(frame, {
    status,
    ...problemWords(frame.text, error),
    requestId: reply.request.id,
  })
  return sendPage(reply, html, { status })
}

export function problemWords(text: Messages, error: ProtocolError): ProblemWords {
  const known: Readonly<Record<string, ProblemWords>> = text.problems
  const found =
    known[error.options.parameter ?? ''] ??
    known[error.code] ??
    // What has no words in any language yet is told in those of the protocol.
    (error.status >= 500 ? text.problem.fault : { ...text.problem.other, words: error.description })
  const { retryAfterSec } = error.options
  if (retryAfterSec === undefined) return found
  const wait = sayLength(text, retryAfterSec)
  return { ...found, whatToDo: say(text.problem.tryIn, { wait }) }
}
