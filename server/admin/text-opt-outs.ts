import { z } from 'zod'
import { isoTime } from '../protocol/clock.ts'
import { ProtocolError } from '../protocol/errors.ts'
import { parsePhoneNumber } from '../resources/phone-number.ts'
import type { OptOut } from '../store/opt-outs.ts'
import { nameOfActor } from './authority.ts'
import { refuse } from './invalid-request.ts'
import { pageOf, pageQuery, readPage } from './page.ts'
import { record } from './record.ts'
import { route } from './route.ts'
import { idParams, instant, maskedNumber, parsePublicNumber, publicNumber } from './values.ts'

const PREFIX = 'opt'

const optOutSchema = z
  .object({
    id: z.string(),
    phone_number: z.string().describe('Masked but for its last digits'),
    source: z
      .enum(['reply', 'provider', 'operator'])
      .describe('A reply such as STOP, a provider that knows of one, or somebody here'),
    created_at: instant,
    created_by: z.string().nullable(),
  })
  .meta({ id: 'TextOptOut' })

export type TextOptOutAnswer = z.output<typeof optOutSchema>

/** Numbers that get no texts, whoever asks for them. */
export const textOptOutRoutes = [
  route({
    method: 'GET',
    path: '/text-opt-outs',
    name: 'text-opt-outs.list',
    summary: 'Numbers that get no texts, newest first',
    query: z.strictObject(pageQuery),
    answer: pageOf(optOutSchema),
    run: ({ query }, { store }) =>
      readPage(
        query,
        'highest',
        (before, limit) => store.optOuts.page(before, limit),
        (one) => one.id,
        describe,
      ),
  }),
  route({
    method: 'POST',
    path: '/text-opt-outs',
    name: 'text-opt-outs.create',
    summary: 'Send no texts to a number any more',
    body: z.strictObject({
      phone_number: z.string().max(32).describe('International, such as +6512345678'),
    }),
    answer: optOutSchema,
    async run({ body, actor }, deps) {
      const phone = await parsePhoneNumber(body.phone_number)
      if (phone === undefined) {
        throw refuse('phone_number', 'It must be an international number, such as +6512345678.')
      }
      const added = await deps.store.transaction(async (records) => {
        const known = { phoneNumber: phone.e164, createdAt: deps.clock.now() }
        await records.optOuts.add({ ...known, source: 'operator', createdBy: nameOfActor(actor) })
        const there = await records.optOuts.loadByNumber(phone.e164)
        if (there === undefined) throw new Error('An opt-out is neither new nor there.')
        // Which, but not whose: the record is kept for longer than a number may be.
        const detail = publicNumber(PREFIX, there.id)
        await record(deps, records, actor, 'text-opt-outs.create', { detail })
        return there
      })
      return describe(added)
    },
  }),
  route({
    method: 'DELETE',
    path: '/text-opt-outs/:id',
    name: 'text-opt-outs.delete',
    summary: 'Send texts to a number again',
    params: idParams,
    async run({ params, actor }, deps) {
      const id = parsePublicNumber(PREFIX, params.id)
      await deps.store.transaction(async (records) => {
        if (id === undefined || !(await records.optOuts.remove(id))) {
          throw new ProtocolError('not_found', { description: 'There is no such number.' })
        }
        await record(deps, records, actor, 'text-opt-outs.delete', { detail: params.id })
      })
    },
  }),
]

function describe(one: OptOut): TextOptOutAnswer {
  return {
    id: publicNumber(PREFIX, one.id),
    phone_number: maskedNumber(one.phoneNumber),
    source: one.source,
    created_at: isoTime(one.createdAt),
    created_by: one.createdBy ?? null,
  }
}
