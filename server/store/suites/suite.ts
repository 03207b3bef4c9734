import assert from 'node:assert/strict'
import { describe } from 'node:test'
import { ProtocolError } from '../../protocol/errors.ts'
import { StoreConflict } from '../failure.ts'
import type { Store } from '../store.ts'
import { AT, BYTES, CLIENT, CODE, FAMILY } from './sample.ts'
import { withStoreOf } from './with-store.ts'

/** What every engine must do. The same guarantees, whatever stands below. */
export function storeSuite(name: string, open: () => Promise<Store>): void {
  describe(`a store on ${name}`, () => {
    const withStore = withStoreOf(open)

    withStore('gives back what was put in, absent as undefined', async (store) => {
      const id = await store.transaction((records) => records.clients.add(CLIENT))
      const found = await store.clients.load(CLIENT.clientId)
      const { at, ...facts } = CLIENT
      assert.deepEqual(found, { ...facts, id, createdAt: at, updatedAt: at })
      assert.equal(await store.clients.load('nobody'), undefined)
    })

    withStore('finds many clients and their credentials as it finds one', async (store) => {
      const ids: number[] = []
      const clientIds = Array.from({ length: 40 }, (_, i) => `mmc_many_${i}`)
      await store.transaction(async (records) => {
        for (const clientId of clientIds) {
          const clientRow = await records.clients.add({ ...CLIENT, clientId })
          ids.push(clientRow)
          const one = { clientRow, kind: 'api_key', secretHash: BYTES, createdAt: AT } as const
          for (let i = 0; i < 2; i += 1) await records.credentials.add({ ...one, expiresAt: AT })
        }
        await records.clients.remove(ids[3] ?? 0, AT)
      })
      for (const count of [1, 2, 16, 17, 40]) {
        const some = ids.slice(0, count)
        const expected = clientIds.slice(0, count).filter((_, i) => i !== 3)
        const found = await store.clients.loadAll([...clientIds.slice(0, count), 'nobody'])
        assert.deepEqual(found.map((one) => one.clientId).sort(), [...expected].sort())
        const byId = await store.clients.loadAllById(some)
        assert.deepEqual(byId.map((one) => one.clientId).sort(), [...expected].sort())
        const credentials = await store.credentials.ofClients(some)
        assert.equal(credentials.length, 2 * count)
        const whose = await store.clients.loadAllByCredential(credentials.map(({ id }) => id))
        assert.deepEqual(whose.map((one) => one.clientId).sort(), [...new Set(expected)].sort())
        const one = await store.credentials.ofClient(some[0] ?? 0)
        const same = credentials.filter(({ clientRow }) => clientRow === some[0])
        assert.deepEqual(same, one)
      }
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

    withStore('ends all families of a root with one row, and no later ones', async (store) => {
      const [clientRow, credentialId, userId] = [3, 5, 7]
      const root = { client: { clientRow }, credential: { credentialId }, user: { userId } }
      for (const kind of ['client', 'credential', 'user'] as const) {
        const add = (createdAt: number) =>
          store.transaction((r) => r.families.add({ ...FAMILY, ...root[kind], createdAt }))
        const other = await store.transaction((r) => r.families.add(FAMILY))
        const [early, late] = [await add(AT), await add(AT + 2)]
        const id = Object.values(root[kind])[0] ?? 0
        await store.transaction((r) => r.families.revokeAll(kind, id, AT + 1))
        await store.transaction((r) => r.families.revokeAll(kind, id, AT))
        const revokedAt = async (family: number) => (await store.families.load(family))?.revokedAt
        assert.equal(await revokedAt(early), AT + 1, kind)
        assert.equal(await revokedAt(late), undefined, `founded after its ${kind} was revoked`)
        assert.equal(await revokedAt(other), undefined, `of another ${kind}`)
        const advance = (family: number) =>
          store.transaction((r) => r.families.advance(family, 1, AT + 3, AT + 100))
        assert.equal(await advance(early), false, kind)
        assert.equal(await advance(late), true, kind)
      }
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
      await store.board.follow()
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
      await store.board.prune(AT + 51)
      assert.equal(store.board.isRevoked('family', 9, AT), false, 'nothing of it can live')
    })

    withStore('takes one text per room, ever', async (store) => {
      const add = () => store.transaction((records) => records.outbox.add(5, '+6512345678', AT))
      const added = await Promise.all(Array.from({ length: 50 }, add))
      assert.equal(added.filter(Boolean).length, 1)
      assert.equal((await store.outbox.latest(10)).length, 1)
    })

    withStore('finds a room by any part of what it is called, as it is written', async (store) => {
      const names = ['Call ABC', 'call abcd', '100% of it', '100 of it', 'a_b', 'a\\b', 'axb']
      for (const [i, callReference] of names.entries()) {
        const room = { clientRow: 1, organizationId: 1, callReference, createdAt: AT + i } as const
        const given = { phoneNumber: undefined, expiresAt: undefined, requestKey: undefined }
        await store.transaction(async (records) => {
          const id = await records.rooms.add({ ...room, ...given })
          await records.rooms.setGuest(id ?? 0, BYTES)
        })
      }
      const found = async (text: string) => {
        const query = { organizationId: 1, from: AT, to: AT + 100, text, limit: 10 }
        const rooms = await store.rooms.query({ ...query, beforeId: Number.MAX_SAFE_INTEGER })
        return rooms.map((room) => room.callReference).reverse()
      }
      assert.deepEqual(await found(''), names)
      assert.deepEqual(await found('L aBc'), ['Call ABC', 'call abcd'])
      assert.deepEqual(await found('%'), ['100% of it'])
      assert.deepEqual(await found('_'), ['a_b'])
      assert.deepEqual(await found('\\'), ['a\\b'])
      assert.deepEqual(await found('!'), [])
    })

    withStore('reads pages newest first and stops at the end', async (store) => {
      for (let i = 0; i < 5; i += 1) {
        const clientId = `mmc_${i}`
        await store.transaction((records) => records.clients.add({ ...CLIENT, clientId }))
      }
      const first = await store.clients.page({ organizationId: 1 }, Number.MAX_SAFE_INTEGER, 3)
      const rest = await store.clients.page({ organizationId: 1 }, first.at(-1)?.id ?? 0, 3)
      assert.deepEqual(
        [...first, ...rest].map((one) => one.clientId),
        ['mmc_4', 'mmc_3', 'mmc_2', 'mmc_1', 'mmc_0'],
      )
      assert.deepEqual(
        await store.clients.page({ organizationId: 2 }, Number.MAX_SAFE_INTEGER, 3),
        [],
      )
    })
  })
}
