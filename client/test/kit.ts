// A clock that moves when told, and an issuer and an API in one `fetch`, which count what they are
// asked.
import type { Clock } from '../clock.ts'

export interface MovedClock extends Clock {
  /** Both clocks; what waited for that long happens on the way. */
  advance(ms: number): Promise<void>
  /** Somebody sets the machine's clock. */
  jump(ms: number): void
}

export function movedClock(): MovedClock {
  let wall = 1_800_000_000_000
  let steady = 5_000
  const timers = new Set<{ readonly at: number; readonly act: () => void }>()
  const due = () => [...timers].filter(({ at }) => at <= steady)
  return {
    now: () => wall,
    monotonic: () => steady,
    after: (ms, act) => {
      const timer = { at: steady + ms, act }
      timers.add(timer)
      return () => timers.delete(timer)
    },
    advance: async (ms) => {
      wall += ms
      steady += ms
      for (const timer of due()) {
        timers.delete(timer)
        timer.act()
      }
      await settled()
    },
    jump: (ms) => {
      wall += ms
    },
  }
}

/** Until everything that waits for nothing outside has happened. */
export async function settled(): Promise<void> {
  for (let turn = 0; turn < 20; turn += 1) await new Promise((next) => setImmediate(next))
}

/** What comes of `work`, whose waiting is done by moving the clock. */
export async function whileAdvancing<T>(clock: MovedClock, ms: number, work: Promise<T>) {
  let isDone = false
  const outcome = work.finally(() => {
    isDone = true
  })
  outcome.catch(() => {})
  while (!isDone) {
    await settled()
    if (!isDone) await clock.advance(ms)
  }
  return outcome
}

export interface Asked {
  readonly url: string
  readonly method: string
  readonly headers: Headers
  readonly body: string
  readonly redirect: string | undefined
}

export type Answering = (asked: Asked) => Response | Promise<Response>

export interface StandIn {
  readonly fetch: typeof globalThis.fetch
  readonly asked: readonly Asked[]
  /** How many requests went to the token endpoint. */
  tokenRequests(): number
  answer: Answering
}

/** A `fetch` that reaches nothing but `answer`. */
export function standIn(answer: Answering): StandIn {
  const asked: Asked[] = []
  const self: StandIn = {
    asked,
    answer,
    tokenRequests: () => asked.filter(({ url }) => url.endsWith('/oauth/token')).length,
    fetch: async (input, init: RequestInit = {}) => {
      const request = new Request(input as string | Request, init)
      const one = {
        url: request.url,
        method: request.method,
        headers: request.headers,
        body: isPlain(init.body) ? `${init.body ?? ''}` : await request.text(),
        redirect: init.redirect,
      }
      asked.push(one)
      init.signal?.throwIfAborted()
      return self.answer(one)
    },
  }
  return self
}

/** Read at once: reading a stream takes turns of which a test cannot know how many. */
function isPlain(body: unknown): boolean {
  return typeof body === 'string' || body instanceof URLSearchParams
}

export function json(body: unknown, status = 200, headers: Record<string, string> = {}): Response {
  return Response.json(body, { status, headers })
}

export const ISSUER = 'https://mint.example'

/** What every source of these tests has in common. */
export const CLIENT = { baseUrl: ISSUER, clientId: 'client-1', clientSecret: 'secret-1' } as const

/** An issuer that numbers its tokens, and an API that takes those which are not refused. */
export function numberedIssuer(expiresInSec: number | undefined = 900): StandIn & {
  readonly refused: Set<string>
} {
  let count = 0
  const refused = new Set<string>()
  const made = standIn(({ url, headers }) => {
    if (url.endsWith('/oauth/token')) {
      count += 1
      return json({
        access_token: `token-${count}`,
        token_type: 'Bearer',
        expires_in: expiresInSec,
      })
    }
    const token = (headers.get('authorization') ?? '').replace('Bearer ', '')
    return refused.has(token) ? json({ error: 'invalid_token' }, 401) : json({ token })
  })
  return Object.assign(made, { refused })
}
