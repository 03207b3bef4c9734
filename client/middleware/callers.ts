import { MintmarkError } from '../errors.ts'
import type { Caller } from '../verify/types.ts'

const callers = new WeakMap<object, Caller>()

/** Remembers whose request it is, for as long as the request is there. */
export function remember(request: object, caller: Caller): void {
  callers.set(request, caller)
}

/**
 * Whose request it is, behind `protect`. Throws `misconfigured` where nothing protects the route: a
 * route that was forgotten must not run without a caller.
 */
export function callerOf(request: object): Caller {
  const caller = callers.get(request)
  if (caller !== undefined) return caller
  throw new MintmarkError('misconfigured', 'This route has no protect() in front of it.')
}
