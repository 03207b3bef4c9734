import type { Socket } from 'node:net'
import { type Load, open, readAnswers, type Source } from './load.ts'
import type { Incoming } from './wire.ts'

const LATE_MS_MAX = 20_000

export interface PacedOptions {
  readonly port: number
  readonly connections: number
  readonly perSec: number
  readonly seconds: number
}

/**
 * Requests at fixed instants, whatever becomes of those before: as callers come who know nothing
 * of each other. What waits for a free connection waits for the server, so each is timed from the
 * instant at which it was due and not from when it was sent.
 */
export async function pacedLoad(source: Source, options: PacedOptions): Promise<Load> {
  const { port, connections, perSec, seconds } = options
  const sockets = await Promise.all(Array.from({ length: connections }, () => open(port)))
  const latenciesMs = new Float64Array(Math.floor(perSec * seconds))
  const startMs = performance.now()
  try {
    await paceOver(sockets, source, { latenciesMs, startMs, perSec, seconds })
    return {
      requests: latenciesMs.length,
      elapsedSec: (performance.now() - startMs) / 1_000,
      latenciesMs: latenciesMs.sort(),
    }
  } finally {
    for (const socket of sockets) socket.destroy()
  }
}

interface Pace {
  /** Filled, in the order of the answers. */
  readonly latenciesMs: Float64Array
  readonly startMs: number
  readonly perSec: number
  readonly seconds: number
}

/** Nothing is made anew in a turn without anything to do: collecting it would be measured too. */
function paceOver(sockets: readonly Socket[], source: Source, pace: Pace): Promise<void> {
  const { latenciesMs, startMs, perSec } = pace
  const endMs = startMs + pace.seconds * 1_000 + LATE_MS_MAX
  const idle: Asker[] = []
  // Due, but without a connection: those from `sent` up to `due`.
  let sent = 0
  let due = 0
  let answered = 0
  const dueOf = (index: number): number => startMs + (index * 1_000) / perSec
  const sendNext = (asker: Asker): void => {
    sent += 1
    asker.send(dueOf(sent - 1))
  }
  const sendDue = (): void => {
    const nowMs = performance.now()
    if (nowMs > endMs) throw new Error('the server cannot keep up with the pace')
    while (due < latenciesMs.length && dueOf(due) <= nowMs) {
      due += 1
      const asker = idle.pop()
      if (asker !== undefined) sendNext(asker)
    }
  }
  const onAnswer = (asker: Asker, dueMs: number): void => {
    latenciesMs[answered] = performance.now() - dueMs
    answered += 1
    if (sent < due) sendNext(asker)
    else idle.push(asker)
  }
  return new Promise((resolve, reject) => {
    let hasFailed = false
    const onFailure = (thrown: unknown): void => {
      hasFailed = true
      reject(thrown)
    }
    for (const socket of sockets) idle.push(askerOn(socket, source, { onAnswer, onFailure }))
    const turn = (): void => {
      if (hasFailed) return
      try {
        if (answered < latenciesMs.length) {
          sendDue()
          setImmediate(turn)
        } else resolve()
      } catch (thrown) {
        onFailure(thrown)
      }
    }
    turn()
  })
}

/** One connection, which asks when it is told to, about what was due at that instant. */
interface Asker {
  send(dueMs: number): void
}

interface Listeners {
  onAnswer(asker: Asker, dueMs: number): void
  onFailure(thrown: unknown): void
}

function askerOn(socket: Socket, source: Source, { onAnswer, onFailure }: Listeners): Asker {
  let dueMs = 0
  const asker: Asker = {
    send(nextDueMs) {
      const request = source.next()
      if (request === undefined) throw new Error('there are no more requests')
      dueMs = nextDueMs
      socket.write(request)
    },
  }
  const accept = (answer: Incoming): void => {
    source.accept(answer)
    onAnswer(asker, dueMs)
  }
  readAnswers(socket, accept, onFailure)
  return asker
}
