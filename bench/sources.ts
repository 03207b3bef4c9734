import { load, type Source } from './load.ts'
import type { Incoming } from './wire.ts'

/** The same request again and again; every answer is 200 and holds these bytes. */
export function repeating(request: Buffer, expected: string): Source {
  const accept = expecting(expected)
  return { next: () => request, accept }
}

/** Each request once, until none is left. */
export function listed(requests: readonly Buffer[], expected: string): Source {
  let at = 0
  return { next: () => requests[at++], accept: expecting(expected) }
}

/**
 * Each token buys its successor: a request takes one out of the pool, its answer puts the next one
 * in. The pool must hold more tokens than there are connections.
 */
export function rotating(pool: string[], request: (token: string) => Buffer): Source {
  return {
    next() {
      const token = pool.shift()
      if (token === undefined) throw new Error('the pool of refresh tokens is empty')
      return request(token)
    },
    accept: (answer) => pool.push(fieldOf(answer, 'refresh_token')),
  }
}

/** As many answers' fields as asked for, quickly. */
export async function collect(
  port: number,
  requests: number,
  request: Buffer,
  field: string,
): Promise<readonly string[]> {
  const found: string[] = []
  const source: Source = {
    next: () => request,
    accept: (answer) => found.push(fieldOf(answer, field)),
  }
  await load(source, { port, requests, connections: Math.min(32, requests) })
  return found
}

export function expecting(expected: string): Source['accept'] {
  const bytes = Buffer.from(expected)
  return (answer) => {
    if (answer.status !== 200 || !answer.body.includes(bytes)) throw unexpected(answer)
  }
}

export function fieldOf(answer: Incoming, name: string): string {
  const text = answer.body.toString('utf8')
  const value = new RegExp(`"${name}":"([^"]+)"`).exec(text)?.[1]
  if (answer.status !== 200 || value === undefined) throw unexpected(answer)
  return value
}

function unexpected({ status, body }: Incoming): Error {
  return new Error(`an unexpected answer: ${status} ${body.toString('utf8').slice(0, 300)}`)
}
