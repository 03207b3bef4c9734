import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { z } from 'zod'
import { parseBody } from '../http/body.ts'
import { fromFastifyError } from '../http/server.ts'
import { ProtocolError } from '../protocol/errors.ts'
import { hearReply, type ReplyDeps } from './replies.ts'
import { verifySigned } from './signature.ts'

const REPLY_CHARACTERS_MAX = 1_600

/** `from` and `body` as the program that receives replies has them. Other fields are its own. */
const replySchema = z.object({
  type: z.literal('text.received'),
  data: z.object({
    from: z.string().min(1).max(32),
    body: z.string().max(REPLY_CHARACTERS_MAX),
  }),
})

export interface InboundDeps extends ReplyDeps {
  /** What signs the requests, both ways; `undefined` where no webhook is set. */
  readonly webhookKey: Uint8Array | undefined
  logFailure(error: ProtocolError, requestId: string): void
}

/** `POST /texts/replies`: a reply to a text, in the form in which the webhook sends texts. */
export async function registerReplies(server: FastifyInstance, deps: InboundDeps): Promise<void> {
  await server.register(async (scope) => {
    scope.removeAllContentTypeParsers()
    scope.addContentTypeParser('*', { parseAs: 'string' }, (_request, body, done) =>
      done(null, body),
    )
    scope.setErrorHandler((thrown, request, reply) => {
      const error = fromFastifyError(thrown)
      deps.logFailure(error, request.id)
      return reply.code(error.status).send({ error: error.oauth, message: error.description })
    })
    scope.post('/texts/replies', (request, reply) => answer(deps, request, reply))
  })
}

async function answer(
  deps: InboundDeps,
  request: FastifyRequest,
  reply: FastifyReply,
): Promise<FastifyReply> {
  const { webhookKey, clock } = deps
  if (webhookKey === undefined) throw new ProtocolError('not_found')
  const text = typeof request.body === 'string' ? request.body : ''
  const header = (name: string) => {
    const value = request.headers[`webhook-${name}`]
    return typeof value === 'string' ? value : undefined
  }
  const signed = {
    id: header('id'),
    timestamp: header('timestamp'),
    signature: header('signature'),
  }
  const at = verifySigned(webhookKey, signed, text, clock.now())
  if (at === undefined) {
    throw new ProtocolError('invalid_client', {
      description: 'The signature is missing, wrong or too old (Standard Webhooks).',
    })
  }
  const body = parseBody('application/json', Buffer.from(text), ['json'])
  const said = replySchema.safeParse(body.kind === 'json' ? body.value : undefined)
  if (!said.success) throw new ProtocolError('parameter_malformed', { parameter: 'data' })
  const { from, body: words } = said.data.data
  const heard = await hearReply(
    deps,
    { from, words, at },
    { ip: request.ip, requestId: request.id },
  )
  return reply.header('cache-control', 'no-store').send({ heard })
}
