import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { StoreConflict } from '../failure.ts'
import type { Store } from '../store.ts'
import { readInStretches } from '../stretches.ts'
import { withStoreOf } from './with-store.ts'

const AT = 1_800_000_000
const BYTES = new Uint8Array(32).fill(7)
const ALL = Number.MAX_SAFE_INTEGER

const CLIENT = {
  isPublic: false,
  scopes: [],
  audiences: [],
  redirectUris: [],
  accessTokenLifetimeSec: undefined,
  at: AT,
}
const USER = { passwordHash: 'hash', isEnabled: true, isKioskHost: true, createdAt: AT }

/** What operators look for, they find: filters, deletion and counts, whatever the engine. */
export function listsSuite(name: string, open: () => Promise<Store>): void {
  describe(`lists on ${name}`, () => {
    const withStore = withStoreOf(open)

    withStore('clients: every filter lets through what it says', async (store) => {
      const made = [
        ['mmc_a', 1, 'standard', 'Nightly 100% export', true],
        ['mmc_b', 1, 'second', 'Lobby', true],
        ['mmc_c', 2, 'standard', 'nightly EXPORT', false],
        ['mmc_d', 2, 'third', 'Reports', true],
      ] as const
      for (const [clientId, organizationId, dialect, name, isEnabled] of made) {
        const client = { ...CLIENT, clientId, organizationId, dialect, name, isEnabled }
        await store.transaction((records) => records.clients.add(client))
      }
      const found = async (filter: Parameters<Store['clients']['page']>[0]) =>
        (await store.clients.page(filter, ALL, 10)).map((one) => one.clientId.slice(-1))
      assert.deepEqual(await found({}), ['d', 'c', 'b', 'a'])
      assert.deepEqual(await found({ organizationId: 2 }), ['d', 'c'])
      assert.deepEqual(await found({ dialects: ['second', 'third'] }), ['d', 'b'])
      assert.deepEqual(await found({ text: 'nightly exp' }), ['c'])
      assert.deepEqual(await found({ text: '%' }), ['a'])
      assert.deepEqual(await found({ text: 'MMC_B' }), ['b'])
      assert.deepEqual(await found({ isEnabled: false }), ['c'])
      assert.deepEqual(await found({ isEnabled: true, organizationId: 1, text: 'l' }), ['b', 'a'])
      assert.deepEqual(await found({ organizationId: 1, dialects: ['third'] }), [])
    })

    withStore('users: found by role, and gone from every list once deleted', async (store) => {
      const add = (publicId: string, organizationId: number, roles: string[]) =>
        store.transaction((records) =>
          records.users.add({
            ...USER,
            publicId,
            organizationId,
            email: `${publicId}@a.test`,
            name: publicId,
            roles,
          }),
        )
      const first = await add('usr_a', 1, ['employee', 'operator'])
      await add('usr_b', 1, ['employee_x'])
      await add('usr_c', 2, ['employee'])
      const found = async (filter: Parameters<Store['users']['newest']>[0]) =>
        (await store.users.newest(filter, ALL, 10)).map((one) => one.publicId.slice(-1))
      assert.deepEqual(await found({}), ['c', 'b', 'a'])
      assert.deepEqual(await found({ role: 'employee' }), ['c', 'a'])
      assert.deepEqual(await found({ role: 'employee', organizationId: 1 }), ['a'])
      assert.deepEqual(await found({ text: 'B@A.TEST' }), ['b'])

      assert.equal(await store.transaction((r) => r.users.remove(first, AT)), true)
      assert.equal(await store.transaction((r) => r.users.remove(first, AT)), false)
      assert.deepEqual(await found({}), ['c', 'b'])
      assert.equal(await store.users.loadByPublicId('usr_a'), undefined)
      assert.equal(await store.users.loadByEmail('usr_a@a.test'), undefined)
      assert.deepEqual(await store.users.loadAllByPublicId(['usr_a', 'usr_b', 'nobody']), [
        await store.users.loadByPublicId('usr_b'),
      ])
      assert.equal(await store.users.count(1), 1)
      assert.equal((await store.users.page(1, 10, 0)).length, 1)
      const left = await store.users.load(first)
      assert.deepEqual(
        [left?.isEnabled, left?.passwordHash, left?.name, left?.roles],
        [false, undefined, '', []],
      )
      const other = await store.users.loadByPublicId('usr_b')
      assert.ok(other)
      const taken = { ...other, email: 'USR_C@a.test' }
      await assert.rejects(
        store.transaction((r) => r.users.change(taken)),
        StoreConflict,
      )
      await store.transaction((r) => r.users.change({ ...other, email: 'usr_a@a.test' }))
    })

    withStore('plans: their guests come and go with them and with users', async (store) => {
      const [plan, second] = await store.transaction(async ({ plans, users }) => {
        const guest = { ...USER, publicId: 'usr_g', organizationId: 1, email: 'g@a.test' }
        const userId = await users.add({ ...guest, name: 'Guest', roles: [] })
        const ids = [await plans.add(1, 'Choir'), await plans.add(2, 'Band')] as const
        for (const id of ids) await plans.addGuest(id, userId)
        return ids
      })
      const names = async (filter: Parameters<Store['plans']['page']>[0]) =>
        (await store.plans.page(filter, ALL, 10)).map((one) => one.name)
      assert.deepEqual(await names({}), ['Band', 'Choir'])
      assert.deepEqual(await names({ organizationId: 1 }), ['Choir'])
      assert.deepEqual(await names({ text: 'BAN' }), ['Band'])
      const guests = await store.plans.guestsOf([plan, second])
      assert.deepEqual(guests.map((one) => one.planId).sort(), [plan, second].sort())
      await store.transaction((r) => r.plans.remove(plan))
      assert.equal((await store.plans.guestsOf([plan, second])).length, 1)
      const user = await store.users.loadByPublicId('usr_g')
      await store.transaction((r) => r.plans.removeOfUser(user?.id ?? 0))
      assert.deepEqual(await store.plans.guestsOf([second]), [])
    })

    withStore('rooms: found by how they stand, and finished once', async (store) => {
      const add = (callReference: string, expiresAt: number) =>
        store.transaction(async ({ rooms, outbox }) => {
          const room = { clientRow: 1, organizationId: 1, callReference, createdAt: AT }
          const phoneNumber = '+6512345678'
          const given = { phoneNumber, expiresAt, requestKey: undefined }
          const id = (await rooms.add({ ...room, ...given })) ?? 0
          await rooms.setGuest(id, BYTES)
          await outbox.add(id, phoneNumber, AT)
          return id
        })
      const [over, running, finished] = [
        await add('over', AT + 1),
        await add('running', AT + 100),
        await add('finished', AT + 100),
      ]
      await add('waiting', AT + 100)
      await store.transaction(({ rooms }) => rooms.start(running, AT))
      const now = AT + 50
      const finish = (id: number) => store.transaction(({ rooms }) => rooms.finish(id, now))
      assert.deepEqual(
        [await finish(finished), await finish(finished), await finish(over)],
        [true, false, false],
      )
      const found = async (filter: Omit<Parameters<Store['rooms']['page']>[0], 'now'>) =>
        (await store.rooms.page({ ...filter, now }, ALL, 10)).map((one) => one.callReference)
      for (const state of ['waiting', 'running', 'finished'] as const) {
        assert.deepEqual(await found({ state }), [state])
      }
      assert.deepEqual(await found({ state: 'expired' }), ['over'])
      assert.equal((await found({ text: '+6512345678' })).length, 4)
      assert.deepEqual(await found({ text: '+651234567' }), [])
      assert.deepEqual(await found({ organizationId: 2 }), [])
      assert.equal((await store.outbox.ofRooms([over, running])).length, 2)
    })

    withStore(
      'organizations: what belongs to them is counted, deleted things not',
      async (store) => {
        await store.transaction(async ({ organizations, clients, agents }) => {
          await organizations.add(1, 'One', AT)
          await organizations.add(2, 'Two', AT)
          const wish = { ...CLIENT, dialect: 'standard', name: 'x', isEnabled: true }
          const gone = await clients.add({ ...wish, clientId: 'mmc_a', organizationId: 1 })
          await clients.add({ ...wish, clientId: 'mmc_b', organizationId: 1 })
          await clients.remove(gone, AT)
          await agents.add({ organizationId: 2, name: 'Desk', createdAt: AT })
        })
        const members = await store.organizations.membersOf([1, 2, 3])
        assert.deepEqual(members.get(1), { clients: 1, users: 0, agents: 0 })
        assert.deepEqual(members.get(2), { clients: 0, users: 0, agents: 1 })
        assert.equal(members.get(3), undefined)
      },
    )
  })

  it('a search goes down to the first row and asks for no more than a page', async () => {
    const asked: (readonly [number, number, number])[] = []
    const rows = [70_001, 45_000, 44_999, 3, 1]
    const read = async (from: number, before: number, limit: number) => {
      asked.push([from, before, limit])
      return rows.filter((id) => id >= from && id < before).slice(0, limit)
    }
    assert.deepEqual(await readInStretches(70_001, ALL, 10, read), rows)
    assert.deepEqual(asked.at(0), [50_002, 70_002, 10])
    assert.equal(asked.at(-1)?.[0], 1)
    assert.deepEqual(await readInStretches(70_001, ALL, 2, read), rows.slice(0, 2))
    assert.deepEqual(await readInStretches(70_001, 45_000, 2, read), [44_999, 3])
    assert.deepEqual(await readInStretches(0, ALL, 2, read), [])
  })
}
