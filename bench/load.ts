import { connect, type Socket } from 'node:net'
import { type Incoming, readAnswer } from './wire.ts'

/** What is asked, and what is made of the answers. */
export interface Source {
  /** The next request; `undefined` when there are no more. */
  next(): Buffer | undefined
  /** Throws when an answer is not the one that the row is about. */
  accept(answer: Incoming): void
}

export interface LoadOptions {
  readonly port: number
  readonly connections: number
  /** Asks for so long, or so many times, whichever ends first. */
  readonly seconds?: number
  readonly requests?: number
}

export interface Load {
  readonly requests: number
  readonly elapsedSec: number
  /** Of every request, ascending. */
  readonly latenciesMs: Float64Array
}

export const CONNECTIONS = 32
const ANSWER_LIMIT_MS = 20_000

/**
 * Kept-alive connections, each with one request under way: the next is sent when the answer is
 * there. Rejects at the first answer that the source does not accept.
 */
export async function load(source: Source, options: LoadOptions): Promise<Load> {
  const sockets = await Promise.all(
    Array.from({ length: options.connections }, () => open(options.port)),
  )
  const latenciesMs: number[] = []
  const startMs = performance.now()
  const deadlineMs = startMs + (options.seconds ?? Number.POSITIVE_INFINITY) * 1000
  let left = options.requests ?? Number.POSITIVE_INFINITY
  const next = (): Buffer | undefined => {
    if (left <= 0 || performance.now() >= deadlineMs) return undefined
    left -= 1
    return source.next()
  }
  try {
    await Promise.all(
      sockets.map((socket) => ask(socket, { next, accept: source.accept }, latenciesMs)),
    )
    return {
      requests: latenciesMs.length,
      elapsedSec: (performance.now() - startMs) / 1000,
      latenciesMs: Float64Array.from(latenciesMs).sort(),
    }
  } finally {
    for (const socket of sockets) socket.destroy()
  }
}

function ask(socket: Socket, source: Source, latenciesMs: number[]): Promise<void> {
  return new Promise((resolve, reject) => {
    let sentMs = 0
    const sendNext = (): void => {
      const request = source.next()
      if (request === undefined) {
        resolve()
        return
      }
      sentMs = performance.now()
      socket.write(request)
    }
    const onAnswer = (answer: Incoming): void => {
      latenciesMs.push(performance.now() - sentMs)
      source.accept(answer)
      sendNext()
    }
    readAnswers(socket, onAnswer, reject)
    socket.on('close', () => reject(new Error('the server closed a connection')))
    socket.setTimeout(ANSWER_LIMIT_MS, () => reject(new Error('no answer')))
    sendNext()
  })
}

/** Tells of each whole answer, and of whatever goes wrong, in `onAnswer` too. */
export function readAnswers(
  socket: Socket,
  onAnswer: (answer: Incoming) => void,
  onFailure: (thrown: unknown) => void,
): void {
  let bytes: Buffer | undefined
  socket.on('error', onFailure)
  socket.on('data', (chunk: Buffer) => {
    try {
      bytes = bytes === undefined ? chunk : Buffer.concat([bytes, chunk])
      const answer = readAnswer(bytes)
      if (answer === undefined) return
      bytes = undefined
      onAnswer(answer)
    } catch (thrown) {
      onFailure(thrown)
    }
  })
}

/** A connection that sends at once what it is given. */
export function open(port: number): Promise<Socket> {
  return new Promise((resolve, reject) => {
    const socket = connect({ port, host: '127.0.0.1', noDelay: true }, () => resolve(socket))
    socket.once('error', reject)
  })
}
