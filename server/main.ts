import { createServer as createProbe } from 'node:net'
import type { Logger } from 'pino'
import { createApp } from './app.ts'
import { type Config, ConfigError } from './config.ts'
import { openCore } from './core.ts'
import { createLogger } from './http/log.ts'
import { createMetrics } from './http/metrics.ts'
import { followingClock, movableClock, systemClock } from './protocol/clock.ts'
import type { Site } from './protocol/site.ts'
import { schedule } from './schedule.ts'

export interface Running {
  readonly baseUrl: string
  /** What to tell whoever started it. */
  readonly greeting: string
  /** Stops taking requests, answers those accepted, writes down what is counted. */
  stop(): Promise<void>
}

/** Requests that were accepted before a stop get this long to be answered. */
const DRAIN_MS_MAX = 8_000

/** Config → store → server → listen; `stop` is the way back. */
export async function start(config: Config): Promise<Running> {
  const logger = createLogger(config.log_level)
  const requestLogger = createLogger(config.log_level, 'fixed_fields')
  const wall = followingClock(systemClock)
  const clock = movableClock(wall)
  const port = config.port === 0 ? await freePort(config.host) : config.port
  const site = siteOf(config, port)
  const metrics = createMetrics()
  const core = await openCore({
    config,
    clock: config.mode === 'dev' ? clock : wall,
    wall,
    site,
    onDecision: ({ dialect, action, outcome }) => metrics.decided(dialect, action, outcome),
    onStoreError: (err) => logger.error({ err }, 'the store did not answer'),
  })
  let isServing = true
  const readiness = { isServing: () => isServing }
  const server = await createApp({ core, logger, requestLogger, metrics, readiness })
  const dev = config.mode === 'dev' ? await import('./dev/dev.ts') : undefined
  const greet = await dev?.openDev(server, core, clock)
  const jobs = schedule(core, logger, dev?.textProvider)
  await server.listen({ host: config.host, port })
  return {
    baseUrl: site.baseUrl,
    greeting: greet?.() ?? `Mintmark serves on ${site.baseUrl} (${config.host}:${port})\n`,
    async stop() {
      isServing = false
      await jobs.stop()
      await closeWithin(server, logger)
      await core.close()
    },
  }
}

/** Issuers and links are made of the public address, so production must be told it. */
function siteOf(config: Config, port: number): Site {
  if (config.mode === 'serve' && config.base_url === '') {
    throw new ConfigError([
      'base_url: it is missing. Set MINTMARK_BASE_URL, such as https://mint.example.com.',
    ])
  }
  const baseUrl = config.base_url === '' ? `http://${config.host}:${port}` : config.base_url
  return {
    baseUrl,
    defaultRegion: config.default_region,
    regions: config.regions.map((one) => ({
      name: one.name,
      tokenHost: one.token_host,
      apiHost: one.api_host,
    })),
  }
}

async function closeWithin(
  server: { close(): PromiseLike<unknown> },
  logger: Logger,
): Promise<void> {
  const late = new Promise<'late'>((resolve) => {
    setTimeout(() => resolve('late'), DRAIN_MS_MAX).unref()
  })
  const closed = Promise.resolve(server.close()).then(() => 'closed' as const)
  if ((await Promise.race([closed, late])) === 'late') {
    logger.warn('some requests were not answered in time')
  }
}

/** Issuers and links hold the port, so it must be known before the server is built. */
function freePort(host: string): Promise<number> {
  return new Promise((resolve, reject) => {
    const probe = createProbe()
    probe.once('error', reject)
    probe.listen(0, host, () => {
      const address = probe.address()
      probe.close(() => {
        if (typeof address === 'object' && address !== null) resolve(address.port)
        else reject(new Error('No free port was found.'))
      })
    })
  })
}
