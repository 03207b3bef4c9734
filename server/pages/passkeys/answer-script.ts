import type { FastifyReply, FastifyRequest } from 'fastify'
import { readWire } from '../../http/wire.ts'
import { type ProtocolError, toProtocolError } from '../../protocol/errors.ts'
import { fieldsOf, textField } from '../../protocol/fields.ts'
import type { Fields, WireRequest } from '../../protocol/wire.ts'
import type { Browser } from '../browser.ts'
import { languageOf } from '../language.ts'
import type { Messages } from '../messages/index.ts'
import { type PageDeps, problemWords } from '../send.ts'

export interface Asked {
  readonly wire: WireRequest
  readonly fields: Fields
}

type Answer = (asked: Asked, request: FastifyRequest, reply: FastifyReply) => Promise<object>

/**
 * A route that the script of our own page asks, and nobody else: JSON, with the token of the page's
 * form. What is refused is told in the reader's words.
 */
export function answerScript(
  deps: PageDeps & { readonly browser: Browser },
  purpose: string,
  answer: Answer,
) {
  return async (request: FastifyRequest, reply: FastifyReply): Promise<FastifyReply> => {
    reply.header('cache-control', 'no-store').type('application/json; charset=utf-8')
    try {
      const wire = readWire(request, ['json'])
      const fields = fieldsOf(wire)
      deps.browser.demandOwnForm(request, purpose, textField(fields, 'csrf'))
      return reply.send(JSON.stringify(await answer({ wire, fields }, request, reply)))
    } catch (thrown) {
      const error = toProtocolError(thrown)
      deps.logFailure(error, request.id)
      const { retryAfterSec } = error.options
      if (retryAfterSec !== undefined) reply.header('retry-after', retryAfterSec)
      return reply
        .code(error.status)
        .send(JSON.stringify({ problem: wordsOf(languageOf(request), error) }))
    }
  }
}

function wordsOf(text: Messages, error: ProtocolError): string {
  const { words, whatToDo } = problemWords(text, error)
  return [words, whatToDo].filter((sentence) => sentence !== undefined).join(' ')
}
