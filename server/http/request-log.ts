import type { FastifyBaseLogger } from 'fastify'
import type { OnAnswered } from './answered.ts'

/** One line per request. */
export function requestLog(logger: FastifyBaseLogger): OnAnswered {
  return ({ requestId, method, route, status, tookMs }) => {
    logger.info({ requestId, method, route, status, tookMs: Math.round(tookMs * 10) / 10 })
  }
}
