import { Refusal } from '../verify/refusal.ts'
import type { Needs } from '../verify/types.ts'
import type { Verifier } from '../verify/verifier.ts'
import { remember } from './callers.ts'
import { describeResource, type ProtectedResource } from './resource-metadata.ts'

/** What is used of Fastify's request, so that no version of it is demanded. */
export interface FastifyRequestLike {
  readonly headers: Readonly<Record<string, string | string[] | undefined>>
  readonly raw: { readonly rawHeaders: readonly string[] }
  readonly url: string
  readonly ip: string
}

export interface FastifyReplyLike {
  code(status: number): this
  headers(values: Record<string, string>): this
  send(body: unknown): this
}

interface FastifyLike {
  get(
    path: string,
    answer: (request: unknown, reply: FastifyReplyLike) => FastifyReplyLike,
  ): unknown
}

/** A hook (`onRequest` or `preHandler`) that lets through who may, and answers everybody else. */
export function protect(verifier: Verifier, needs?: Needs) {
  return async (
    request: FastifyRequestLike,
    reply: FastifyReplyLike,
  ): Promise<FastifyReplyLike | undefined> => {
    const { headers, raw, url, ip } = request
    try {
      const seen = { headers, rawHeaders: raw.rawHeaders, url, ip }
      remember(request, await verifier.verify(seen, needs))
      return undefined
    } catch (thrown) {
      if (!(thrown instanceof Refusal)) throw thrown
      return reply
        .code(thrown.status)
        .headers({ ...thrown.headers })
        .send(thrown.body)
    }
  }
}

/** A plugin that serves the RFC 9728 document. */
export function protectedResource(described: ProtectedResource) {
  const { path, answer } = describeResource(described)
  return async (server: FastifyLike): Promise<void> => {
    server.get(path, (_request, reply) =>
      reply
        .code(answer.status)
        .headers({ ...answer.headers })
        .send(answer.body),
    )
  }
}
