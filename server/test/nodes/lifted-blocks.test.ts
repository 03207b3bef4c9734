// Whoever is let in again on one node is let in on all of them.
import assert from 'node:assert/strict'
import { randomBytes } from 'node:crypto'
import { after, test } from 'node:test'
import type { TestCore } from '../open-core.ts'
import { freshDatabase, stopPostgres } from '../postgres.ts'
import { openNodeCore } from './node-core.ts'

after(stopPostgres)

test('attempts that were forgotten on one node count on none', async () => {
  const env = {
    MINTMARK_DATABASE_URL: await freshDatabase(),
    MINTMARK_MASTER_KEY: randomBytes(32).toString('base64'),
    MINTMARK_LIMITS_PASSWORD_PER_ACCOUNT: '2',
  }
  const nodes = [await openNodeCore(env), await openNodeCore(env)]
  const guess = ({ core }: TestCore) =>
    core.passwords.authenticate('ada@example.test', 'wrong', '192.0.2.9')
  for (const node of nodes) await guess(node)
  for (const node of nodes) await assert.rejects(guess(node), { code: 'too_many_attempts' })
  const [one, other] = nodes
  await Promise.all(nodes.map(({ core }) => core.audit.flush()))
  const { now } = one?.core.clock ?? { now: () => 0 }
  const [block] = (await other?.core.store.blocks.page(now(), Number.MAX_SAFE_INTEGER, 10)) ?? []
  assert.equal(block?.refusals, 2, 'each node noted one')
  await one?.core.attempts.forget(block.bucket, block.subject, block.expiresAt)
  for (const node of nodes) assert.equal(await guess(node), undefined, 'tried again, and wrong')
  for (const node of nodes) await node.close()
})
