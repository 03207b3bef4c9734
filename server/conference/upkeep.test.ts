// What is left behind by nodes that ended without a word, and by people who left without one.
import assert from 'node:assert/strict'
import { after, test } from 'node:test'
import { openRoom, stateOfRoom } from '../resources/rooms.ts'
import { openTestCore } from '../test/open-core.ts'
import { tendRooms } from './upkeep.ts'

const { core, clock, close } = await openTestCore()
after(close)
const { store, secrets, random } = core

/** A room with an agent and a guest whose sockets nobody holds any more. */
async function startedRoom() {
  const at = clock.now()
  return store.transaction(async (records) => {
    const wish = { clientRow: 1, organizationId: 1, phoneNumber: undefined, requestKey: undefined }
    const opened = { ...wish, callReference: undefined, lifetimeSec: 900, at }
    const room = await openRoom(records, secrets, random, opened)
    for (const [number, userId] of [
      [1, 1],
      [2, undefined],
    ] as const) {
      await records.seats.take({ roomId: room.id, number, name: '', userId, takenAt: at })
    }
    await records.rooms.start(room.id, at)
    return room.id
  })
}

async function stateOf(roomId: number) {
  const room = await store.rooms.load(roomId)
  assert.ok(room)
  return stateOfRoom(room, clock.now())
}

test('a seat that no node speaks of for a minute is free; its call goes on for five', async () => {
  const roomId = await startedRoom()
  clock.advance(59)
  await tendRooms(core)
  assert.equal((await store.seats.taken(roomId)).length, 2)
  clock.advance(2)
  await tendRooms(core)
  assert.deepEqual(await store.seats.taken(roomId), [])
  clock.advance(299)
  await tendRooms(core)
  assert.equal(await stateOf(roomId), 'running', 'they may come back')
  clock.advance(2)
  await tendRooms(core)
  assert.equal(await stateOf(roomId), 'finished')
})

test('a seat that an engine carries waits for its word; no call lasts over a day', async () => {
  const roomId = await startedRoom()
  const [seat, other] = await store.seats.taken(roomId)
  assert.ok(seat && other)
  await store.transaction(async ({ seats }) => {
    await seats.expect(seat.id)
    await seats.carry(seat.id, clock.now())
    // One whose engine never told that it came is no better than a lost one.
    await seats.expect(other.id)
  })
  clock.advance(3_600)
  await tendRooms(core)
  assert.deepEqual(
    (await store.seats.taken(roomId)).map(({ id }) => id),
    [seat.id],
  )
  assert.equal(await stateOf(roomId), 'running')
  clock.advance(86_400)
  await tendRooms(core)
  assert.equal(await stateOf(roomId), 'finished')
})
