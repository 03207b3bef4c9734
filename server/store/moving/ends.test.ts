import assert from 'node:assert/strict'
import { test } from 'node:test'
import { migrate } from '../migrations/index.ts'
import { recordsOn } from '../records.ts'
import { openSqlite } from '../sqlite/engine.ts'
import { endEverything } from './ends.ts'

const AT = 1_800_000_000

test('a text that waits is not sent after a restore, nor another one for its room', async () => {
  const engine = openSqlite(':memory:')
  await migrate(engine.kysely, engine.types)
  const { rooms, outbox } = recordsOn(engine.reader)
  const wish = {
    clientRow: 1,
    organizationId: 1,
    callReference: 'abc',
    phoneNumber: '+6590893208',
    createdAt: AT - 10,
    expiresAt: AT + 900,
    requestKey: undefined,
  }
  const waiting = await rooms.add(wish)
  const sent = await rooms.add(wish)
  assert.ok(waiting !== undefined && sent !== undefined)
  await outbox.add(waiting, '+6590893208', AT - 5)
  await outbox.add(sent, '+6590893208', AT - 5)
  const [first] = await outbox.latest(1)
  const id = first?.id ?? 0
  await outbox.claim(id, 'test', AT - 5)
  await outbox.settle({ id, claims: 1 }, { state: 'sent', at: AT - 4, reference: undefined })

  const [sending, failed] = [await rooms.add(wish), await rooms.add(wish)]
  for (const [room, text] of [
    [sending, 3],
    [failed, 4],
  ] as const) {
    await outbox.add(room ?? 0, '+6590893208', AT - 5)
    await outbox.claim(text, 'test', AT - 5)
  }
  await outbox.settle({ id: 4, claims: 1 }, { state: 'failed', at: AT - 4, reason: 'refused:1' })

  const ended = await endEverything(engine.kysely, AT)
  assert.deepEqual([ended.rooms, ended.texts], [4, 2], 'what waited and what was on its way')
  assert.deepEqual(await outbox.due(AT + 900, 10), [])
  assert.deepEqual(
    (await outbox.latest(10)).map((text) => [text.roomId, text.sentAt]),
    [
      [failed, undefined],
      [sent, AT - 4],
    ],
    'what was sent, and what failed, stays on record as it was',
  )
  assert.equal((await rooms.load(waiting))?.finishedAt, AT)
  await engine.close()
})
