import assert from 'node:assert/strict'
import { describe } from 'node:test'
import type { Store } from '../store.ts'
import { withStoreOf } from './with-store.ts'

const AT = 1_800_000_000
const BYTES = new Uint8Array(32).fill(7)

const CLIENT = {
  organizationId: 1,
  dialect: 'standard',
  isPublic: false,
  isEnabled: true,
  scopes: [],
  audiences: [],
  redirectUris: [],
  accessTokenLifetimeSec: 60,
  at: AT,
}
const FAMILY = {
  clientRow: 1,
  credentialId: undefined,
  userId: 7,
  scope: ['a:read'],
  audience: [],
  salt: BYTES.slice(0, 16),
  kind: 'refresh',
  createdAt: AT,
  expiresAt: AT + 100,
} as const
const CODE = {
  secretHash: BYTES,
  clientRow: 1,
  userId: 7,
  scope: [],
  audience: [],
  redirectUri: 'https://c.test/cb',
  isRedirectUriNamed: true,
  codeChallenge: undefined,
  createdAt: AT,
  expiresAt: AT + 60,
}

/** What a person agreed to, told and taken back. */
export function agreementsSuite(name: string, open: () => Promise<Store>): void {
  describe(`agreements on ${name}`, () => {
    const withStore = withStoreOf(async () => {
      const store = await open()
      await store.transaction(async ({ clients }) => {
        await clients.add({ ...CLIENT, clientId: 'mmc_one', name: 'One' })
        await clients.add({ ...CLIENT, clientId: 'mmc_two', name: 'Two' })
      })
      return store
    })
    type Facts = Partial<Parameters<Store['families']['add']>[0]>
    const add = (store: Store, facts: Facts) =>
      store.transaction((r) => r.families.add({ ...FAMILY, ...facts }))

    withStore(
      'are told by client, scope and kind, however many families there are',
      async (store) => {
        await add(store, {})
        await add(store, { createdAt: AT + 5, expiresAt: AT + 200 })
        await add(store, { scope: ['b'], kind: 'subject_token', expiresAt: undefined })
        await add(store, { clientRow: 2, createdAt: AT + 9 })
        await add(store, { userId: 8 })
        const told = await store.agreements.ofUser(7, AT + 10)
        assert.deepEqual(
          told.map((one) => [one.clientId, one.scope, one.firstAt - AT, one.lastAt - AT]),
          [
            ['mmc_two', ['a:read'], 9, 9],
            ['mmc_one', ['a:read'], 0, 5],
            ['mmc_one', ['b'], 0, 0],
          ],
        )
        assert.deepEqual(
          told.map((one) => one.expiresAt),
          [AT + 100, AT + 200, undefined],
        )
        assert.deepEqual(
          told.map((one) => [one.clientName, one.accessTokenLifetimeSec, one.lastUsedAt]),
          [
            ['Two', 60, undefined],
            ['One', 60, undefined],
            ['One', 60, undefined],
          ],
        )
      },
    )

    withStore('are over when they end, are revoked, or their client goes', async (store) => {
      await add(store, { expiresAt: AT + 10 })
      const revoked = await add(store, {})
      await store.transaction((r) => r.families.revoke(revoked, AT))
      await add(store, { clientRow: 2 })
      await store.transaction((r) => r.clients.remove(2, AT))
      assert.deepEqual(await store.agreements.ofUser(7, AT + 10), [])
    })

    withStore(
      'end for one user and client alone, with codes and whatever is older',
      async (store) => {
        const mine = await add(store, {})
        const others = [await add(store, { userId: 8 }), await add(store, { clientRow: 2 })]
        const codeOf = (facts: Partial<typeof CODE>) =>
          store.transaction((r) => r.codes.add({ ...CODE, ...facts }))
        const mineToo = await codeOf({})
        const otherCodes = [await codeOf({ userId: 8 }), await codeOf({ clientRow: 2 })]
        await store.transaction((r) => r.families.revokeAll('consent', '1 7', AT + 1))
        const isAlive = async (id: number) =>
          (await store.families.load(id))?.revokedAt === undefined
        assert.equal(await isAlive(mine), false)
        for (const id of others) assert.equal(await isAlive(id), true)
        const consume = (id: number) => store.transaction((r) => r.codes.consume(id, AT + 2))
        assert.deepEqual(await consume(mineToo), { outcome: 'replayed', familyId: undefined })
        for (const id of otherCodes) assert.deepEqual(await consume(id), { outcome: 'first' })
        const again = await add(store, { createdAt: AT + 2 })
        const code = await codeOf({ createdAt: AT + 2 })
        assert.equal(await isAlive(again), true)
        assert.deepEqual(await consume(code), { outcome: 'first' })
        assert.equal((await store.agreements.ofUser(7, AT + 3)).length, 2)
      },
    )
  })
}
