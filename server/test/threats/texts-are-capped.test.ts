// Texts cost money, and whoever has somebody's API key can spend it (toll fraud; ASVS 2.4.1). Each
// cap answers 429 in the vendor's shape, says when to come back, and makes nothing of the request.
import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import {
  assertProblem,
  openTestAdmin,
  type Reply,
  type TestAdmin,
} from '../../admin/test/open-admin.ts'
import { makeClient } from '../../admin/test/tokens.ts'

const DAY_SEC = 86_400
const HOUR_SEC = 3_600

let mint: TestAdmin
let own: { readonly secret: string }
before(async () => {
  mint = await openTestAdmin({
    MINTMARK_TEXTS_PER_NUMBER: '2',
    MINTMARK_TEXTS_PER_PREFIX: '4',
    MINTMARK_TEXTS_PER_COUNTRY: '8',
    MINTMARK_TEXTS_PER_CLIENT: '10',
    MINTMARK_TEXTS_IN_ALL: '12',
    MINTMARK_TEXTS_COUNTRIES: 'SG,DE,GB,FR',
  })
  own = await makeClient(mint, 'eight-by-eight')
})
after(() => mint.close())

async function ask(phone_number: string, more: object = {}, by = own): Promise<Reply> {
  const { key, ...fields } = { key: undefined, ...more } as { key: string | undefined }
  return mint.send('POST', '/api/v1/tokens', {
    body: { create_room: true, phone_number, ...fields },
    headers: {
      authorization: `Bearer ${by.secret}`,
      ...(key === undefined ? {} : { 'idempotency-key': key }),
    },
  })
}

async function roomCount(): Promise<number> {
  return ((await mint.done('GET', '/rooms?limit=100')).data as unknown[]).length
}

async function assertTaken(...phones: string[]): Promise<void> {
  for (const phone of phones) {
    const reply = await ask(phone)
    assert.equal(reply.status, 200, `${phone}: ${reply.text}`)
  }
}

async function assertRefused(phone: string, retryAfterSec: number, by = own): Promise<void> {
  const rooms = await roomCount()
  const refused = await ask(phone, {}, by)
  assert.equal(refused.status, 429, refused.text)
  assert.equal(refused.headers['retry-after'], String(retryAfterSec))
  assert.deepEqual(Object.keys(refused.json), ['code', 'message', 'errorId', 'timestamp'])
  assert.equal(await roomCount(), rooms, 'nothing was made of it')
}

/** To the beginning of the next day, where all caps are whole. */
function nextDay(): void {
  mint.clock.advance(DAY_SEC - (mint.clock.now() % DAY_SEC))
}

test('per number and per prefix: other numbers, and the next day, are free', async () => {
  nextDay()
  await assertTaken('+6590893201', '+6590893201')
  await assertRefused('+6590893201', DAY_SEC)
  await assertTaken('+6590893202', '+6590893203')
  await assertRefused('+6590893204', DAY_SEC)
  await assertTaken('+6581110000')
  assert.equal((await ask('+6590893201', { phone_number: undefined })).status, 200, 'without one')
  mint.clock.advance(DAY_SEC - 1)
  await assertRefused('+6590893201', 1)
  mint.clock.advance(1)
  await assertTaken('+6590893201')
})

test('a request that is sent again asks for no second text', async () => {
  nextDay()
  for (let i = 0; i < 4; i += 1) {
    assert.equal((await ask('+6590893205', { key: 'the same request' })).status, 200)
  }
  const same = Array.from({ length: 16 }, () => ask('+6590893205', { key: 'in parallel' }))
  const replies = await Promise.all(same)
  const links = replies.map((one) => one.json.guest_link)
  assert.equal(new Set(links).size, 1, replies.map(({ status }) => status).join())
  assert.ok(links[0], 'for all of them')
  await assertRefused('+6590893205', DAY_SEC)
  assert.equal((await ask('+6590893205', { key: 'in parallel' })).status, 200)
})

test('per country and per key: of parallel requests no more get through than may', async () => {
  nextDay()
  const many = Array.from({ length: 16 }, (_, n) => `+659${100 + n}0000`)
  const statuses = (await Promise.all(many.map((phone) => ask(phone)))).map((one) => one.status)
  assert.equal(statuses.filter((one) => one === 200).length, 8, 'as many as its country takes')
  assert.equal(statuses.filter((one) => one === 429).length, 8)
  await assertTaken('+4915112345678', '+447400123456')
  await assertRefused('+33612345678', DAY_SEC)
  const other = await makeClient(mint, 'eight-by-eight')
  assert.equal((await ask('+33612345678', {}, other)).status, 200, 'another key is not held up')
})

test('only the countries that are set: another is refused before anything is counted', async () => {
  nextDay()
  const rooms = await roomCount()
  // The second may be in any of the countries that share its code, one of which is not served.
  for (const phone of ['+12025550123', '+77010000000']) {
    const refused = await ask(phone)
    assert.equal(refused.status, 400, refused.text)
    assert.match(String(refused.json.message), /country/)
  }
  assert.equal(await roomCount(), rooms)
})

test('the breaker: one text too many in an hour stops all of them, until it is reset', async () => {
  nextDay()
  const others = await Promise.all([1, 2, 3].map(() => makeClient(mint, 'eight-by-eight')))
  const countries = ['+658', '+491511', '+44740']
  for (let n = 0; n < 12; n += 1) {
    const phone = `${countries[n % 3]}${100 + n}0000`
    const reply = await ask(phone, {}, others[n % 3])
    assert.equal(reply.status, 200, `${phone}: ${reply.text}`)
  }
  await assertRefused('+33612345678', HOUR_SEC, others[0])
  const opened = await mint.done('GET', '/text-breaker')
  assert.deepEqual([opened.open, opened.cause, opened.asked_for_in_hour], [true, 'limit', 12])
  mint.clock.advance(60)
  await assertRefused('+33612345678', HOUR_SEC - 60, others[0])
  const reset = await mint.done('POST', '/text-breaker/reset')
  assert.deepEqual([reset.open, reset.asked_for_in_hour], [false, 0])
  assert.equal((await ask('+33612345678', {}, others[0])).status, 200)

  await mint.done('POST', '/text-breaker/open')
  await assertRefused('+33612345679', HOUR_SEC, others[0])
  mint.clock.advance(DAY_SEC)
  await assertRefused('+33612345679', HOUR_SEC, others[0])
  await mint.done('POST', '/text-breaker/reset')
  assert.equal((await ask('+33612345679', {}, others[0])).status, 200)
})

test('no counter holds anybody’s number, and a flood of refusals writes nothing', async () => {
  nextDay()
  await assertTaken('+6590893201', '+6590893201')
  const before = (await mint.core.store.audit.page(Number.MAX_SAFE_INTEGER, 1))[0]?.id
  for (let n = 0; n < 20; n += 1) await ask('+6590893201')
  assert.equal((await mint.core.store.audit.page(Number.MAX_SAFE_INTEGER, 1))[0]?.id, before)
  assertProblem(await mint.manage('POST', '/text-opt-outs', { phone_number: '12' }), 400)
})
