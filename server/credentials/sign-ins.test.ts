import assert from 'node:assert/strict'
import { after, before, beforeEach, describe, it } from 'node:test'
import type { Records } from '../store/records.ts'
import type { User } from '../store/users.ts'
import { openTestCore, type TestCore } from '../test/open-core.ts'
import type { SignInStep } from './sign-ins.ts'

const HOUR_SEC = 3_600
const FULL: SignInStep = {
  kind: 'full',
  method: 'password',
  ip: '192.0.2.1',
  userAgent: 'a browser',
}

describe('a sign-in', () => {
  let mint: TestCore
  let number = 0
  let person: User
  let operator: User
  before(async () => {
    mint = await openTestCore()
  })
  after(() => mint.close())
  beforeEach(async () => {
    person = await addUser([])
    operator = await addUser(['operator'])
  })

  async function addUser(roles: readonly string[]): Promise<User> {
    const { store, clock } = mint.core
    number += 1
    const id = await store.transaction((records) =>
      records.users.add({
        publicId: `usr_${number}`,
        organizationId: 10_000,
        email: `${number}@example.com`,
        name: 'Somebody',
        passwordHash: undefined,
        roles,
        isEnabled: true,
        isKioskHost: false,
        createdAt: clock.now(),
      }),
    )
    const user = await store.users.load(id)
    assert.ok(user)
    return user
  }

  it('ends twelve hours after it began, however busy its user is', async () => {
    const { signIns } = mint.core
    const cookie = await signIns.begin(operator, FULL, undefined)
    for (let hour = 1; hour < 12; hour += 1) {
      mint.clock.advance(HOUR_SEC)
      assert.equal((await signIns.find(cookie))?.user.id, operator.id, `after ${hour} h`)
    }
    mint.clock.advance(HOUR_SEC)
    assert.equal(await signIns.find(cookie), undefined)
  })

  it('ends after two idle hours for whoever may use the console, and not for others', async () => {
    const { signIns } = mint.core
    const [theirs, other] = [
      await signIns.begin(operator, FULL, undefined),
      await signIns.begin(person, FULL, undefined),
    ]
    mint.clock.advance(2 * HOUR_SEC - 1)
    assert.equal((await signIns.ofUser(operator)).length, 1)
    mint.clock.advance(1)
    assert.equal(await signIns.find(theirs), undefined)
    assert.deepEqual(await signIns.ofUser(operator), [], 'it is not listed any more')
    assert.equal((await signIns.find(other))?.user.id, person.id)
  })

  it('is seen once a minute and no oftener', async () => {
    const { signIns, store } = mint.core
    const cookie = await signIns.begin(person, FULL, undefined)
    const seen = async () => (await store.signIns.ofUser(person.id, 0))[0]?.lastSeenAt
    mint.clock.advance(59)
    await signIns.find(cookie)
    assert.equal(await seen(), undefined)
    mint.clock.advance(1)
    await signIns.find(cookie)
    const at = mint.clock.now()
    assert.equal(await seen(), at)
    mint.clock.advance(59)
    await signIns.find(cookie)
    assert.equal(await seen(), at)
  })

  it('that waits for a second factor opens nothing, and waits ten minutes', async () => {
    const { signIns } = mint.core
    const cookie = await signIns.begin(person, { ...FULL, kind: 'pending' }, undefined)
    assert.equal(await signIns.find(cookie), undefined)
    assert.equal((await signIns.findPending(cookie))?.user.id, person.id)
    assert.deepEqual(await signIns.ofUser(person), [])
    mint.clock.advance(600)
    assert.equal(await signIns.findPending(cookie), undefined)
  })

  it('has a new value at each step, and the one of before is over', async () => {
    const { signIns } = mint.core
    const pending = await signIns.begin(person, { ...FULL, kind: 'pending' }, undefined)
    const full = await signIns.begin(person, { ...FULL, method: 'totp' }, pending)
    assert.notEqual(full, pending)
    assert.equal(await signIns.findPending(pending), undefined)
    assert.equal(await signIns.findPending(full), undefined)
    const another = await signIns.begin(operator, FULL, full)
    assert.equal(await signIns.find(full), undefined, 'whoever was signed in here is not any more')
    assert.equal((await signIns.find(another))?.user.id, operator.id)
  })

  it('tells where it was made and how, and no more of a browser than it needs', async () => {
    const { signIns } = mint.core
    await signIns.begin(person, { ...FULL, userAgent: 'x'.repeat(5_000) }, undefined)
    const [found] = await signIns.ofUser(person)
    assert.equal(found?.method, 'password')
    assert.equal(found?.ip, '192.0.2.1')
    assert.equal(found?.userAgent?.length, 256)
  })

  it('is not begun on a proof that was overtaken: whoever was put out stays out', async () => {
    const { signIns, store, secrets } = mint.core
    const sealed = secrets.hash('any')
    const changes: readonly ((records: Records) => Promise<unknown>)[] = [
      (records) => records.users.setPassword(person.id, 'another hash'),
      async ({ secondFactors }) => {
        await secondFactors.begin(person.id, sealed)
        await secondFactors.confirm(person.id, sealed, mint.clock.now(), 1)
      },
      (records) => records.users.change({ ...person, isEnabled: false }),
    ]
    for (const change of changes) {
      const found = await store.users.load(person.id)
      assert.ok(found)
      await store.transaction(change)
      for (const kind of ['full', 'pending'] as const) {
        await assert.rejects(signIns.begin(found, { ...FULL, kind }, undefined), /changed/)
      }
      assert.deepEqual(await signIns.ofUser(person), [])
    }
  })

  it('is over with its user', async () => {
    const { signIns, store } = mint.core
    const cookie = await signIns.begin(person, FULL, undefined)
    await store.transaction((r) => r.users.change({ ...person, isEnabled: false }))
    assert.equal(await signIns.find(cookie), undefined)
  })
})
