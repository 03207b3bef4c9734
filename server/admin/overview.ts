import { z } from 'zod'
import { RANGES, type Range } from './overview-figures.ts'
import { route } from './route.ts'
import { instant } from './values.ts'

const count = z.int()
const ms = z.number().describe('Upper bound of the bucket in which it lies')
const ranges = Object.keys(RANGES) as [Range, ...Range[]]

const overviewSchema = z
  .object({
    range: z.enum(ranges),
    from: instant,
    to: instant,
    step_seconds: count,
    issued: z
      .array(z.object({ at: instant, dialect: z.string(), granted: count, refused: count }))
      .describe('Requests for tokens, by steps; steps without any are left out'),
    errors: z
      .array(z.object({ code: z.string(), meaning: z.string(), count }))
      .describe('Why tokens and resources were refused, the most frequent first'),
    latency: z
      .array(z.object({ dialect: z.string(), p50_ms: ms, p95_ms: ms, p99_ms: ms, count }))
      .describe('How long tokens and resources took the server; for operators only'),
    adoption: z.array(
      z.object({
        dialect: z.string(),
        title: z.string(),
        clients: count,
        active_clients: count.describe('Those of whose secrets one was used in this time'),
        tokens: count,
      }),
    ),
    totals: z.object({
      granted: count,
      refused: count,
      clients: count,
      users: count,
      live_families: count,
      blocks: count.nullable().describe('`null` for who may not see them'),
    }),
  })
  .meta({ id: 'Overview' })

/** Figures for a glance. An organization sees those of its own clients and nobody else's. */
export const overviewRoutes = [
  route({
    method: 'GET',
    path: '/overview',
    name: 'overview.read',
    summary: 'What was issued and refused, why, how quickly, and who uses which style',
    query: z.strictObject({ range: z.enum(ranges).default('24h') }),
    answer: overviewSchema,
    run: ({ query, actor }, deps) => deps.overview(query.range, actor.organizationId),
  }),
]
