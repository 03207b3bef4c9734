import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { ProtocolError } from '../protocol/errors.ts'
import { StoreConflict } from './failure.ts'
import type { Store } from './store.ts'

const AT = 1_800_000_000
const BYTES = new Uint8Array(32).fill(7)

const CLIENT = {
  clientId: 'mmc_suite',
  organizationId: 1,
  dialect: 'standard',
  name: 'Suite',
  isPublic: false,
  isEnabled: true,
  scopes: ['a:read', 'b'],
  audiences: ['https://api.test'],
  redirectUris: ['https://c.test/cb?x=1', 'https://c.test/other'],
  accessTokenLifetimeSec: 60,
  at: AT,
}

const FAMILY = {
  clientRow: 1,
  credentialId: undefined,
  userId: undefined,
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
  userId: 1,
  scope: ['a:read'],
  audience: [],
  redirectUri: 'https://c.test/cb',
  isRedirectUriNamed: true,
  codeChallenge: undefined,
  expiresAt: AT + 60,
}

/** What every engine must do. The same guarantees, whatever stands below. */
export function storeSuite(name: string, open: () => Promise<Store>): void {
  describe(`a store on ${name}`, () => {
    const withStore = (guarantee: string, check: (store: Store) => Promise<void>) =>
      it(guarantee, async () => {
        const store = await open()
        try {
          await check(store)
        } finally {
          await store.close()
        }
      })

    withStore('gives back what was put in, absent as undefined', async (store) => {
      const id = await store.transaction((records) => records.clients.add(CLIENT))
      const found = await store.clients.load(CLIENT.clientId)
      const { at, ...facts } = CLIENT
      assert.deepEqual(found, { ...facts, id, createdAt: at, updatedAt: at })
      assert.equal(await store.clients.load('nobody'), undefined)
    })

    withStore('refuses a name that is taken, and keeps the first', async (store) => {
      await store.transaction((records) => records.clients.add(CLIENT))
      const again = store.transaction((records) => records.clients.add({ ...CLIENT, name: 'New' }))
      await assert.rejects(again, StoreConflict)
      assert.equal((await store.clients.load(CLIENT.clientId))?.name, 'Suite')
    })

    withStore('lets one of 64 consume a code, and tells the others', async (store) => {
      const id = await store.transaction((records) => records.codes.add(CODE))
      const outcomes = await Promise.all(
        Array.from({ length: 64 }, () =>
          store.transaction((records) => records.codes.consume(id, AT)),
        ),
      )
      assert.equal(outcomes.filter(({ outcome }) => outcome === 'first').length, 1)
      assert.equal(outcomes.filter(({ outcome }) => outcome === 'replayed').length, 63)
    })

    withStore('names the family of a replayed code', async (store) => {
      const id = await store.transaction((records) => records.codes.add(CODE))
      await store.transaction(async (records) => {
        await records.codes.consume(id, AT)
        await records.codes.setFamily(id, 42)
      })
      const again = await store.transaction((records) => records.codes.consume(id, AT))
      assert.deepEqual(again, { outcome: 'replayed', familyId: 42 })
    })

    withStore('advances a family for one of 64', async (store) => {
      const id = await store.transaction((records) => records.families.add(FAMILY))
      const won = await Promise.all(
        Array.from({ length: 64 }, () =>
          store.transaction((records) => records.families.advance(id, 1, AT, AT + 100)),
        ),
      )
      assert.equal(won.filter(Boolean).length, 1)
      assert.equal((await store.families.load(id))?.generation, 2)
    })

    withStore('does not advance a revoked family', async (store) => {
      const id = await store.transaction((records) => records.families.add(FAMILY))
      await store.transaction((records) => records.families.revoke(id, AT))
      const won = await store.transaction((r) => r.families.advance(id, 1, AT, undefined))
      assert.equal(won, false)
    })

    withStore('commits what a refusal did before it was thrown', async (store) => {
      const id = await store.transaction((records) => records.families.add(FAMILY))
      const refused = store.transaction(async (records) => {
        await records.families.revoke(id, AT)
        throw new ProtocolError('invalid_grant')
      })
      await assert.rejects(refused, { code: 'invalid_grant' })
      assert.equal((await store.families.load(id))?.revokedAt, AT)
    })

    withStore('undoes what a bug did, and nothing of its neighbours', async (store) => {
      const bug = store.transaction(async (records) => {
        await records.families.add(FAMILY)
        throw new TypeError('a bug')
      })
      const neighbour = store.transaction((records) => records.families.add(FAMILY))
      await assert.rejects(bug, TypeError)
      const id = await neighbour
      assert.ok((await store.families.load(id)) !== undefined)
      assert.equal(await store.families.load(id + 1), undefined)
    })

    withStore('has a revocation in force when the call that made it answers', async (store) => {
      await store.transaction((records) =>
        records.notices.add({
          topic: 'revoked',
          kind: 'family',
          target: '9',
          at: AT,
          expiresAt: AT + 50,
        }),
      )
      assert.equal(store.board.isRevoked('family', 9, AT), true)
      assert.equal(store.board.isRevoked('family', 9, AT + 1), false, 'issued after it')
      assert.equal(store.board.isRevoked('family', 10, AT), false, 'another family')
      store.board.prune(AT + 51)
      assert.equal(store.board.isRevoked('family', 9, AT), false, 'nothing of it can live')
    })

    withStore('takes one text per room, ever', async (store) => {
      const add = () => store.transaction((records) => records.outbox.add(5, '+6512345678', AT))
      const added = await Promise.all(Array.from({ length: 50 }, add))
      assert.equal(added.filter(Boolean).length, 1)
      assert.equal((await store.outbox.latest(10)).length, 1)
    })

    withStore('reads pages newest first and stops at the end', async (store) => {
      for (let i = 0; i < 5; i += 1) {
        const clientId = `mmc_${i}`
        await store.transaction((records) => records.clients.add({ ...CLIENT, clientId }))
      }
      const first = await store.clients.page(1, Number.MAX_SAFE_INTEGER, 3)
      const rest = await store.clients.page(1, first.at(-1)?.id ?? 0, 3)
      assert.deepEqual(
        [...first, ...rest].map((one) => one.clientId),
        ['mmc_4', 'mmc_3', 'mmc_2', 'mmc_1', 'mmc_0'],
      )
      assert.deepEqual(await store.clients.page(2, Number.MAX_SAFE_INTEGER, 3), [])
    })
  })
}
