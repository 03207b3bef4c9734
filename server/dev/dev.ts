import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { FastifyInstance } from 'fastify'
import { ConfigError } from '../config.ts'
import type { Core } from '../core.ts'
import type { MovableClock } from '../protocol/clock.ts'
import { banner } from './banner.ts'
import { openDemo } from './demo.ts'
import { CLOCK_FACT, registerDevRoutes } from './routes.ts'

const LOOPBACK = new Set(['127.0.0.1', '::1', 'localhost'])

/** Adds the testers' routes; answers what to print once it serves. */
type OpenDev = (server: FastifyInstance) => Promise<() => string>

/** Makes the demo platform, or finds it. */
export async function furnishDev(core: Core, clock: MovableClock): Promise<OpenDev> {
  if (!LOOPBACK.has(core.config.host)) {
    throw new ConfigError(['host: dev mode listens on 127.0.0.1 only; use `mintmark serve`.'])
  }
  const ahead = Number((await core.store.facts.load(CLOCK_FACT)) ?? 0)
  clock.advance(ahead)
  // Nodes that start together furnish it once.
  const demo = await core.store.exclusively('demo', 'wait', () => openDemo(core))
  if (demo === undefined) throw new Error('The demo was not opened.')
  const file = join(core.config.data_dir, 'demo.json')
  writeFileSync(file, `${JSON.stringify(demo, null, 2)}\n`, { mode: 0o600 })
  return async (server) => {
    await server.register(async (scope) => registerDevRoutes(scope, core, clock, () => demo))
    return () => banner(demo, file, clock.aheadSec())
  }
}
