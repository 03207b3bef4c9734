import { randomBytes } from 'node:crypto'
import { createManagement } from '../../app.ts'
import type { Config } from '../../config.ts'
import { type Core, openCore } from '../../core.ts'
import { createLogger } from '../../http/log.ts'
import { createMetrics } from '../../http/metrics.ts'
import { requestLog } from '../../http/request-log.ts'
import { followingClock, movableClock, systemClock } from '../../protocol/clock.ts'
import type { Transport } from './client.ts'

const AUTHORITY_BYTES = 32

/**
 * The management API in this very process, on the data folder that is there, whether or not a
 * server runs on it. Its authority is random and gone when the command ends.
 */
export async function localTransport(config: Config): Promise<Transport> {
  const authority = randomBytes(AUTHORITY_BYTES).toString('base64url')
  const core = await openLocalCore(config)
  const isTalkative = config.log_level === 'debug' || config.log_level === 'trace'
  const level = isTalkative ? config.log_level : 'silent'
  const server = await createManagement({
    core,
    logger: createLogger(level),
    logRequest: requestLog(level),
    metrics: createMetrics(),
    readiness: { isServing: () => true },
    localAuthority: authority,
  })
  return {
    async send(method, url, body) {
      const answer = await server.inject({
        method,
        url,
        headers: { authorization: `Bearer ${authority}` },
        ...(body === undefined ? {} : { payload: body as object }),
      })
      return { status: answer.statusCode, text: answer.body }
    },
    async open(url) {
      const headers = { authorization: `Bearer ${authority}` }
      const answer = await server.inject({ method: 'GET', url, headers, payloadAsStream: true })
      return { status: answer.statusCode, body: answer.stream() }
    },
    async close() {
      await server.close()
      await core.close()
    },
  }
}

/** Everything below HTTP, for a command that speaks to it directly. */
export async function openLocalCore(config: Config): Promise<Core> {
  const wall = followingClock(systemClock)
  const clock = movableClock(wall)
  const core = await openCore({
    config,
    clock,
    wall,
    site: {
      baseUrl: config.base_url === '' ? `http://${config.host}:${config.port}` : config.base_url,
      defaultRegion: config.default_region,
      regions: config.regions.map((one) => ({
        name: one.name,
        tokenHost: one.token_host,
        apiHost: one.api_host,
      })),
    },
    onDecision: () => {},
    onStoreError: () => {},
  })
  if (config.mode === 'dev') {
    // Testers move the clock of a dev platform; whoever manages it must live in the same time.
    const { CLOCK_FACT } = await import('../../dev/routes.ts')
    clock.advance(Number((await core.store.facts.load(CLOCK_FACT)) ?? 0))
  }
  return core
}
