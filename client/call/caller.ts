import type { Held } from '../keep/held.ts'
import type { Keeper } from '../keep/keeper.ts'
import { type AddressRules, addressOf } from './address.ts'
import { isRefusedToken } from './refused-token.ts'
import { isReplayable } from './replayable.ts'

/** What `fetch` is, of what a source needs of it. */
export type Call = (input: string | URL | Request, init?: RequestInit) => Promise<Response>

export interface CallerOptions extends AddressRules {
  readonly fetch: typeof globalThis.fetch
  readonly keeper: Pick<Keeper, 'get' | 'reject' | 'accept' | 'doubt'>
  /** The headers that carry a token. */
  readonly present: (accessToken: string) => Readonly<Record<string, string>>
  /** Sent where the caller names no others. */
  readonly headers?: Readonly<Record<string, string>>
}

/**
 * `fetch` with the token. An answer that refuses the token is followed by one more attempt with the
 * next token, if the body can be sent again, and by no third.
 */
export function callerOf({ fetch, keeper, present, headers, ...rules }: CallerOptions): Call {
  return async (input, init = {}) => {
    const url = addressOf(input, rules)
    const request = input instanceof Request ? input : undefined
    const signal = init.signal ?? request?.signal
    const send = async ({ tokens }: Held): Promise<Response> => {
      const all = new Headers(init.headers ?? request?.headers)
      for (const [name, value] of Object.entries(headers ?? {})) {
        if (!all.has(name)) all.set(name, value)
      }
      for (const [name, value] of Object.entries(present(tokens.accessToken))) all.set(name, value)
      // Runtimes take some credentials along to another host. So none is followed.
      const redirect = (init.redirect ?? request?.redirect) === 'error' ? 'error' : 'manual'
      return fetch(request ?? url.href, { ...init, headers: all, redirect })
    }

    const held = await keeper.get(signal)
    const first = await send(held)
    if (!(await isRefusedToken(first))) {
      if (first.status < 500 && first.status !== 429) keeper.accept(held)
      return first
    }
    // Told also when this request cannot be sent again: the next one gets a new token.
    if (!keeper.reject(held) || !isReplayable(input, init)) return first
    const fresh = await keeper.get(signal).finally(() => first.body?.cancel().catch(() => {}))
    const second = await send(fresh)
    if (await isRefusedToken(second)) keeper.doubt(fresh)
    else if (second.status < 500 && second.status !== 429) keeper.accept(fresh)
    return second
  }
}
