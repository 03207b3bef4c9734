import { Refusal } from '../verify/refusal.ts'
import type { Needs } from '../verify/types.ts'
import type { Verifier } from '../verify/verifier.ts'
import { remember } from './callers.ts'
import { describeResource, type ProtectedResource } from './resource-metadata.ts'

/** What is used of Express's request, so that no version of it is demanded. */
export interface ExpressRequestLike {
  readonly headers: Readonly<Record<string, string | string[] | undefined>>
  readonly rawHeaders: readonly string[]
  readonly originalUrl: string
  readonly method: string
  readonly path: string
  readonly ip?: string | undefined
}

export interface ExpressResponseLike {
  status(status: number): this
  set(values: Record<string, string>): this
  // Of any type, or Express would take it that the route sends texts only.
  send(body: unknown): this
}

type Next = (error?: unknown) => void

/** A middleware that lets through who may, and answers everybody else. */
export function protect(verifier: Verifier, needs?: Needs) {
  return async (
    request: ExpressRequestLike,
    response: ExpressResponseLike,
    next: Next,
  ): Promise<void> => {
    const { headers, rawHeaders, originalUrl: url, ip } = request
    try {
      remember(request, await verifier.verify({ headers, rawHeaders, url, ip }, needs))
    } catch (thrown) {
      if (!(thrown instanceof Refusal)) return next(thrown)
      response
        .status(thrown.status)
        .set({ ...thrown.headers })
        .send(thrown.body)
      return
    }
    // Outside of the try: what the route throws is the route's.
    next()
  }
}

/** A middleware that serves the RFC 9728 document. */
export function protectedResource(described: ProtectedResource) {
  const { path, answer } = describeResource(described)
  return (request: ExpressRequestLike, response: ExpressResponseLike, next: Next): void => {
    if (request.method !== 'GET' || request.path !== path) {
      next()
      return
    }
    response
      .status(answer.status)
      .set({ ...answer.headers })
      .send(answer.body)
  }
}
