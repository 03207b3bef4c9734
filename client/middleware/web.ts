import { Refusal } from '../verify/refusal.ts'
import type { Caller, Needs } from '../verify/types.ts'
import type { Verifier } from '../verify/verifier.ts'
import { describeResource, type ProtectedResource } from './resource-metadata.ts'

/**
 * Wraps what answers a web-standard `Request`: it is called for who may, with the caller, and
 * everybody else is answered here. More arguments, such as a worker's environment, pass through.
 */
export function protect<More extends readonly unknown[]>(
  verifier: Verifier,
  answer: (request: Request, caller: Caller, ...more: More) => Response | Promise<Response>,
  needs?: Needs,
) {
  return async (request: Request, ...more: More): Promise<Response> => {
    let caller: Caller
    try {
      caller = await verifier.verify(request, needs)
    } catch (thrown) {
      if (!(thrown instanceof Refusal)) throw thrown
      return thrown.toResponse()
    }
    return answer(request, caller, ...more)
  }
}

/** Answers requests for the RFC 9728 document, and `undefined` to every other. */
export function protectedResource(described: ProtectedResource) {
  const { path, answer } = describeResource(described)
  return (request: Request): Response | undefined => {
    if (request.method !== 'GET' || new URL(request.url).pathname !== path) return undefined
    return new Response(answer.body, { status: answer.status, headers: { ...answer.headers } })
  }
}
