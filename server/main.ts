import { createServer as createProbe } from 'node:net'
import { setTimeout as pause } from 'node:timers/promises'
import { createApp } from './app.ts'
import { type Config, ConfigError } from './config.ts'
import { beginCore, type Core } from './core.ts'
import { linkForFirstOperator } from './credentials/first-operator.ts'
import type { NewInvitation } from './credentials/invitations.ts'
import { drainOf } from './http/drain.ts'
import { createLogger } from './http/log.ts'
import { createMetrics } from './http/metrics.ts'
import { requestLog } from './http/request-log.ts'
import { followingClock, isoTime, movableClock, systemClock } from './protocol/clock.ts'
import type { Site } from './protocol/site.ts'
import { schedule } from './schedule.ts'
import { outageTeller } from './store/outage.ts'
import { whileAway } from './store/patience.ts'

export interface Running {
  readonly baseUrl: string
  /** What to tell whoever started it. */
  readonly greeting: string
  /** Where the first operator is made, while there is none. It opens a door: never into a log. */
  readonly setupLink: string | undefined
  /** Says that it stops, answers what it has accepted, writes down what is counted. */
  stop(): Promise<void>
}

/** Config → store → server → listen; `stop` is the way back. */
export async function start(config: Config): Promise<Running> {
  const logger = createLogger(config.log_level)
  const logRequest = requestLog(config.log_level)
  const wall = followingClock(systemClock)
  const clock = movableClock(wall)
  const port = config.port === 0 ? await freePort(config.host) : config.port
  const site = siteOf(config, port)
  const metrics = createMetrics()
  const tellOutage = outageTeller((words, times) =>
    logger.error({ cause: words, times }, 'the store did not do what was asked'),
  )
  const onStoreError = (cause: unknown): void => {
    metrics.storeFailed()
    tellOutage(cause)
  }
  // Machines of a platform start in any order, and the first answers of a database may be slow.
  return whileAway(config.database_wait_sec * 1_000, openAndServe, onStoreError)

  async function openAndServe(): Promise<Running> {
    const core = await beginCore({
      config,
      clock: config.mode === 'dev' ? clock : wall,
      wall,
      site,
      onDecision: ({ dialect, action, outcome }) => metrics.decided(dialect, action, outcome),
      onStoreError,
    })
    try {
      return await serve(core)
    } catch (thrown) {
      await core.close().catch(onStoreError)
      throw thrown
    }
  }

  async function serve(core: Core): Promise<Running> {
    let isServing = true
    const readiness = { isServing: () => isServing }
    const dev = config.mode === 'dev' ? await import('./dev/dev.ts') : undefined
    // Side by side: while keys and hashes of passwords are made, this thread would only wait.
    const [server, openDev] = await Promise.all([
      createApp({ core, logger, logRequest, metrics, readiness }),
      core.keysReady.then(() => dev?.furnishDev(core, clock)),
    ])
    const drain = drainOf(server, logger)
    const greet = await openDev?.(server)
    // Dev mode has an operator by now.
    const setup = await core.store.transaction((records) => linkForFirstOperator(records, core))
    // Nothing is waited for after it: whoever is answered may ask to stop, and must be heard.
    await server.listen({ host: config.host, port })
    const jobs = schedule(core, logger, core.textProvider)
    return {
      baseUrl: site.baseUrl,
      greeting:
        greet?.() ??
        `Mintmark serves on ${site.baseUrl} (${config.host}:${port})\n${wordsOfSetup(setup)}`,
      setupLink: setup?.link,
      async stop() {
        isServing = false
        // Balancers look at /readyz now and then; until they have, they may still send requests.
        await pause(config.shutdown_delay_sec * 1_000)
        await Promise.all([jobs.stop(), drain()])
        await core.close().catch((thrown: unknown) => {
          logger.error('what was counted last could not be written to the audit trail')
          throw thrown
        })
      },
    }
  }
}

function wordsOfSetup(setup: NewInvitation | undefined): string {
  if (setup === undefined) return ''
  return `
Nobody operates this server yet. Whoever opens this link becomes its operator; it is good once,
until ${isoTime(setup.expiresAt)}:

  ${setup.link}

`
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
