import assert from 'node:assert/strict'
import { after, before, describe, it } from 'node:test'
import { addTestClient, openTestCore, type TestCore } from '../test/open-core.ts'

const IP = '192.0.2.7'

describe('guessing', () => {
  let mint: TestCore
  before(async () => {
    mint = await openTestCore({
      MINTMARK_LIMITS_PASSWORD_PER_ACCOUNT: '5',
      MINTMARK_LIMITS_SECRET_PER_CLIENT: '3',
    })
    const { core } = mint
    const holder = { email: 'ada@example.com', roles: [] }
    const passwordHash = await core.passwords.hash('correct horse', holder)
    await core.store.transaction((records) =>
      records.users.add({
        publicId: 'usr_1',
        organizationId: 10_000,
        email: 'ada@example.com',
        name: 'Ada',
        passwordHash,
        roles: [],
        isEnabled: true,
        isKioskHost: false,
        createdAt: core.clock.now(),
      }),
    )
  })
  after(() => mint.close())

  it('fifty parallel guesses at a password get five tries and no more', async () => {
    const { passwords } = mint.core
    const outcomes = await Promise.allSettled(
      Array.from({ length: 50 }, () => passwords.authenticate('ada@example.com', 'wrong', IP)),
    )
    const tried = outcomes.filter((one) => one.status === 'fulfilled')
    assert.equal(tried.length, 5)
    for (const one of outcomes) {
      if (one.status === 'rejected') assert.equal(one.reason.code, 'too_many_attempts')
    }
  })

  it('the right password waits with the others, however the address is spelt', async () => {
    const { passwords } = mint.core
    await assert.rejects(passwords.authenticate('ADA@example.com', 'correct horse', '192.0.2.8'), {
      code: 'too_many_attempts',
    })
    mint.clock.advance(60)
    const user = await passwords.authenticate('ADA@example.com', 'correct horse', IP)
    assert.equal(user?.publicId, 'usr_1')
  })

  it('right passwords use nothing up', async () => {
    for (let i = 0; i < 12; i += 1) {
      const user = await mint.core.passwords.authenticate('ada@example.com', 'correct horse', IP)
      assert.ok(user !== undefined)
    }
  })

  it('wrong secrets are limited, and the right one is let in all the same', async () => {
    const { client, secret } = await addTestClient(mint, 'standard')
    const { clientAuthentication } = mint.core
    const guess = (text: string) =>
      clientAuthentication.authenticate(
        { kind: 'secret', clientId: client.clientId, secret: text, presentedIn: 'basic' },
        'standard',
        IP,
      )
    for (let i = 0; i < 3; i += 1) await assert.rejects(guess('x'), { code: 'invalid_client' })
    await assert.rejects(guess('x'), { code: 'too_many_attempts' })
    assert.equal((await guess(secret)).client.clientId, client.clientId)
  })

  it('a client is unknown at the door of another dialect', async () => {
    const { client, secret } = await addTestClient(mint, 'standard')
    const { clientAuthentication } = mint.core
    const proof = {
      kind: 'secret',
      clientId: client.clientId,
      secret,
      presentedIn: 'body',
    } as const
    await assert.rejects(clientAuthentication.authenticate(proof, 'vonage', IP), {
      code: 'invalid_client',
    })
  })

  it('an address that has used up its attempts uses up nobody else’s', async () => {
    const { core, close } = await openTestCore({
      MINTMARK_LIMITS_PASSWORD_PER_ACCOUNT: '2',
      MINTMARK_LIMITS_PASSWORD_PER_IP: '3',
    })
    const outcomeOf = (email: string, ip: string) =>
      core.passwords.authenticate(email, 'wrong', ip).then(
        () => 'tried',
        ({ options }) => options.detail,
      )
    const outcomes: string[] = []
    for (const person of ['a', 'a', 'a', 'a', 'b', 'c', 'c', 'c', 'c']) {
      outcomes.push(await outcomeOf(`${person}@example.com`, IP))
    }
    const [account, address] = ['passwordPerAccount is used up', 'passwordPerIp is used up']
    const [tried] = outcomes
    assert.deepEqual(
      outcomes,
      [tried, tried, account, account, tried, address, address, address, address],
      'who goes on at a locked account pays nothing for it',
    )
    assert.equal(await outcomeOf('c@example.com', '192.0.2.99'), tried)
    await close()
  })
})
