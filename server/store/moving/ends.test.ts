import assert from 'node:assert/strict'
import { test } from 'node:test'
import { NO_TERMS } from '../leases.ts'
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

test('no frame that was open is open after a restore, and no lease opens another', async () => {
  const engine = openSqlite(':memory:')
  await migrate(engine.kysely, engine.types)
  const { frames, leases } = recordsOn(engine.reader)
  const familyId = 'pair'
  const kept = { createdAt: AT - 10, expiresAt: AT + 900 }
  await leases.add({ familyId, agentId: 1, terms: NO_TERMS, allowedOrigins: undefined, ...kept })
  await frames.add({
    publicId: 'frame',
    secretHash: new Uint8Array(32),
    agentId: 1,
    clientRow: 1,
    credentialId: undefined,
    familyId,
    tokenId: undefined,
    keyId: undefined,
    tokenIssuedAt: AT - 10,
    origin: 'https://shop.example',
    ip: undefined,
    openedAt: AT - 10,
    seenAt: AT - 10,
    heartbeatSec: 30,
    lapsesAt: AT + 80,
    latestAt: undefined,
    expiresAt: AT + 900,
  })
  assert.equal((await endEverything(engine.kysely, AT)).frames, 1)
  assert.equal((await frames.load('frame'))?.endedAt, AT)
  assert.equal((await leases.load(familyId))?.closedAt, AT)
  await engine.close()
})
