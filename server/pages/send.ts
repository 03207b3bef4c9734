import type { FastifyReply } from 'fastify'
import { pagePolicy } from '../http/security-headers.ts'
import type { ERRORS, ProtocolError } from '../protocol/errors.ts'

/** Loaded with the first page: no token is ever behind one. */
export const views = () => import('./views/index.ts')

interface PageOptions {
  readonly status?: number
  readonly policy?: string
  /** Its address is a credential: no request that the page makes may tell it. */
  readonly hasSecretAddress?: boolean
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
export async function sendProblem(reply: FastifyReply, error: ProtocolError) {
  const { renderProblem } = await views()
  const status = error.status === 401 ? 403 : error.status
  if (error.options.retryAfterSec !== undefined) {
    reply.header('retry-after', error.options.retryAfterSec)
  }
  const html = renderProblem({
    status,
    heading: HEADINGS[status] ?? 'This did not work',
    words: error.description,
    whatToDo: status >= 500 ? 'Try again in a moment.' : ADVICE[error.code],
    requestId: reply.request.id,
  })
  return sendPage(reply, html, { status })
}

const HEADINGS: Readonly<Record<number, string>> = {
  400: 'The link is not right',
  403: 'This is not allowed',
  404: 'There is nothing here',
  410: 'This has expired',
  429: 'Too many attempts',
}

const ADVICE: Partial<Record<keyof typeof ERRORS, string>> = {
  parameter_malformed: 'Go back to the application that sent you here and start again.',
  parameter_missing: 'Go back to the application that sent you here and start again.',
  forged_form: 'Open the page again and send the form from there.',
  too_many_attempts: 'Wait a little before the next attempt.',
  gone: 'Ask for a new link.',
  not_found: 'Check that the link is complete.',
  access_denied: 'Ask whoever gave you the link for a new one.',
}
