import assert from 'node:assert/strict'
import { after, before, describe, it } from 'node:test'
import { enterRoom, guestCodeOf, loadGuestRoom } from '../resources/rooms.ts'
import { openTestTexts, type TestTexts } from './test/open-texts.ts'

describe('a text', () => {
  let texts: TestTexts
  before(async () => {
    texts = await openTestTexts()
  })
  after(() => texts.close())

  it('waits until an agent enters, and then there is one, however many enter', async () => {
    const { store, secrets, clock } = texts.core
    const opened = await texts.openRoom('+6512345678')
    assert.equal(await texts.textTo('+6512345678'), undefined)
    await Promise.all(Array.from({ length: 50 }, () => enterRoom(store, opened, clock.now())))
    const found = (await store.outbox.latest(100)).filter((one) => one.roomId === opened.id)
    assert.equal(found.length, 1)
    const [sent] = await texts.round({ kind: 'accepted', reference: 'ref-1' })
    const link = `http://mint.test/guest/${guestCodeOf(secrets, opened.id)}`
    assert.equal(sent?.words, `You are invited to a video call (ref-12345). Join here: ${link}`)
    assert.equal((await texts.textTo('+6512345678'))?.providerReference, 'ref-1')
  })

  it('is not written for a room without a number or whose time is over', async () => {
    const { store, clock } = texts.core
    assert.equal(await enterRoom(store, await texts.openRoom(undefined), clock.now()), false)
    const late = await texts.openRoom('+6598765432')
    assert.equal(await enterRoom(store, late, clock.now() + 900), false)
    assert.equal(await texts.textTo('+6598765432'), undefined)
  })

  it('speaks the language that is set, and holds no address that a caller wrote', async () => {
    await texts.owe('+6511112222', 'a.example/x')
    const [sent] = await texts.round({ kind: 'accepted', reference: undefined }, 'de')
    assert.match(sent?.words ?? '', /^Sie sind .* \(a-example-x\)\. Hier teilnehmen: http/)
  })

  it('leads to a room that lives fifteen minutes, to the second', async () => {
    const { store, secrets, clock } = texts.core
    const opened = await texts.openRoom(undefined)
    const code = guestCodeOf(secrets, opened.id)
    assert.match(code, /^[0-9A-Za-z]{10}$/)
    const at = clock.now()
    assert.equal((await loadGuestRoom(store, secrets, code, at + 899)).id, opened.id)
    await assert.rejects(loadGuestRoom(store, secrets, code, at + 900), { code: 'gone' })
    await assert.rejects(loadGuestRoom(store, secrets, 'nobodyknow', at), { code: 'not_found' })
  })

  it('of a retried request leads to the same room', async () => {
    const first = await texts.openRoom(undefined, 'ref-12345', 'retry-1')
    const again = await texts.openRoom(undefined, 'ref-12345', 'retry-1')
    const other = await texts.openRoom(undefined, 'ref-12345', 'retry-2')
    assert.equal(again.id, first.id)
    assert.notEqual(other.id, first.id)
  })
})
