import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { enterRoom } from '../resources/rooms.ts'
import { sendDueTexts } from '../texts/rounds.ts'
import { depsOf, FOREVER } from '../texts/test/open-texts.ts'
import { assertProblem, openTestAdmin, type TestAdmin } from './test/open-admin.ts'
import { makeClient } from './test/tokens.ts'

let mint: TestAdmin
before(async () => {
  mint = await openTestAdmin()
})
after(() => mint.close())

async function openRoom(call_reference: string, phone_number?: string, secret?: string) {
  const client = secret === undefined ? await makeClient(mint, 'eight-by-eight') : { secret }
  const reply = await mint.send('POST', '/api/v1/tokens', {
    body: { create_room: true, call_reference, ...(phone_number ? { phone_number } : {}) },
    headers: { authorization: `Bearer ${client.secret}` },
  })
  assert.equal(reply.status, 200, reply.text)
  const path = new URL(String(reply.json.guest_link)).pathname
  const [room] = (await mint.done('GET', `/rooms?q=${call_reference}`)).data as { id: string }[]
  assert.ok(room)
  return { id: room.id, path }
}

async function enter(id: string): Promise<void> {
  const { store } = mint.core
  const room = await store.rooms.load(Number(id.slice('room_'.length)))
  assert.ok(room)
  await enterRoom(store, room, mint.clock.now())
}

test('a room says whose it is, and shows no more than the end of a phone number', async () => {
  const client = await makeClient(mint, 'eight-by-eight', { name: 'Hotline' })
  const { id } = await openRoom('Reference-1', '+6512345678', client.secret)
  assert.match(id, /^room_\d+$/)
  const room = await mint.done('GET', `/rooms/${id}`)
  assert.deepEqual(
    [room.call_reference, room.client_id, room.client_name, room.state, room.text],
    ['Reference-1', client.id, 'Hotline', 'waiting', null],
  )
  assert.equal(room.phone_number, '…5678')
  await enter(id)
  const entered = await mint.done('GET', `/rooms/${id}`)
  assert.deepEqual([entered.state, entered.text], ['waiting', { state: 'waiting', sent_at: null }])
  for (const [q, count] of [
    ['%2B6512345678', 1],
    ['%2B651', 0],
    ['5678', 0],
    ['erence-1', 1],
  ] as const) {
    const { data } = await mint.done('GET', `/rooms?q=${q}`)
    assert.equal((data as unknown[]).length, count, q)
  }
})

test('a finished room’s link answers 410, and its text is not sent any more', async () => {
  const { id, path } = await openRoom('Finished-1', '+6512345679')
  await enter(id)
  assert.equal((await mint.send('GET', path)).status, 200)
  const done = await mint.manage('POST', `/rooms/${id}/finish`)
  assert.equal(done.status, 200, done.text)
  assert.equal(done.json.state, 'finished')
  assert.equal((await mint.send('GET', path)).status, 410)
  const { store, clock } = mint.core
  await sendDueTexts(depsOf(mint), undefined, FOREVER)
  const text = (await store.outbox.latest(100)).find((one) => one.callReference === 'Finished-1')
  assert.deepEqual([text?.state, text?.reason], ['dropped', 'room_over'])
  const due = await store.outbox.due(clock.now(), 10)
  assert.ok(!due.some((one) => one.callReference === 'Finished-1'))
  assertProblem(await mint.manage('POST', `/rooms/${id}/finish`), 409, 'conflict')
})

test('rooms are found by how they stand', async () => {
  const names = ['Standing-w', 'Standing-r', 'Standing-f']
  const [waiting, running, finished] = [
    await openRoom(names[0] ?? ''),
    await openRoom(names[1] ?? ''),
    await openRoom(names[2] ?? ''),
  ]
  const start = Number(running.id.slice('room_'.length))
  await mint.core.store.transaction(({ rooms }) => rooms.start(start, mint.clock.now()))
  await mint.done('POST', `/rooms/${finished.id}/finish`)
  const found = async (state: string) =>
    (
      (await mint.done('GET', `/rooms?q=Standing&state=${state}`)).data as {
        id: string
        state: string
      }[]
    ).map((one) => {
      assert.equal(one.state, state)
      return one.id
    })
  assert.deepEqual(await found('waiting'), [waiting.id])
  assert.deepEqual(await found('running'), [running.id])
  assert.deepEqual(await found('finished'), [finished.id])
  assert.deepEqual(await found('expired'), [])
  mint.clock.advance(3_600)
  assert.deepEqual(await found('expired'), [waiting.id])
  assert.deepEqual(await found('running'), [running.id], 'a call goes on until it is ended')
  assertProblem(await mint.manage('POST', `/rooms/${waiting.id}/finish`), 409, 'conflict')
  assertProblem(await mint.manage('GET', '/rooms?state=open'), 400)
  for (const id of ['room_0', 'room_99999', 'x']) {
    assertProblem(await mint.manage('GET', `/rooms/${id}`), 404, 'not_found')
  }
})
