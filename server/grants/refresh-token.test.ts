import assert from 'node:assert/strict'
import { after, before, describe, it } from 'node:test'
import { refreshTokenOf } from '../credentials/family-tokens.ts'
import type { Authorization } from '../protocol/authorization.ts'
import { ProtocolError } from '../protocol/errors.ts'
import { addTestClient, openTestCore, type TestCore } from '../test/open-core.ts'
import { revokeCredential } from '../tokens/revoke.ts'
import type { GrantDeps, SettledRules } from './contract.ts'
import { refreshToken } from './refresh-token.ts'

const RULES: SettledRules = {
  accessTokenLifetimeSec: 900,
  codeLifetimeSec: 60,
  refresh: 'always',
  refreshEnd: 'together',
  refreshRetry: 'same_successor',
  refreshTokenLifetimeSec: 1_000,
  refreshRetryWindowSec: 10,
  redirectUriAtExchange: 'required',
  codeYields: 'access',
  passwordRole: undefined,
  roomLifetimeSec: 900,
  textCaps: {
    perNumber: 1,
    perPrefix: 1,
    perCountry: 1,
    perClient: 1,
    inAll: 1,
    breakerRestSec: 0,
    countries: [],
  },
}

describe('a refresh token', () => {
  let mint: TestCore
  before(async () => {
    mint = await openTestCore()
  })
  after(() => mint.close())

  function deps(rules: Partial<SettledRules> = {}): GrantDeps {
    const { core } = mint
    return {
      ...core,
      now: core.clock.now(),
      ip: '192.0.2.1',
      rules: { ...RULES, ...rules },
      records: core.store,
      decide: (work) => core.store.transaction(work),
    }
  }

  async function family(scope: readonly string[] = ['a', 'b']) {
    const { core } = mint
    const owner = await addTestClient(mint, 'standard', { scopes: scope })
    const facts = {
      clientRow: owner.client.id,
      credentialId: owner.credentialId,
      userId: undefined,
      scope,
      audience: [],
      salt: core.random.bytes(16),
      kind: 'refresh',
      createdAt: core.clock.now(),
      expiresAt: core.clock.now() + 1_000,
    } as const
    const id = await core.store.transaction((records) => records.families.add(facts))
    const token = (generation: number) =>
      refreshTokenOf(core.secrets, { id, salt: facts.salt }, generation)
    const refresh = (
      generation: number,
      rules: Partial<SettledRules> = {},
      asked?: readonly string[],
    ): Promise<Authorization> =>
      refreshToken.authorize(
        {
          parameters: { refresh_token: token(generation) },
          scope: asked ?? [],
          isScopeNamed: asked !== undefined,
          audience: [],
        },
        { client: owner.client, credentialId: owner.credentialId },
        deps(rules),
      )
    const isDead = async () => (await core.store.families.load(id))?.revokedAt !== undefined
    return { ...owner, id, token, refresh, isDead }
  }

  const refused = (promise: Promise<unknown>, code = 'invalid_grant') =>
    assert.rejects(promise, (error) => error instanceof ProtocolError && error.code === code)

  it('brings its successor', async () => {
    const one = await family()
    assert.equal((await one.refresh(1)).family?.generation, 2)
    assert.equal((await one.refresh(2)).family?.generation, 3)
  })

  it('brings the same successor again while its answer may have been lost', async () => {
    const one = await family()
    await one.refresh(1)
    mint.clock.advance(9)
    assert.equal((await one.refresh(1)).family?.generation, 2)
    assert.equal(await one.isDead(), false)
  })

  it('ends the family when it comes again after that time', async () => {
    const one = await family()
    await one.refresh(1)
    mint.clock.advance(10)
    await refused(one.refresh(1))
    assert.equal(await one.isDead(), true)
    await refused(one.refresh(2))
  })

  it('ends the family when it comes again after its successor was used', async () => {
    const one = await family()
    await one.refresh(1)
    await one.refresh(2)
    await refused(one.refresh(1))
    assert.equal(await one.isDead(), true)
  })

  it('is refused at once, and no more, where a dialect allows no retry', async () => {
    const one = await family()
    await one.refresh(1, { refreshRetry: 'refuse' })
    await refused(one.refresh(1, { refreshRetry: 'refuse' }))
    assert.equal(await one.isDead(), false)
    assert.equal((await one.refresh(2, { refreshRetry: 'refuse' })).family?.generation, 3)
  })

  it('used 64 times at once gives every caller the same successor', async () => {
    const one = await family()
    const all = await Promise.all(Array.from({ length: 64 }, () => one.refresh(1)))
    assert.deepEqual(new Set(all.map((each) => each.family?.generation)), new Set([2]))
  })

  it('used 64 times at once without retry gives one caller a successor', async () => {
    const one = await family()
    const all = await Promise.allSettled(
      Array.from({ length: 64 }, () => one.refresh(1, { refreshRetry: 'refuse' })),
    )
    assert.equal(all.filter(({ status }) => status === 'fulfilled').length, 1)
    assert.equal(await one.isDead(), false)
  })

  it('ends with its family, however often it was refreshed, or starts its time anew', async () => {
    const together = await family()
    const each = await family()
    mint.clock.advance(999)
    await together.refresh(1)
    await each.refresh(1, { refreshEnd: 'each' })
    mint.clock.advance(1)
    await refused(together.refresh(2))
    assert.equal((await each.refresh(2, { refreshEnd: 'each' })).family?.generation, 3)
  })

  it('may ask for less than was granted, never for more', async () => {
    const one = await family()
    assert.deepEqual((await one.refresh(1, {}, ['b'])).scope, ['b'])
    await refused(one.refresh(2, {}, ['b', 'c']), 'invalid_scope')
    assert.deepEqual((await one.refresh(2)).scope, ['a', 'b'])
  })

  it('is worth nothing to another client, and stays what it was', async () => {
    const one = await family()
    const other = await family()
    const stolen = refreshToken.authorize(
      {
        parameters: { refresh_token: one.token(1) },
        scope: [],
        isScopeNamed: false,
        audience: [],
      },
      { client: other.client, credentialId: other.credentialId },
      deps(),
    )
    await refused(stolen)
    assert.equal(await one.isDead(), false)
  })

  it('dies with the credential that it came of', async () => {
    const one = await family()
    const { store, clock } = mint.core
    await store.transaction((records) =>
      revokeCredential(records, one.credentialId ?? 0, one.client, clock.now(), 99),
    )
    await refused(one.refresh(1))
  })
})
