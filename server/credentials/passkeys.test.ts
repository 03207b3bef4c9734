import assert from 'node:assert/strict'
import { after, before, beforeEach, describe, it } from 'node:test'
import type { User } from '../store/users.ts'
import { type Oddities, openAuthenticator } from '../test/authenticator.ts'
import { openTestCore, type TestCore } from '../test/open-core.ts'
import { relyingPartyOf } from './relying-party.ts'

const BROWSER = 'this browser'
const ORIGIN = 'http://mint.test'

describe('a passkey', () => {
  let mint: TestCore
  let number = 0
  let user: User
  let authenticator: ReturnType<typeof openAuthenticator>
  before(async () => {
    mint = await openTestCore()
  })
  after(() => mint.close())

  beforeEach(async () => {
    user = await addUser()
    authenticator = openAuthenticator(ORIGIN)
    assert.equal(await register(), true)
  })

  async function addUser(): Promise<User> {
    const { store, clock } = mint.core
    number += 1
    const id = await store.transaction((records) =>
      records.users.add({
        publicId: `usr_${number}`,
        organizationId: 10_000,
        email: `${number}@example.com`,
        name: 'Somebody',
        passwordHash: undefined,
        roles: [],
        isEnabled: true,
        isKioskHost: false,
        createdAt: clock.now(),
      }),
    )
    const found = await store.users.load(id)
    assert.ok(found)
    return found
  }

  async function register(odd: Oddities = {}, binding = BROWSER, one = authenticator) {
    const { passkeys, store } = mint.core
    const options = await passkeys.offer(user, BROWSER)
    assert.ok(options)
    const facts = await passkeys.made(user, one.make(options, odd), binding)
    if (facts === undefined) return false
    await store.transaction((records) => records.passkeys.add({ ...facts, name: 'Test' }))
    return true
  }

  async function signIn(odd: Oddities = {}, binding = BROWSER): Promise<User | undefined> {
    const options = await mint.core.passkeys.challenge(BROWSER)
    assert.ok(options)
    return mint.core.passkeys.authenticate(authenticator.sign(options, odd), binding)
  }

  it('signs its user in, time after time', async () => {
    assert.equal((await signIn())?.publicId, user.publicId)
    assert.equal((await signIn())?.publicId, user.publicId)
  })

  it('is asked for by nobody’s name, and only with the user verified', async () => {
    const options = await mint.core.passkeys.challenge(BROWSER)
    assert.equal(options?.allowCredentials, undefined)
    assert.equal(options?.userVerification, 'required')
    const offer = await mint.core.passkeys.offer(user, BROWSER)
    assert.equal(offer?.authenticatorSelection?.userVerification, 'required')
    assert.equal(offer?.authenticatorSelection?.residentKey, 'required')
    assert.equal(offer?.rp.id, 'mint.test')
    assert.deepEqual(
      offer?.excludeCredentials?.map((one) => one.id),
      [authenticator.id],
    )
    assert.ok(
      !Buffer.from(offer?.user.id ?? '', 'base64url')
        .toString()
        .includes(user.email),
    )
  })

  const WRONG: Readonly<Record<string, Oddities>> = {
    'made on another site': { origin: 'http://evil.test' },
    'made on the same site by other rules': { origin: 'https://mint.test' },
    'made for another domain': { rpId: 'evil.test' },
    'made without verifying the user': { isVerified: false },
    'made for a challenge of its own': { challenge: 'AAAA' },
  }
  for (const [what, odd] of Object.entries(WRONG)) {
    it(`${what} is refused, at registration and at sign-in`, async () => {
      assert.equal(await signIn(odd), undefined)
      assert.equal(await register(odd, BROWSER, openAuthenticator(ORIGIN)), false)
      assert.equal((await signIn())?.publicId, user.publicId, 'a good one goes on')
    })
  }

  it('signs a challenge once, though it be sent 64 times at once', async () => {
    const { passkeys } = mint.core
    const options = await passkeys.challenge(BROWSER)
    assert.ok(options)
    const answer = authenticator.sign(options)
    const outcomes = await Promise.all(
      Array.from({ length: 64 }, () => passkeys.authenticate(answer, BROWSER)),
    )
    assert.equal(outcomes.filter((one) => one !== undefined).length, 1)
    assert.equal(await passkeys.authenticate(answer, BROWSER), undefined)
  })

  it('leaves a challenge used up, even where something else was wrong', async () => {
    const { passkeys } = mint.core
    const options = await passkeys.challenge(BROWSER)
    assert.ok(options)
    const wrong = authenticator.sign(options, { origin: 'http://evil.test' })
    assert.equal(await passkeys.authenticate(wrong, BROWSER), undefined)
    assert.equal(await passkeys.authenticate(authenticator.sign(options), BROWSER), undefined)
  })

  it('is good in the browser that asked for it, for ten minutes', async () => {
    assert.equal(await signIn({}, 'another browser'), undefined)
    assert.equal(await register({}, 'another browser', openAuthenticator(ORIGIN)), false)
    const options = await mint.core.passkeys.challenge(BROWSER)
    assert.ok(options)
    mint.clock.advance(600)
    const late = await mint.core.passkeys.authenticate(authenticator.sign(options), BROWSER)
    assert.equal(late, undefined)
  })

  it('cannot answer a registration with a sign-in’s challenge, or for another user', async () => {
    const { passkeys } = mint.core
    const options = await passkeys.challenge(BROWSER)
    const offer = await passkeys.offer(user, BROWSER)
    assert.ok(options && offer)
    const one = openAuthenticator(ORIGIN)
    const crossed = one.make(offer, { challenge: options.challenge })
    assert.equal(await passkeys.made(user, crossed, BROWSER), undefined)
    const other = await addUser()
    assert.equal(await passkeys.made(other, one.make(offer), BROWSER), undefined)
  })

  it('that was copied is noticed by its counter', async () => {
    assert.ok(await signIn({ counter: 10 }))
    assert.equal(await signIn({ counter: 10 }), undefined)
    assert.equal(await signIn({ counter: 3 }), undefined)
    assert.ok(await signIn({ counter: 11 }))
  })

  it('names its user: another’s handle is refused', async () => {
    const other = await addUser()
    const userHandle = Buffer.from(other.publicId).toString('base64url')
    assert.equal(await signIn({ userHandle }), undefined)
  })

  it('is over when it is removed, and with its user', async () => {
    const { store } = mint.core
    await store.transaction((r) => r.users.change({ ...user, isEnabled: false }))
    assert.equal(await signIn(), undefined)
    await store.transaction((r) => r.users.change({ ...user, isEnabled: true }))
    assert.ok(await signIn())
    const [passkey] = await store.passkeys.ofUser(user.id)
    await store.transaction((r) => r.passkeys.remove(user.id, passkey?.id ?? 0))
    assert.equal(await signIn(), undefined)
  })

  it('that is no passkey at all is refused and never a fault', async () => {
    for (const junk of [undefined, null, 7, 'x', [], {}, { id: 'x' }, { ...authenticator }]) {
      assert.equal(await mint.core.passkeys.authenticate(junk, BROWSER), undefined)
      assert.equal(await mint.core.passkeys.made(user, junk, BROWSER), undefined)
    }
  })
})

it('passkeys belong to the domain of the public address; figures are no domain', () => {
  const brand = { name: 'Mint' }
  const of = (baseUrl: string) => relyingPartyOf({ baseUrl, defaultRegion: '', regions: [] }, brand)
  assert.deepEqual(of('https://mint.example.com:8443'), {
    id: 'mint.example.com',
    origin: 'https://mint.example.com:8443',
    name: 'Mint',
  })
  assert.equal(of('http://127.0.0.1:8080')?.origin, 'http://localhost:8080')
  assert.equal(of('http://127.0.0.1:8080')?.id, 'localhost')
  assert.equal(of('https://192.0.2.7'), undefined)
  assert.equal(of('https://[2001:db8::1]'), undefined)
})
