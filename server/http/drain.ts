import { setTimeout as pause } from 'node:timers/promises'
import type { FastifyInstance } from 'fastify'
import type { Logger } from 'pino'

/** Requests that were accepted before a stop get this long to be answered. */
const DRAIN_MS_MAX = 6_000
const POLL_MS = 25
/** A request whose first bytes are on their way has arrived by then. */
const QUIET_POLLS = 10

/**
 * Ends a server without a reset: answers what was accepted, closes each connection that has nothing
 * more to say, and does not wait for those on which nobody ever asked anything.
 */
export function drainOf(server: FastifyInstance, logger: Logger): () => Promise<void> {
  let unanswered = 0
  // An answer closes once; one listener for all of them makes nothing for each.
  const close = (): void => {
    unanswered -= 1
  }
  // After every diversion, which would keep from it what is diverted.
  server.addHook('onReady', async () => {
    server.server.on('request', (_, response) => {
      unanswered += 1
      response.on('close', close)
    })
  })
  return async () => {
    let isClosed = false
    const closing = Promise.resolve(server.close()).then(() => {
      isClosed = true
    })
    const until = performance.now() + DRAIN_MS_MAX
    for (let quiet = 0; !isClosed && quiet < QUIET_POLLS && performance.now() < until; ) {
      // A connection that was kept alive is idle again after its answer.
      server.server.closeIdleConnections()
      await pause(POLL_MS)
      quiet = unanswered === 0 ? quiet + 1 : 0
    }
    if (unanswered > 0) logger.warn({ unanswered }, 'some requests were not answered in time')
    server.server.closeAllConnections()
    await closing
  }
}
