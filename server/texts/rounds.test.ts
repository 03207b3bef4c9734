import assert from 'node:assert/strict'
import { after, before, describe, it } from 'node:test'
import { setTimeout as pause } from 'node:timers/promises'
import { StoreUnavailable } from '../store/failure.ts'
import type { TextMessage, TextProvider } from './provider.ts'
import { careWith } from './provider-care.ts'
import { sendDueTexts } from './rounds.ts'
import { TRIES_MAX } from './settlement.ts'
import { answering, FOREVER, openTestTexts, type TestTexts } from './test/open-texts.ts'

const ACCEPTED = { kind: 'accepted', reference: 'their-7' } as const
const LATER = { kind: 'refused', code: 'http_429', isFinal: false } as const
const NEVER = { kind: 'refused', code: '21211', isFinal: true } as const
const UNKNOWN = { kind: 'unknown', code: 'no_answer' } as const

describe('a round of texts', () => {
  let texts: TestTexts
  let number = 0
  before(async () => {
    texts = await openTestTexts()
  })
  after(() => texts.close())

  const newNumber = () => {
    number += 1
    return `+65811000${String(number).padStart(2, '0')}`
  }
  const owe = async () => {
    const phone = newNumber()
    await texts.owe(phone)
    return phone
  }
  const stateOf = async (phone: string) => {
    const { state, reason } = (await texts.textTo(phone)) ?? {}
    return [state, reason]
  }
  const actions = async () =>
    (await texts.core.store.audit.page(Number.MAX_SAFE_INTEGER, 1)).map((one) => [
      one.action,
      one.outcome,
    ])

  it('gives a text that is taken to its provider once, and records it', async () => {
    const phone = await owe()
    assert.equal((await texts.round(ACCEPTED)).length, 1)
    assert.equal((await texts.round(ACCEPTED)).length, 0)
    assert.deepEqual(await stateOf(phone), ['sent', undefined])
    assert.deepEqual(await actions(), [['text.send', 'granted']])
  })

  it('commits that it is being sent before the provider hears of it', async () => {
    const phone = await owe()
    const seen: unknown[] = []
    const looking: TextProvider = {
      ...answering(ACCEPTED, []),
      async send() {
        seen.push((await stateOf(phone))[0])
        return ACCEPTED
      },
    }
    await sendDueTexts(texts.deps, looking, FOREVER)
    assert.deepEqual(seen, ['sending'])
  })

  it('tries again what was surely not taken, later each time, and stops', async () => {
    const phone = await owe()
    const waits: number[] = []
    for (let tries = 1; tries < TRIES_MAX; tries += 1) {
      assert.equal((await texts.round(LATER)).length, 1)
      assert.equal((await texts.round(LATER)).length, 0, 'not before its time')
      const waitSec = ((await texts.textTo(phone))?.dueAt ?? 0) - texts.clock.now()
      waits.push(waitSec)
      texts.clock.advance(waitSec)
    }
    for (const [n, waitSec] of waits.entries()) {
      const most = Math.min(160, 5 * 2 ** n)
      assert.ok(waitSec >= Math.floor(most / 2) && waitSec <= most, `${waits}`)
    }
    assert.equal((await texts.round(LATER)).length, 1)
    assert.deepEqual(await stateOf(phone), ['failed', 'refused:http_429'])
    texts.clock.advance(200)
    assert.equal((await texts.round(LATER)).length, 0)
    assert.deepEqual(await actions(), [['text.send', 'failed']])
  })

  it('waits as long as it is asked to, and repeats nothing that is refused for good', async () => {
    const phone = await owe()
    await texts.round({ ...LATER, retryAfterSec: 77 })
    assert.equal((await texts.textTo(phone))?.dueAt, texts.clock.now() + 77)
    texts.clock.advance(77)
    await texts.round(NEVER)
    assert.deepEqual(await stateOf(phone), ['failed', 'refused:21211'])
  })

  it('tries nothing again that may have been taken, unless repeats are known', async () => {
    const phone = await owe()
    await texts.round(UNKNOWN)
    assert.deepEqual(await stateOf(phone), ['uncertain', 'unknown:no_answer'])
    texts.clock.advance(200)
    assert.equal((await texts.round(ACCEPTED)).length, 0)

    const other = await owe()
    const given: TextMessage[] = []
    await sendDueTexts(texts.deps, answering(UNKNOWN, given, true), FOREVER)
    assert.equal((await stateOf(other))[0], 'waiting')
    texts.clock.advance(10)
    await sendDueTexts(texts.deps, answering(ACCEPTED, given, true), FOREVER)
    assert.equal(given.length, 2)
    assert.equal(given[0]?.id, given[1]?.id, 'the same id for the same text')
    assert.equal((await stateOf(other))[0], 'sent')
  })

  it('tells what died between commit and mark as uncertain, and sends it no more', async () => {
    const { store, clock } = texts.core
    const phone = await owe()
    const { id = 0 } = (await texts.textTo(phone)) ?? {}
    // What a node leaves behind that is killed while the provider is being asked.
    assert.ok(await store.transaction((records) => records.outbox.claim(id, 'test', clock.now())))
    texts.clock.advance(59)
    await texts.round(ACCEPTED)
    assert.equal((await stateOf(phone))[0], 'sending', 'another node may still be sending it')
    texts.clock.advance(1)
    assert.equal((await texts.round(ACCEPTED)).length, 0)
    assert.deepEqual(await stateOf(phone), ['uncertain', 'interrupted'])
    assert.deepEqual(await actions(), [['text.send', 'uncertain']])
    // The node was only slow: what it knows is believed, and written down once.
    const late = { state: 'sent', at: clock.now(), reference: 'late' } as const
    const settle = (claims: number) =>
      store.transaction((records) => records.outbox.settle({ id, claims }, late))
    assert.deepEqual([await settle(2), await settle(1), await settle(1)], [false, true, false])
  })

  /** The store as it is once the provider has been asked. */
  const failingAfter = (given: readonly TextMessage[], faults: Error[]) => {
    const { store } = texts.core
    const transaction: typeof store.transaction = (work) => {
      const fault = given.length === 0 ? undefined : faults.shift()
      return fault === undefined ? store.transaction(work) : Promise.reject(fault)
    }
    return { ...texts.deps, store: { ...store, transaction } }
  }

  it('is not sent again where the store could not write down that it was taken', async () => {
    const phone = await owe()
    const given: TextMessage[] = []
    const deps = failingAfter(given, [new Error('the disk is full')])
    await assert.rejects(sendDueTexts(deps, answering(ACCEPTED, given), FOREVER), /full/)
    assert.deepEqual([given.length, (await stateOf(phone))[0]], [1, 'sending'])
    texts.clock.advance(60)
    assert.equal((await texts.round(ACCEPTED)).length, 0)
    assert.deepEqual(await stateOf(phone), ['uncertain', 'interrupted'])
  })

  it('is marked all the same where the store was away for a moment', async () => {
    const phone = await owe()
    const given: TextMessage[] = []
    const deps = failingAfter(given, [new StoreUnavailable('away')])
    await sendDueTexts(deps, answering(ACCEPTED, given), FOREVER)
    assert.deepEqual([given.length, (await stateOf(phone))[0]], [1, 'sent'])
  })

  it('takes a fault of its own for something that nobody knows', async () => {
    const phone = await owe()
    await assert.rejects(texts.round(new Error('a mistake')), /a mistake/)
    assert.deepEqual(await stateOf(phone), ['uncertain', 'unknown:fault'])
  })

  it('of rounds at the same time one sends each text', async () => {
    for (let i = 0; i < 10; i += 1) await owe()
    const given: TextMessage[] = []
    const slow: TextProvider = {
      ...answering(ACCEPTED, given),
      async send(message) {
        given.push(message)
        await pause(5)
        return ACCEPTED
      },
    }
    await Promise.all(Array.from({ length: 4 }, () => sendDueTexts(texts.deps, slow, FOREVER)))
    assert.equal(given.length, 10)
    assert.equal(new Set(given.map((one) => one.to)).size, 10)
  })

  it('leaves texts waiting while a provider hangs, and lets one of them find out', async () => {
    for (let i = 0; i < 14; i += 1) await owe()
    const deps = { ...texts.deps, care: careWith(texts.clock) }
    const askWith = async (outcome: typeof UNKNOWN | typeof ACCEPTED) => {
      const given: TextMessage[] = []
      await sendDueTexts(deps, answering(outcome, given), FOREVER)
      return given.length
    }
    const lost = await askWith(UNKNOWN)
    assert.ok(lost >= 3 && lost <= 8, `${lost} at most as many as are on their way at once`)
    assert.equal(await askWith(ACCEPTED), 0, 'it rests')
    texts.clock.advance(29)
    assert.equal(await askWith(ACCEPTED), 0)
    texts.clock.advance(1)
    assert.equal(await askWith(UNKNOWN), 1, 'one finds out')
    texts.clock.advance(59)
    assert.equal(await askWith(ACCEPTED), 0, 'and it rests longer')
    texts.clock.advance(1)
    assert.equal(await askWith(ACCEPTED), 1)
    assert.equal(await askWith(ACCEPTED), 14 - lost - 2, 'then all go')
  })

  it('drops what nobody is to get: a room that is over, a number that wants none', async () => {
    const { store, clock } = texts.core
    const [over, finished, stopped] = [newNumber(), newNumber(), newNumber()]
    await texts.owe(over)
    texts.clock.advance(900)
    const room = await texts.owe(finished)
    await texts.owe(stopped)
    await store.transaction(async ({ rooms, optOuts }) => {
      await rooms.finish(room.id, clock.now())
      const known = { phoneNumber: stopped, createdAt: clock.now(), createdBy: undefined }
      await optOuts.add({ ...known, source: 'operator' })
    })
    // As where no provider is set: nothing is sent, and nothing waits for ever.
    await sendDueTexts(texts.deps, undefined, FOREVER)
    assert.deepEqual(await stateOf(over), ['dropped', 'room_over'])
    assert.deepEqual(await stateOf(finished), ['dropped', 'room_over'])
    assert.deepEqual(await stateOf(stopped), ['dropped', 'opted_out'])
    assert.equal((await texts.round(ACCEPTED)).length, 0)
  })

  it('learns from a provider who wants no texts', async () => {
    const phone = await owe()
    await texts.round({ ...NEVER, isOptOut: true })
    assert.equal((await stateOf(phone))[0], 'failed')
    await texts.owe(phone)
    assert.equal((await texts.round(ACCEPTED)).length, 0)
    assert.deepEqual(await stateOf(phone), ['dropped', 'opted_out'])
  })

  it('lets texts wait where nobody sends them, and begins none once the server stops', async () => {
    const phone = await owe()
    await sendDueTexts(texts.deps, undefined, FOREVER)
    assert.equal((await stateOf(phone))[0], 'waiting')
    const given: TextMessage[] = []
    const until = { ...FOREVER, noMore: AbortSignal.abort() }
    await sendDueTexts(texts.deps, answering(ACCEPTED, given), until)
    assert.deepEqual([given.length, (await stateOf(phone))[0]], [0, 'waiting'])
    assert.equal((await texts.round(ACCEPTED)).length, 1)
  })
})
