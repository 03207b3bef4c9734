import assert from 'node:assert/strict'
import { after, before, beforeEach, describe, it } from 'node:test'
import { Secret, TOTP } from 'otpauth'
import type { User } from '../store/users.ts'
import { openTestCore, type TestCore } from '../test/open-core.ts'

const IP = '192.0.2.7'
const STEP_SEC = 30

describe('a second factor', () => {
  let mint: TestCore
  let number = 0
  let userId = 0
  let recoveryCodes: readonly string[] = []
  let generator: TOTP
  before(async () => {
    mint = await openTestCore({ MINTMARK_LIMITS_PASSWORD_PER_ACCOUNT: '5' })
  })
  after(() => mint.close())

  const user = async (): Promise<User> => {
    const found = await mint.core.store.users.load(userId)
    assert.ok(found)
    return found
  }
  const codeNow = (steps = 0) =>
    generator.generate({ timestamp: (mint.clock.now() + steps * STEP_SEC) * 1_000 })
  const prove = async (code: string) => mint.core.secondFactors.prove(await user(), code, IP)
  const confirm = async (code: string) => {
    const { store, secondFactors } = mint.core
    const owner = await user()
    return store.transaction((records) => secondFactors.confirm(records, owner, code))
  }

  beforeEach(async () => {
    const { store, secondFactors, clock } = mint.core
    number += 1
    userId = await store.transaction((records) =>
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
    await secondFactors.begin(await user())
    const offer = await secondFactors.offer(await user())
    assert.ok(offer)
    generator = new TOTP({ secret: Secret.fromBase32(offer.secret) })
    recoveryCodes = (await confirm(codeNow(-1))) ?? []
    assert.equal(recoveryCodes.length, 10)
  })

  it('is offered for a picture and as text, and counts from a first right code on', async () => {
    const { secondFactors } = mint.core
    assert.equal(await secondFactors.offer(await user()), undefined, 'it is shown no more')
    await mint.core.store.transaction((r) => r.secondFactors.remove(userId))
    await secondFactors.begin(await user())
    const offer = await secondFactors.offer(await user())
    assert.deepEqual(await secondFactors.offer(await user()), offer, 'it stays until it counts')
    const uri = new URL(offer?.uri ?? '')
    assert.equal(uri.protocol, 'otpauth:')
    assert.equal(uri.searchParams.get('secret'), offer?.secret)
    assert.equal(uri.searchParams.get('issuer'), mint.core.brand.name)
    assert.equal(offer?.secret.length, 32)
    for (const wrong of ['', '000000', '12345', 'abcdef', '1234567', codeNow()]) {
      assert.equal(await confirm(wrong), undefined, wrong)
    }
    generator = new TOTP({ secret: Secret.fromBase32(offer?.secret ?? '') })
    assert.equal(await prove(codeNow()), undefined, 'it does not count yet')
    assert.equal((await confirm(codeNow()))?.length, 10)
    assert.equal(await confirm(codeNow(1)), undefined, 'it is confirmed once')
  })

  it('takes the code of now, of a step ago and of a step ahead, and no others', async () => {
    mint.clock.advance(10 * STEP_SEC)
    for (const [steps, isRight] of [
      [-2, false],
      [2, false],
      [-1, true],
      [0, true],
      [1, true],
    ] as const) {
      assert.equal(await prove(codeNow(steps)), isRight ? 'totp' : undefined, `${steps} steps`)
    }
  })

  it('takes a code with the space that authenticators show', async () => {
    const code = codeNow()
    assert.equal(await prove(` ${code.slice(0, 3)} ${code.slice(3)} `), 'totp')
  })

  it('takes a code once, though it be sent 64 times at once', async () => {
    await mint.core.attempts.giveBack([['passwordPerAccount', (await user()).email]])
    const code = codeNow()
    const outcomes = await Promise.allSettled(Array.from({ length: 64 }, () => prove(code)))
    const right = outcomes.filter((one) => one.status === 'fulfilled' && one.value === 'totp')
    assert.equal(right.length, 1)
    assert.equal(await proveInNewWindow(code), undefined)
  })

  it('takes no code that is older than one it took', async () => {
    assert.equal(await prove(codeNow(1)), 'totp')
    assert.equal(await prove(codeNow()), undefined)
  })

  it('takes each recovery code once, however it is typed', async () => {
    const [first = '', second = ''] = recoveryCodes
    assert.match(first, /^[0-9a-z]{4}(-[0-9a-z]{4}){3}$/)
    assert.equal(await prove(` ${first.toUpperCase().replaceAll('-', ' ')}`), 'recovery_code')
    assert.equal(await prove(first), undefined)
    assert.equal(await prove(second), 'recovery_code')
    assert.equal(await mint.core.store.secondFactors.countRecoveryCodes(userId), 8)
  })

  it('gives ten other recovery codes, and those of before are worth nothing', async () => {
    const { store, secondFactors } = mint.core
    const owner = await user()
    const [fresh = ''] = await store.transaction((r) => secondFactors.renewRecoveryCodes(r, owner))
    assert.equal(await prove(recoveryCodes[0] ?? ''), undefined)
    assert.equal(await prove(fresh), 'recovery_code')
  })

  it('lets fifty parallel guesses have five tries, which the password has no more', async () => {
    const guesses = Array.from({ length: 50 }, (_, n) => prove(String(n).padStart(6, '0')))
    const outcomes = await Promise.allSettled(guesses)
    const tried = outcomes.filter((one) => one.status === 'fulfilled')
    assert.equal(tried.length, 5)
    const { email } = await user()
    const { passwords } = mint.core
    await assert.rejects(passwords.authenticate(email, 'anything', IP), {
      code: 'too_many_attempts',
    })
    await assert.rejects(prove(codeNow()), { code: 'too_many_attempts' })
    assert.equal(await proveInNewWindow(undefined), 'totp')
  })

  it('is kept sealed: neither secret nor recovery code stands in the store', async () => {
    const sealed = Buffer.from((await user()).totpSealed ?? []).toString('latin1')
    assert.ok(!sealed.includes(Buffer.from(generator.secret.bytes).toString('latin1')))
    assert.throws(() => mint.core.secrets.unseal(Buffer.from(sealed, 'latin1').subarray(1)))
  })

  async function proveInNewWindow(code: string | undefined) {
    mint.clock.advance(60)
    return prove(code ?? codeNow())
  }
})
