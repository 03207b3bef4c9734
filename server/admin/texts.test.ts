import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { enterRoom } from '../resources/rooms.ts'
import { sendDueTexts } from '../texts/rounds.ts'
import { answering, depsOf, FOREVER } from '../texts/test/open-texts.ts'
import { assertProblem, openTestAdmin, type TestAdmin } from './test/open-admin.ts'
import { makeClient } from './test/tokens.ts'

interface Text {
  readonly id: string
  readonly room_id: string
  readonly state: string
  readonly reason: string | null
  readonly phone_number: string
  readonly call_reference: string
  readonly tries: number
}

const ACCEPTED = { kind: 'accepted', reference: 'SM1' } as const
const REFUSED = { kind: 'refused', code: '21211', isFinal: true } as const
const UNKNOWN = { kind: 'unknown', code: 'http_500' } as const

let mint: TestAdmin
before(async () => {
  mint = await openTestAdmin()
})
after(() => mint.close())

async function list(query = ''): Promise<readonly Text[]> {
  return (await mint.done('GET', `/texts${query}`)).data as Text[]
}

async function owe(call_reference: string): Promise<Text> {
  const { secret } = await makeClient(mint, 'eight-by-eight')
  const reply = await mint.send('POST', '/api/v1/tokens', {
    body: { create_room: true, call_reference, phone_number: '+6512345678' },
    headers: { authorization: `Bearer ${secret}` },
  })
  assert.equal(reply.status, 200, reply.text)
  const rooms = (await mint.done('GET', `/rooms?q=${call_reference}`)).data as { id: string }[]
  const room = await mint.core.store.rooms.load(Number(rooms[0]?.id.slice('room_'.length)))
  assert.ok(room)
  await enterRoom(mint.core.store, room, mint.clock.now())
  const text = (await list()).find((one) => one.call_reference === call_reference)
  assert.ok(text)
  return text
}

async function round(outcome: typeof ACCEPTED | typeof REFUSED | typeof UNKNOWN) {
  const given: { to: string }[] = []
  await sendDueTexts(depsOf(mint), answering(outcome, given as never), FOREVER)
  return given.length
}

async function stateOf({ id }: Text) {
  const { state, reason, tries } = await mint.done('GET', `/texts/${id}`)
  return [state, reason, tries]
}

test('texts are listed with their state, their reason and the end of the number', async () => {
  const sent = await owe('Listed-sent')
  assert.deepEqual([sent.state, sent.phone_number, sent.tries], ['waiting', '…5678', 0])
  await round(ACCEPTED)
  const failed = await owe('Listed-failed')
  await round(REFUSED)
  const uncertain = await owe('Listed-uncertain')
  await round(UNKNOWN)
  const waiting = await owe('Listed-waiting')
  const ids = async (query: string) => (await list(query)).map((one) => one.id)
  assert.deepEqual(await ids('?state=dead'), [uncertain.id, failed.id])
  assert.deepEqual(await ids('?state=open'), [waiting.id])
  assert.deepEqual(await ids('?state=sent'), [sent.id])
  assert.deepEqual(await ids('?state=dead&organization_id=987654'), [])
  const { next_cursor: cursor } = await mint.done('GET', '/texts?limit=1')
  assert.deepEqual(await ids(`?limit=1&cursor=${cursor}`), [uncertain.id])
  assert.deepEqual(await stateOf(failed), ['failed', 'refused:21211', 1])
  assert.deepEqual(await stateOf(uncertain), ['uncertain', 'unknown:http_500', 1])
  const breaker = await mint.done('GET', '/text-breaker')
  const { open, waiting: waits, dead, provider } = breaker
  assert.deepEqual([open, waits, dead, provider], [false, 1, 2, 'dev-outbox'])
  const room = await mint.done('GET', `/rooms/${sent.room_id}`)
  assert.equal((room.text as { state: string }).state, 'sent')
})

test('an operator decides what becomes of a dead text: sent again, or dropped', async () => {
  const text = await owe('Decided-1')
  await round(UNKNOWN)
  const path = `/texts/${text.id}`
  const again = await mint.done('POST', `${path}/retry`)
  assert.deepEqual([again.state, again.reason, again.tries], ['waiting', null, 0])
  await round(REFUSED)
  assert.deepEqual(await stateOf(text), ['failed', 'refused:21211', 1])
  const dropped = await mint.done('POST', `${path}/drop`)
  assert.deepEqual([dropped.state, dropped.reason], ['dropped', 'by_operator'])
  assertProblem(await mint.manage('POST', `${path}/retry`), 409, 'conflict')
  assertProblem(await mint.manage('POST', `${path}/drop`), 409, 'conflict')
  assert.equal(await round(ACCEPTED), 0)
  assertProblem(await mint.manage('POST', '/texts/txt_999999/retry'), 404, 'not_found')
  const { data } = await mint.done('GET', '/audit-events?action=admin.texts.')
  const record = data as { action: string; detail: string }[]
  assert.ok(record.some((one) => one.action === 'admin.texts.retry' && one.detail === text.id))
})

test('a text whose room is over cannot be sent again', async () => {
  const text = await owe('Over-and-out')
  await round(UNKNOWN)
  await mint.done('POST', `/rooms/${text.room_id}/finish`)
  const refused = await mint.manage('POST', `/texts/${text.id}/retry`)
  assertProblem(refused, 409, 'conflict')
  assert.match(String(refused.json.detail), /room is over/)
})

test('a number that is to get no texts gets none, until it is taken off again', async () => {
  const made = await mint.done('POST', '/text-opt-outs', { phone_number: '+65 1234 5678' })
  assert.deepEqual([made.phone_number, made.source], ['…5678', 'operator'])
  const twice = await mint.done('POST', '/text-opt-outs', { phone_number: '+6512345678' })
  assert.equal(twice.id, made.id)
  const text = await owe('Opted-out')
  assert.equal(await round(ACCEPTED), 0)
  assert.deepEqual((await stateOf(text)).slice(0, 2), ['dropped', 'opted_out'])
  assert.equal(((await mint.done('GET', '/text-opt-outs')).data as unknown[]).length, 1)
  assert.equal((await mint.manage('DELETE', `/text-opt-outs/${made.id}`)).status, 204)
  assertProblem(await mint.manage('DELETE', `/text-opt-outs/${made.id}`), 404, 'not_found')
  await owe('Opted-in')
  assert.equal(await round(ACCEPTED), 1)
})

test('while the breaker is open what waits stays where it is', async () => {
  await mint.done('POST', '/text-breaker/open')
  const { secret } = await makeClient(mint, 'eight-by-eight')
  await mint.send('POST', '/api/v1/tokens', { headers: { authorization: `Bearer ${secret}` } })
  assert.equal(await round(ACCEPTED), 0)
  await mint.done('POST', '/text-breaker/reset')
  const text = await owe('After-reset')
  await mint.done('POST', '/text-breaker/open')
  assert.equal(await round(ACCEPTED), 0)
  assert.equal((await stateOf(text))[0], 'waiting')
  await mint.done('POST', '/text-breaker/reset')
  assert.equal(await round(ACCEPTED), 1)
})
