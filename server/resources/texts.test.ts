import assert from 'node:assert/strict'
import { after, before, describe, it } from 'node:test'
import { addTestClient, openTestCore, type TestCore } from '../test/open-core.ts'
import { enterRoom, guestCodeOf, loadGuestRoom, openRoom } from './rooms.ts'
import { latestTexts, sendWaitingTexts } from './texts.ts'

describe('a text', () => {
  let mint: TestCore
  let clientRow: number
  before(async () => {
    mint = await openTestCore()
    clientRow = (await addTestClient(mint, 'eight-by-eight')).client.id
  })
  after(() => mint.close())

  const room = (wish: { phoneNumber?: string; requestKey?: string } = {}) => {
    const { store, secrets, random, clock } = mint.core
    return store.transaction((records) =>
      openRoom(records, secrets, random, {
        clientRow,
        organizationId: 10_000,
        callReference: 'ref-12345',
        phoneNumber: wish.phoneNumber,
        lifetimeSec: 900,
        requestKey: wish.requestKey,
        at: clock.now(),
      }),
    )
  }
  const parts = () => ({ ...mint.core, baseUrl: 'http://mint.test' })
  const textsTo = async (number: string) =>
    (await latestTexts(parts(), 100)).filter((text) => text.recipient === number)

  it('waits until an agent enters, and then there is one, however many enter', async () => {
    const opened = await room({ phoneNumber: '+6512345678' })
    assert.equal((await textsTo('+6512345678')).length, 0)
    const now = mint.core.clock.now()
    await Promise.all(Array.from({ length: 50 }, () => enterRoom(mint.core.store, opened, now)))
    const [text, ...more] = await textsTo('+6512345678')
    assert.equal(more.length, 0)
    const link = `http://mint.test/guest/${guestCodeOf(mint.core.secrets, opened.id)}`
    assert.ok(text?.words.includes(link))
    assert.ok(text?.words.includes('ref-12345'))
  })

  it('is not written for a room without a number or whose time is over', async () => {
    const { store, clock } = mint.core
    assert.equal(await enterRoom(store, await room(), clock.now()), false)
    const late = await room({ phoneNumber: '+6598765432' })
    assert.equal(await enterRoom(store, late, clock.now() + 900), false)
    assert.equal((await textsTo('+6598765432')).length, 0)
  })

  it('is tried again until its provider has taken it, and never after', async () => {
    const { store, clock } = mint.core
    await enterRoom(store, await room({ phoneNumber: '+6511112222' }), clock.now())
    const broken = {
      name: 'broken',
      send: async () => {
        throw new Error('no network')
      },
    }
    await assert.rejects(sendWaitingTexts(parts(), broken, clock.now()), /no network/)
    const sent: string[] = []
    const works = { name: 'works', send: async (to: string) => void sent.push(to) }
    await sendWaitingTexts(parts(), works, clock.now())
    await sendWaitingTexts(parts(), works, clock.now())
    assert.equal(sent.filter((to) => to === '+6511112222').length, 1)
  })

  it('leads to a room that lives fifteen minutes, to the second', async () => {
    const { store, secrets, clock } = mint.core
    const opened = await room()
    const code = guestCodeOf(secrets, opened.id)
    assert.match(code, /^[0-9A-Za-z]{10}$/)
    const at = clock.now()
    assert.equal((await loadGuestRoom(store, secrets, code, at + 899)).id, opened.id)
    await assert.rejects(loadGuestRoom(store, secrets, code, at + 900), { code: 'gone' })
    await assert.rejects(loadGuestRoom(store, secrets, 'nobodyknow', at), { code: 'not_found' })
  })

  it('of a retried request leads to the same room', async () => {
    const first = await room({ requestKey: 'retry-1' })
    const again = await room({ requestKey: 'retry-1' })
    const other = await room({ requestKey: 'retry-2' })
    assert.equal(again.id, first.id)
    assert.notEqual(other.id, first.id)
  })
})
