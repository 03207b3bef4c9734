import { z } from 'zod'
import { isoTime } from '../protocol/clock.ts'
import { ProtocolError } from '../protocol/errors.ts'
import { isLive } from '../resources/rooms.ts'
import { type OutboxText, TEXT_STATES } from '../store/outbox.ts'
import type { Records } from '../store/records.ts'
import { type Actor, isOpenTo } from './authority.ts'
import type { AdminDeps } from './deps.ts'
import { ownFilterOf } from './own-filter.ts'
import { pageOf, pageQuery, readPage } from './page.ts'
import { record } from './record.ts'
import { route } from './route.ts'
import {
  idParams,
  instant,
  maskedNumber,
  organizationId,
  parsePublicNumber,
  publicNumber,
  timeOrNull,
} from './values.ts'

const PREFIX = 'txt'

const textSchema = z
  .object({
    id: z.string(),
    state: z
      .enum(TEXT_STATES)
      .describe('`failed`: surely not sent. `uncertain`: nobody knows; look at the provider’s log'),
    reason: z.string().nullable().describe('Why it is not sent, or was not at the last try'),
    phone_number: z.string().describe('Masked but for its last digits'),
    call_reference: z.string().nullable().describe('`null` where its room is gone'),
    room_id: z.string(),
    organization_id: z.int().nullable(),
    tries: z.int(),
    next_try_at: instant.nullable().describe('Of one that waits'),
    provider: z.string().nullable().describe('Who was asked last'),
    provider_reference: z.string().nullable().describe('What the provider calls it'),
    created_at: instant,
    sent_at: instant.nullable(),
  })
  .meta({ id: 'Text' })

export type TextAnswer = z.output<typeof textSchema>

/** Filters for what somebody looks for, rather than one state at a time. */
const GROUPS = {
  dead: ['failed', 'uncertain'],
  open: ['waiting', 'sending'],
} as const

/** Texts to guests’ phones. They are owed by rooms, never made here. */
export const textRoutes = [
  route({
    method: 'GET',
    path: '/texts',
    name: 'texts.list',
    summary: 'All texts, newest first',
    query: z.strictObject({
      ...pageQuery,
      state: z
        .enum([...TEXT_STATES, 'dead', 'open'])
        .optional()
        .describe('`dead`: failed or uncertain; `open`: waiting or being sent'),
      organization_id: z.coerce.number().pipe(organizationId).optional(),
    }),
    answer: pageOf(textSchema),
    run: ({ query, actor }, { store }) =>
      readPage(
        query,
        'highest',
        async (before, limit) => {
          const filter = ownFilterOf(query, actor)
          if (filter === undefined) return []
          const states = statesOf(query.state)
          const wanted = { organizationId: filter.organizationId, states }
          return store.outbox.page(wanted, before, limit)
        },
        (text) => text.id,
        describe,
      ),
  }),
  route({
    method: 'GET',
    path: '/texts/:id',
    name: 'texts.read',
    summary: 'One text',
    params: idParams,
    answer: textSchema,
    run: async ({ params, actor }, { store }) =>
      describe(await demandText(store, params.id, actor)),
  }),
  route({
    method: 'POST',
    path: '/texts/:id/retry',
    name: 'texts.retry',
    summary: 'Send one that failed or is uncertain; an uncertain one may arrive twice',
    params: idParams,
    answer: textSchema,
    status: 200,
    async run({ params, actor }, deps) {
      const now = deps.clock.now()
      await change(deps, actor, params.id, 'texts.retry', async (records, text) => {
        const room = await records.rooms.load(text.roomId)
        if (room === undefined || !isLive(room, now)) {
          throw new ProtocolError('conflict', {
            description: 'Its room is over; the link in it would lead nowhere.',
          })
        }
        return records.outbox.revive(text.id, now)
      })
      return describe(await demandText(deps.store, params.id, actor))
    },
  }),
  route({
    method: 'POST',
    path: '/texts/:id/drop',
    name: 'texts.drop',
    summary: 'Never send one that waits, failed or is uncertain',
    params: idParams,
    answer: textSchema,
    status: 200,
    async run({ params, actor }, deps) {
      const now = deps.clock.now()
      await change(deps, actor, params.id, 'texts.drop', (records, text) =>
        records.outbox.drop(text.id, 'by_operator', now),
      )
      return describe(await demandText(deps.store, params.id, actor))
    },
  }),
]

async function change(
  deps: AdminDeps,
  actor: Actor,
  id: string,
  name: string,
  act: (records: Records, text: OutboxText) => Promise<boolean>,
): Promise<void> {
  await deps.store.transaction(async (records) => {
    const text = await demandText(records, id, actor)
    if (!(await act(records, text))) {
      throw new ProtocolError('conflict', {
        description: `A text that is ${text.state} cannot be changed so.`,
      })
    }
    const { clientRow, organizationId: of } = text
    await record(deps, records, actor, name, {
      detail: publicNumber(PREFIX, text.id),
      ...(clientRow === undefined ? {} : { clientRow }),
      ...(of === undefined ? {} : { organizationId: of }),
    })
  })
}

function statesOf(wanted: string | undefined) {
  if (wanted === 'dead' || wanted === 'open') return GROUPS[wanted]
  return TEXT_STATES.filter((one) => wanted === undefined || one === wanted)
}

async function demandText(
  { outbox }: Pick<Records, 'outbox'>,
  text: string,
  actor: Actor,
): Promise<OutboxText> {
  const id = parsePublicNumber(PREFIX, text)
  const found = id === undefined ? undefined : await outbox.load(id)
  if (found === undefined || !isOpenTo(actor, found.organizationId)) {
    throw new ProtocolError('not_found', { description: 'There is no such text.' })
  }
  return found
}

function describe(text: OutboxText): TextAnswer {
  return {
    id: publicNumber(PREFIX, text.id),
    state: text.state,
    reason: text.reason ?? null,
    phone_number: maskedNumber(text.recipient),
    call_reference: text.callReference ?? null,
    room_id: publicNumber('room', text.roomId),
    organization_id: text.organizationId ?? null,
    tries: text.tries,
    next_try_at: text.state === 'waiting' ? isoTime(text.dueAt) : null,
    provider: text.provider ?? null,
    provider_reference: text.providerReference ?? null,
    created_at: isoTime(text.createdAt),
    sent_at: timeOrNull(text.sentAt),
  }
}
