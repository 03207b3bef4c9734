import assert from 'node:assert/strict'
import { describe } from 'node:test'
import type { AuditSearch } from '../audit-reads.ts'
import type { Store } from '../store.ts'
import { type Tally, WHOLE_PLATFORM } from '../tallies.ts'
import { AT, BYTES, CLIENT, FAMILY } from './sample.ts'
import { withStoreOf } from './with-store.ts'

const USER = {
  organizationId: 1,
  name: 'Suite',
  passwordHash: undefined,
  roles: [],
  isEnabled: true,
  isKioskHost: false,
  createdAt: AT,
}

/** Figures, last uses, blocks and what operators change while serving. */
export function platformSuite(name: string, open: () => Promise<Store>): void {
  describe(`figures and settings on ${name}`, () => {
    const withStore = withStoreOf(open)

    withStore('notes what was used, and never goes back to an earlier use', async (store) => {
      const one = { clientRow: 1, kind: 'api_key', secretHash: BYTES, createdAt: AT } as const
      const credentials: number[] = []
      const families: number[] = []
      await store.transaction(async (records) => {
        for (let i = 0; i < 250; i += 1) {
          credentials.push(await records.credentials.add({ ...one, expiresAt: undefined }))
          families.push(await records.families.add(FAMILY))
        }
      })
      const touch = (ids: (list: number[]) => number[], at: number) =>
        store.transaction(async (records) => {
          await records.credentials.touch(ids(credentials), at)
          await records.families.touch(ids(families), at)
        })
      await touch((list) => list.slice(0, 249), AT + 5)
      await touch((list) => list.slice(0, 2), AT + 9)
      await touch((list) => list.slice(0, 2), AT + 7)
      for (const [i, at] of [
        [0, AT + 9],
        [1, AT + 9],
        [248, AT + 5],
        [249, undefined],
      ] as const) {
        assert.equal((await store.credentials.load(credentials[i] ?? 0))?.lastUsedAt, at)
        assert.equal((await store.families.load(families[i] ?? 0))?.lastUsedAt, at)
      }
    })

    withStore('counts what is there, of everybody or of one organization', async (store) => {
      const add = (clientId: string, organizationId: number, lastUsedAt: number | undefined) =>
        store.transaction(async (records) => {
          const clientRow = await records.clients.add({ ...CLIENT, clientId, organizationId })
          const one = { clientRow, kind: 'api_key', secretHash: BYTES, createdAt: AT } as const
          const id = await records.credentials.add({ ...one, expiresAt: undefined })
          if (lastUsedAt !== undefined) await records.credentials.touch([id], lastUsedAt)
          await records.families.add({ ...FAMILY, clientRow })
          return clientRow
        })
      await add('mmc_1', 1, AT)
      await add('mmc_2', 1, AT - 1)
      await add('mmc_3', 2, undefined)
      const gone = await add('mmc_4', 2, AT)
      await store.transaction((records) => records.clients.remove(gone, AT))
      const { census } = store
      assert.deepEqual([...(await census.clients(undefined))], [['standard', 3]])
      assert.deepEqual([...(await census.clients(1))], [['standard', 2]])
      assert.deepEqual([...(await census.activeClients(undefined, AT))], [['standard', 1]])
      assert.deepEqual([...(await census.activeClients(2, AT))], [])
      assert.equal(await census.liveFamilies(undefined, AT), 4)
      assert.equal(await census.liveFamilies(1, AT), 2)
      assert.equal(await census.liveFamilies(undefined, AT + 100), 0)
      assert.deepEqual([await census.users(undefined), await census.blocks(AT)], [0, 0])
    })

    withStore('adds up refusals of one window, and lists them until it is over', async (store) => {
      const block = { bucket: 'b', subject: 'a@example.test', refusals: 2, firstAt: AT }
      const add = (lastAt: number, expiresAt: number) =>
        store.transaction((records) => records.blocks.add({ ...block, lastAt, expiresAt }))
      await add(AT + 5, AT + 60)
      await add(AT + 3, AT + 60)
      await add(AT + 65, AT + 120)
      const page = (now: number) => store.blocks.page(now, Number.MAX_SAFE_INTEGER, 10)
      const [later, first] = await page(AT)
      assert.deepEqual([first?.refusals, first?.lastAt, later?.refusals], [4, AT + 5, 2])
      assert.equal((await page(AT + 60)).length, 1)
      assert.deepEqual(
        [await store.blocks.areMoreThan(1), await store.blocks.areMoreThan(2)],
        [true, false],
      )
      const id = later?.id ?? 0
      assert.deepEqual(await store.blocks.load(id, AT), later)
      const remove = () => store.transaction((records) => records.blocks.remove(id))
      assert.deepEqual([await remove(), await remove()], [true, false])
    })

    withStore('numbers agents, whatever number somebody has chosen', async (store) => {
      const add = (id?: number) =>
        store.transaction(({ agents }) =>
          agents.add({ ...(id && { id }), organizationId: 1, name: 'Suite', createdAt: AT }),
        )
      assert.equal(await add(Number.MAX_SAFE_INTEGER), Number.MAX_SAFE_INTEGER)
      assert.deepEqual([await add(), await add(), await add(7), await add()], [1, 2, 7, 3])
    })

    withStore('keeps what operators change of styles and regions', async (store) => {
      const setting = {
        dialect: 'a',
        isEnabled: false,
        accessTokenLifetimeSec: 60,
        refreshTokenLifetimeSec: undefined,
        codeLifetimeSec: undefined,
        updatedAt: AT,
      }
      const again = { ...setting, isEnabled: true, codeLifetimeSec: 5 }
      for (const one of [setting, again]) {
        await store.transaction((records) => records.dialectSettings.put(one))
        assert.deepEqual(await store.dialectSettings.load('a'), one)
      }
      assert.deepEqual(await store.dialectSettings.all(), [again])
      assert.equal(await store.dialectSettings.load('b'), undefined)
      const region = (name: string, isDefault: boolean) =>
        store.transaction((r) =>
          r.regions.put({ name, tokenHost: `${name}.t`, apiHost: `${name}.a`, isDefault }),
        )
      await region('one', true)
      await region('two', true)
      assert.deepEqual(
        (await store.regions.all()).map((one) => [one.name, one.apiHost, one.isDefault]),
        [
          ['one', 'one.a', false],
          ['two', 'two.a', true],
        ],
      )
      const remove = () => store.transaction((records) => records.regions.remove('one'))
      assert.deepEqual([await remove(), await remove()], [true, false])
    })

    withStore('keeps an API as one document under its name', async (store) => {
      const put = (name: string, document: string, at: number) =>
        store.transaction((records) => records.apis.put(name, document, at))
      await put('orders', '{"a":1}', AT)
      await put('bills', '{}', AT)
      await put('orders', '{"a":"ä"}', AT + 5)
      assert.deepEqual(await store.apis.all(), [
        { name: 'bills', document: '{}', createdAt: AT, updatedAt: AT },
        { name: 'orders', document: '{"a":"ä"}', createdAt: AT, updatedAt: AT + 5 },
      ])
      const remove = () => store.transaction((records) => records.apis.remove('bills'))
      assert.deepEqual([await remove(), await remove()], [true, false])
    })

    withStore('searches the record by everything at once, forward and back', async (store) => {
      const [client, user] = await store.transaction(async (records) => [
        await records.clients.add({ ...CLIENT, clientId: 'mmc_found', name: 'Found' }),
        await records.users.add({ ...USER, publicId: 'usr_found', email: 'f@example.test' }),
      ])
      const decision = {
        count: 1,
        outcome: 'granted',
        dialect: 'a',
        clientRow: client,
        userId: undefined,
        familyId: undefined,
        credentialId: undefined,
        ip: '192.0.2.1',
        requestId: undefined,
        scope: undefined,
        detail: undefined,
      }
      await store.transaction(async (records) => {
        for (let i = 0; i < 40; i += 1) {
          const at = AT + i
          const one = { ...decision, action: `act.${i}`, firstAt: at, lastAt: at }
          await records.audit.append(i === 7 ? { ...one, actorUserId: user, detail: '5%' } : one)
        }
      })
      const all = { above: 0, below: Number.MAX_SAFE_INTEGER }
      const found = async (search: AuditSearch, order: 'newest' | 'oldest' = 'newest') =>
        (await store.audit.stretch(all, order, 50, search)).map((one) => one.action)
      assert.equal((await found({})).length, 40)
      assert.deepEqual((await found({}, 'oldest')).slice(0, 2), ['act.0', 'act.1'])
      assert.deepEqual(await found({ since: AT + 5, until: AT + 7 }), ['act.6', 'act.5'])
      assert.deepEqual(await found({ userId: 'usr_found' }), ['act.7'])
      for (const text of ['5%', 'ACT.7']) assert.deepEqual(await found({ text }), ['act.7'])
      assert.equal((await found({ text: 'found', ip: '192.0.2.1' })).length, 40)
      assert.deepEqual(await found({ ip: '192.0.2.2' }), [])
      assert.deepEqual(await found({ organizationId: 2 }), [])
      assert.equal((await found({ clientId: 'mmc_found', organizationId: 1 })).length, 40)
      const last = await store.audit.lastId()
      const around = await store.audit.idAround(AT + 30)
      const [there] = await store.audit.stretch({ ...all, above: around - 1 }, 'oldest', 1, {})
      assert.equal(there?.lastAt, AT + 30)
      assert.equal(await store.audit.idAround(AT - 1), last - 39)
      assert.equal(await store.audit.idAround(AT + 99), last + 1)
      const [seven] = await store.audit.stretch(all, 'newest', 1, { text: '5%' })
      assert.deepEqual([seven?.actorPublicId, seven?.clientName], ['usr_found', 'Found'])
    })

    withStore('adds up what several count, by stretches', async (store) => {
      const all = { stepSec: 300, organizationId: WHOLE_PLATFORM, topic: 'token' } as const
      const tally = { ...all, dialect: 'a', label: 'granted', at: AT, count: 1 }
      const add = (wish: Partial<Tally>) =>
        store.transaction((records) => records.tallies.add({ ...tally, ...wish }))
      await Promise.all(Array.from({ length: 8 }, () => add({ count: 3 })))
      await add({ at: AT + 300 })
      await add({ at: AT + 600 })
      await add({ label: 'invalid_client' })
      await add({ dialect: 'b' })
      await add({ topic: 'resource' })
      await add({ stepSec: 3_600, count: 100 })
      await add({ organizationId: 7, count: 100 })
      const span = { ...all, from: AT, to: AT + 600 }
      assert.deepEqual(await store.tallies.sums(span), [
        { dialect: 'a', label: 'granted', count: 25 },
        { dialect: 'a', label: 'invalid_client', count: 1 },
        { dialect: 'b', label: 'granted', count: 1 },
      ])
      const every = 600
      const stretches = await store.tallies.series({ ...span, to: AT + 601, every })
      const granted = stretches.filter((one) => one.dialect === 'a' && one.label === 'granted')
      assert.deepEqual(
        granted.map((one) => [one.at, one.count]),
        [
          [AT, 25],
          [AT + 600, 1],
        ],
      )
    })
  })
}
