import { z } from 'zod'
import { isoTime } from '../protocol/clock.ts'
import { ProtocolError } from '../protocol/errors.ts'
import type { Block } from '../store/blocks.ts'
import { noteChanged } from '../tokens/revoke.ts'
import { pageOf, pageQuery, readPage } from './page.ts'
import { record } from './record.ts'
import { route } from './route.ts'
import { idParams, instant, parsePublicNumber, publicNumber } from './values.ts'

const PREFIX = 'blk'

const blockSchema = z
  .object({
    id: z.string(),
    bucket: z.string().describe('What was counted, such as `password_per_account`'),
    subject: z.string().describe('Whom: an e-mail address, an address, or a client and an address'),
    refusals: z.int().describe('How often since'),
    first_at: instant,
    last_at: instant,
    expires_at: instant.describe('When they may try again by themselves'),
  })
  .meta({ id: 'Block' })

export type BlockAnswer = z.output<typeof blockSchema>

/** Who has used up their attempts at passwords and secrets. */
export const blockRoutes = [
  route({
    method: 'GET',
    path: '/blocks',
    name: 'blocks.list',
    summary: 'Who may not try for now, newest first',
    query: z.strictObject(pageQuery),
    answer: pageOf(blockSchema),
    async run({ query }, { audit, store, clock }) {
      // What was noted just now belongs to the newest.
      await audit.flush()
      return readPage(
        query,
        'highest',
        (before, limit) => store.blocks.page(clock.now(), before, limit),
        (block) => block.id,
        describe,
      )
    },
  }),
  route({
    method: 'DELETE',
    path: '/blocks/:id',
    name: 'blocks.lift',
    summary: 'Let them try again at once',
    params: idParams,
    async run({ params, actor }, deps) {
      const { store, clock, attempts } = deps
      const now = clock.now()
      const id = parsePublicNumber(PREFIX, params.id)
      const block = id === undefined ? undefined : await store.blocks.load(id, now)
      if (block === undefined) {
        throw new ProtocolError('not_found', { description: 'There is no such block.' })
      }
      // First the attempts: were it the last, a fault would leave somebody blocked and unlisted.
      const target = await attempts.forget(block.bucket, block.subject, block.expiresAt)
      await store.transaction(async (records) => {
        await records.blocks.remove(block.id)
        await noteChanged(records, 'block', target, now)
        // Not whom: the record is kept for longer than an address may be.
        const detail = `${params.id}: ${bucketName(block.bucket)}`
        await record(deps, records, actor, 'blocks.lift', { detail })
      })
    },
  }),
]

function describe(block: Block): z.output<typeof blockSchema> {
  return {
    id: publicNumber(PREFIX, block.id),
    bucket: bucketName(block.bucket),
    subject: block.subject,
    refusals: block.refusals,
    first_at: isoTime(block.firstAt),
    last_at: isoTime(block.lastAt),
    expires_at: isoTime(block.expiresAt),
  }
}

function bucketName(bucket: string): string {
  return bucket.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`)
}
