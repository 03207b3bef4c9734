import type { FastifyReply } from 'fastify'
import { z } from 'zod'
import { fromFastifyError } from '../http/server.ts'
import { challenge } from '../protocol/challenge.ts'
import { ERRORS, type ProtocolError } from '../protocol/errors.ts'
import { InvalidRequest } from './invalid-request.ts'

export const PROBLEM_TYPE = 'application/problem+json'

/** RFC 9457. `code` is the row of the error table; `errors` names each field that is wrong. */
export const problemSchema = z
  .object({
    type: z.string(),
    title: z.string(),
    status: z.int(),
    detail: z.string(),
    code: z.string(),
    request_id: z.string(),
    errors: z.array(z.object({ pointer: z.string(), detail: z.string() })).optional(),
  })
  .meta({ id: 'Problem' })

export type ProblemAnswer = z.output<typeof problemSchema>

/** Every refusal of the management API, whoever threw it. */
export function sendProblem(
  reply: FastifyReply,
  thrown: unknown,
  requestId: string,
): ProtocolError {
  const error = fromFastifyError(thrown)
  const { retryAfterSec, allow } = error.options
  if (error.status === 401) {
    const isMissing = error.code === 'token_missing'
    const said = isMissing ? undefined : 'invalid_token'
    reply.header('www-authenticate', challenge('Bearer', { realm: 'management', error: said }))
  }
  if (retryAfterSec !== undefined) reply.header('retry-after', String(retryAfterSec))
  if (allow !== undefined) reply.header('allow', allow.join(', '))
  const problem: ProblemAnswer = {
    type: `urn:mintmark:problem:${error.code}`,
    title: ERRORS[error.code].meaning,
    status: error.status,
    detail: error.description,
    code: error.code,
    request_id: requestId,
    errors: error instanceof InvalidRequest ? [...error.wrongs] : undefined,
  }
  reply.code(error.status).type(PROBLEM_TYPE).send(JSON.stringify(problem))
  return error
}
