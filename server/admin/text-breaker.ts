import { z } from 'zod'
import { isoTime } from '../protocol/clock.ts'
import { breakerIn, closeBreaker, openBreaker } from '../texts/breaker.ts'
import { countInHour, forgetAllInHour } from '../texts/caps.ts'
import type { AdminDeps } from './deps.ts'
import { record } from './record.ts'
import { route } from './route.ts'
import { instant, timeOrNull } from './values.ts'

const breakerSchema = z
  .object({
    open: z.boolean().describe('No text is asked for and none is sent while it is open'),
    cause: z.enum(['limit', 'operator']).nullable().describe('Who opened it'),
    opened_at: instant.nullable(),
    closes_at: instant.nullable().describe('`null`: when somebody closes it'),
    asked_for_in_hour: z.int().describe('In this hour, by anybody'),
    limit_in_hour: z.int(),
    provider: z.string().nullable().describe('`null`: nobody sends texts, they wait'),
    waiting: z.int(),
    dead: z.int().describe('Failed or uncertain'),
  })
  .meta({ id: 'TextBreaker' })

export type TextBreakerAnswer = z.output<typeof breakerSchema>

/** The switch that stops all texts, and what stands behind it. */
export const textBreakerRoutes = [
  route({
    method: 'GET',
    path: '/text-breaker',
    name: 'text-breaker.read',
    summary: 'Whether texts are stopped, and how many wait',
    answer: breakerSchema,
    run: (_, deps) => describe(deps),
  }),
  route({
    method: 'POST',
    path: '/text-breaker/open',
    name: 'text-breaker.open',
    summary: 'Stop all texts until somebody resets the breaker',
    answer: breakerSchema,
    status: 200,
    async run({ actor }, deps) {
      await deps.store.transaction(async (records) => {
        await openBreaker(records.facts, 'operator', deps.clock.now(), 0)
        await record(deps, records, actor, 'text-breaker.open', {})
      })
      return describe(deps)
    },
  }),
  route({
    method: 'POST',
    path: '/text-breaker/reset',
    name: 'text-breaker.reset',
    summary: 'Let texts go out again, and count the hour anew',
    answer: breakerSchema,
    status: 200,
    async run({ actor }, deps) {
      await deps.store.transaction(async (records) => {
        // Count before fact, as whoever asks for a text takes them: none waits in a circle.
        await forgetAllInHour(records)
        await closeBreaker(records.facts)
        await record(deps, records, actor, 'text-breaker.reset', {})
      })
      return describe(deps)
    },
  }),
]

async function describe({ store, clock, textCaps, textProvider }: AdminDeps) {
  const now = clock.now()
  const breaker = await breakerIn(store.facts, now)
  const counts = await store.outbox.countByState()
  const count = (state: string) => counts.get(state) ?? 0
  return {
    open: breaker !== undefined,
    cause: breaker?.cause ?? null,
    opened_at: breaker === undefined ? null : isoTime(breaker.openedAt),
    closes_at: timeOrNull(breaker?.closesAt),
    asked_for_in_hour: await countInHour(store, now),
    limit_in_hour: textCaps.inAll,
    provider: textProvider?.name ?? null,
    waiting: count('waiting') + count('sending'),
    dead: count('failed') + count('uncertain'),
  }
}
