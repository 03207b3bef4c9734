import { z } from 'zod'
import { isoTime } from '../protocol/clock.ts'
import { ProtocolError } from '../protocol/errors.ts'
import { kickFrame } from '../resources/frames.ts'
import type { OpenFrame } from '../store/frames.ts'
import { demandAgent } from './demand-agent.ts'
import { pageOf, pageQuery, readPage } from './page.ts'
import { record } from './record.ts'
import { route } from './route.ts'
import { idParams, instant, timeOrNull } from './values.ts'

const TOGETHER = 200

const frameSchema = z
  .object({
    id: z.string(),
    origin: z.string().describe('Of the page that shows the agent'),
    ip: z.string().nullable(),
    state: z.enum(['open', 'over']),
    opened_at: instant,
    seen_at: instant,
    expires_at: instant,
    ended_at: instant.nullable(),
    end_reason: z.string().nullable(),
  })
  .meta({ id: 'Frame' })

export type FrameAnswer = z.output<typeof frameSchema>

/** Pages of other sites that show an agent now, and how to end them. */
export const agentFrameRoutes = [
  route({
    method: 'GET',
    path: '/agents/:id/frames',
    name: 'agents.frames',
    summary: 'Frames of an agent, the newest first; those that are open, or all that are kept',
    params: idParams,
    query: z.strictObject({ ...pageQuery, state: z.enum(['open', 'all']).default('open') }),
    answer: pageOf(frameSchema),
    async run({ params, query, actor }, { store, clock }) {
      const { id } = await demandAgent(store, params.id, actor)
      const now = clock.now()
      return readPage(
        query,
        'highest',
        (before, limit) =>
          query.state === 'open'
            ? store.frames.openPage(id, before, limit, now)
            : store.frames.page(id, before, limit),
        (frame) => frame.id,
        (frame) => describe(frame, now),
      )
    },
  }),
  route({
    method: 'DELETE',
    path: '/agents/:id/frames/:frame',
    name: 'agents.kick',
    summary: 'End a frame within a second; the tokens of its exchange open no other',
    params: idParams.extend({ frame: z.string().max(100) }),
    async run({ params, actor }, deps) {
      await deps.store.transaction(async (records) => {
        const agent = await demandAgent(records, params.id, actor)
        const frame = await records.frames.load(params.frame)
        if (frame?.agentId !== agent.id) {
          throw new ProtocolError('not_found', { description: 'There is no such frame.' })
        }
        await kickFrame(records, frame, deps.clock.now())
        const { organizationId } = agent
        const detail = `agent ${agent.id}, ${frame.origin}`
        await record(deps, records, actor, 'agents.kick', { detail, organizationId })
      })
    },
  }),
  route({
    method: 'DELETE',
    path: '/agents/:id/frames',
    name: 'agents.kick_all',
    summary: 'End every open frame of an agent within a second',
    params: idParams,
    answer: z.object({ ended: z.int() }),
    async run({ params, actor }, deps) {
      let ended = 0
      for (let before = Number.MAX_SAFE_INTEGER; ; ) {
        const found = await deps.store.transaction(async (records) => {
          const agent = await demandAgent(records, params.id, actor)
          const now = deps.clock.now()
          const frames = await records.frames.openPage(agent.id, before, TOGETHER, now)
          for (const frame of frames) if (await kickFrame(records, frame, now)) ended += 1
          const { organizationId } = agent
          const detail = `agent ${agent.id}: ${frames.length}`
          await record(deps, records, actor, 'agents.kick_all', { detail, organizationId })
          return frames
        })
        before = found.at(-1)?.id ?? 0
        if (found.length < TOGETHER) return { ended }
      }
    },
  }),
]

function describe(frame: OpenFrame, now: number): FrameAnswer {
  const isOpen = frame.endedAt === undefined && frame.expiresAt > now && frame.lapsesAt > now
  return {
    id: frame.publicId,
    origin: frame.origin,
    ip: frame.ip ?? null,
    state: isOpen ? 'open' : 'over',
    opened_at: isoTime(frame.openedAt),
    seen_at: isoTime(frame.seenAt),
    expires_at: isoTime(frame.expiresAt),
    ended_at: timeOrNull(frame.endedAt),
    end_reason: frame.endReason ?? null,
  }
}
