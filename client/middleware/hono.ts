import { Refusal } from '../verify/refusal.ts'
import type { Needs } from '../verify/types.ts'
import type { Verifier } from '../verify/verifier.ts'
import { remember } from './callers.ts'
import { describeResource, type ProtectedResource } from './resource-metadata.ts'

/** What is used of Hono's context, so that no version of it is demanded. */
export interface HonoContextLike {
  readonly req: { readonly raw: Request; readonly path: string; readonly method: string }
}

type Next = () => Promise<void>

/**
 * A middleware that lets through who may, and answers everybody else. `callerOf` takes the request
 * itself: `callerOf(c.req.raw)`.
 */
export function protect(verifier: Verifier, needs?: Needs) {
  return async (context: HonoContextLike, next: Next): Promise<Response | undefined> => {
    const { raw } = context.req
    try {
      remember(raw, await verifier.verify(raw, needs))
    } catch (thrown) {
      if (!(thrown instanceof Refusal)) throw thrown
      return thrown.toResponse()
    }
    // Outside of the try: what the route throws is the route's.
    await next()
    return undefined
  }
}

/** A middleware that serves the RFC 9728 document. */
export function protectedResource(described: ProtectedResource) {
  const { path, answer } = describeResource(described)
  return async ({ req }: HonoContextLike, next: Next): Promise<Response | undefined> => {
    if (req.method === 'GET' && req.path === path) {
      return new Response(answer.body, { status: answer.status, headers: { ...answer.headers } })
    }
    await next()
    return undefined
  }
}
