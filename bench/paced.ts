import type { Socket } from 'node:net'
import { setImmediate as turn } from 'node:timers/promises'
import { type Load, open, type Source } from './load.ts'
import { readAnswer } from './wire.ts'

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
  const idle = await Promise.all(Array.from({ length: connections }, () => open(port)))
  const sockets = [...idle]
  const due: number[] = []
  const latenciesMs: number[] = []
  let failure: unknown
  let underWay = 0
  const send = (socket: Socket, dueMs: number): void => {
    const request = source.next()
    if (request === undefined) throw new Error('there are no more requests')
    underWay += 1
    let bytes: Buffer | undefined
    const onBytes = (chunk: Buffer): void => {
      try {
        bytes = bytes === undefined ? chunk : Buffer.concat([bytes, chunk])
        const answer = readAnswer(bytes)
        if (answer === undefined) return
        socket.off('data', onBytes)
        latenciesMs.push(performance.now() - dueMs)
        source.accept(answer)
        underWay -= 1
        const waiting = due.shift()
        if (waiting === undefined) idle.push(socket)
        else send(socket, waiting)
      } catch (thrown) {
        failure = thrown
      }
    }
    socket.on('data', onBytes)
    socket.write(request)
  }
  for (const socket of sockets) {
    socket.on('error', (cause) => {
      failure ??= cause
    })
  }
  const startMs = performance.now()
  const endMs = startMs + seconds * 1_000 + LATE_MS_MAX
  const count = Math.floor(perSec * seconds)
  try {
    for (let sent = 0; sent < count || underWay > 0; ) {
      if (failure !== undefined) throw failure
      const nowMs = performance.now()
      if (nowMs > endMs) throw new Error('the server cannot keep up with the pace')
      for (; sent < count; sent += 1) {
        const dueMs = startMs + (sent * 1_000) / perSec
        if (dueMs > nowMs) break
        const socket = idle.pop()
        if (socket === undefined) due.push(dueMs)
        else send(socket, dueMs)
      }
      await turn()
    }
    return {
      requests: latenciesMs.length,
      elapsedSec: (performance.now() - startMs) / 1_000,
      latenciesMs: Float64Array.from(latenciesMs).sort(),
    }
  } finally {
    for (const socket of sockets) socket.destroy()
  }
}
