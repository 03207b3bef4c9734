import assert from 'node:assert/strict'
import { describe } from 'node:test'
import { cleanUp } from '../clean-up.ts'
import { StoreConflict } from '../failure.ts'
import type { Records } from '../records.ts'
import type { Store } from '../store.ts'
import { withStoreOf } from './with-store.ts'

const AT = 1_800_000_000
const BYTES = new Uint8Array(32).fill(7)
const OTHER = new Uint8Array(32).fill(8)
const HORIZON = {
  now: AT,
  tokens: 0,
  rooms: 0,
  audit: 0,
  coarseTallies: 0,
  fineTallies: 0,
  agentRecords: 0,
  attemptsMs: 0,
}

const USER = {
  organizationId: 1,
  name: 'Suite',
  passwordHash: undefined,
  isEnabled: true,
  isKioskHost: false,
  createdAt: AT,
}
const PASSKEY = {
  userId: 1,
  credentialId: BYTES,
  verifyingKey: OTHER,
  counter: 3,
  transports: ['internal', 'hybrid'],
  name: 'Laptop',
  createdAt: AT,
}

/** How people sign in: what is good once is good once, whatever the engine. */
export function peopleSuite(name: string, open: () => Promise<Store>): void {
  describe(`people on ${name}`, () => {
    const withStore = withStoreOf(open)
    const addUser = (store: Store, email: string, roles: readonly string[] = []) =>
      store.transaction((r) => r.users.add({ ...USER, publicId: `usr_${email}`, email, roles }))
    /** Of 64 who do it at once, how many are told that they did it. */
    const winners = async (store: Store, act: (records: Records) => Promise<boolean>) => {
      const outcomes = await Promise.all(Array.from({ length: 64 }, () => store.transaction(act)))
      return outcomes.filter(Boolean).length
    }

    withStore(
      'lets one of 64 use an invitation, and only the newest of its user',
      async (store) => {
        const add = (userId: number | undefined, expiresAt: number) =>
          store.transaction((r) =>
            r.invitations.add({ userId, secretHash: BYTES, createdAt: AT, expiresAt }),
          )
        const older = await add(1, AT + 100)
        const newer = await add(1, AT + 100)
        const first = await add(undefined, AT + 100)
        const expired = await add(2, AT)
        assert.equal((await store.invitations.loadLive(first, AT))?.userId, undefined)
        assert.equal((await store.invitations.loadLive(newer, AT))?.userId, 1)
        for (const id of [older, expired]) {
          assert.equal(await store.invitations.loadLive(id, AT), undefined)
          assert.equal(await winners(store, (r) => r.invitations.consume(id, AT)), 0)
        }
        for (const id of [newer, first]) {
          assert.equal(await winners(store, (r) => r.invitations.consume(id, AT)), 1)
          assert.equal(await store.invitations.loadLive(id, AT), undefined)
        }
        assert.equal(await store.invitations.loadLive(older, AT), undefined, 'it stays replaced')
      },
    )

    withStore('ends the invitations of a user who has set a password', async (store) => {
      const id = await store.transaction((r) =>
        r.invitations.add({ userId: 1, secretHash: BYTES, createdAt: AT, expiresAt: AT + 9 }),
      )
      await store.transaction((r) => r.invitations.endOfUser(2, AT))
      assert.ok(await store.invitations.loadLive(id, AT))
      await store.transaction((r) => r.invitations.endOfUser(1, AT))
      assert.equal(await store.invitations.loadLive(id, AT), undefined)
    })

    withStore('lets one of 64 take a challenge, and only as what it was made', async (store) => {
      const ceremony = { kind: 'register', userId: 4, secretHash: BYTES } as const
      const id = await store.transaction((r) =>
        r.ceremonies.add({ ...ceremony, expiresAt: AT + 1 }),
      )
      const take = (taken: Parameters<Records['ceremonies']['take']>[1], at: number) =>
        winners(store, (r) => r.ceremonies.take(id, taken, at))
      assert.equal(await take({ ...ceremony, kind: 'authenticate' }, AT), 0)
      assert.equal(await take({ ...ceremony, userId: undefined }, AT), 0)
      assert.equal(await take({ ...ceremony, userId: 5 }, AT), 0)
      assert.equal(await take({ ...ceremony, secretHash: OTHER }, AT), 0)
      assert.equal(await take(ceremony, AT + 1), 0, 'it has expired')
      assert.equal(await take(ceremony, AT), 1)
      const nobody = { kind: 'authenticate', userId: undefined, secretHash: BYTES } as const
      const next = await store.transaction((r) =>
        r.ceremonies.add({ ...nobody, expiresAt: AT + 1 }),
      )
      assert.equal(await winners(store, (r) => r.ceremonies.take(next, nobody, AT)), 1)
    })

    withStore('takes each half minute of a second factor once, and never back', async (store) => {
      const userId = await addUser(store, 'totp')
      const factor = (act: (r: Records['secondFactors']) => Promise<boolean>) =>
        winners(store, (records) => act(records.secondFactors))
      assert.equal(await factor((r) => r.advance(userId, 1)), 0, 'none is set up')
      assert.equal(await factor((r) => r.begin(userId, BYTES)), 64)
      assert.equal(await factor((r) => r.advance(userId, 1)), 0, 'it is not confirmed')
      assert.equal(await factor((r) => r.confirm(userId, OTHER, AT, 10)), 0, 'another secret')
      assert.equal(await factor((r) => r.confirm(userId, BYTES, AT, 10)), 1)
      assert.equal(await factor((r) => r.begin(userId, OTHER)), 0, 'one counts already')
      assert.equal(await factor((r) => r.advance(userId, 10)), 0, 'the code that confirmed it')
      assert.equal(await factor((r) => r.advance(userId, 12)), 1)
      assert.equal(await factor((r) => r.advance(userId, 11)), 0)
      await store.transaction((r) => r.secondFactors.remove(userId))
      assert.equal((await store.users.load(userId))?.totpSealed, undefined)
    })

    withStore('lets one of 64 use a recovery code, and none of those replaced', async (store) => {
      const replace = (hashes: readonly Uint8Array[]) =>
        store.transaction((r) => r.secondFactors.replaceRecoveryCodes(1, hashes))
      const use = (userId: number, hash: Uint8Array) =>
        winners(store, (r) => r.secondFactors.consumeRecoveryCode(userId, hash, AT))
      await replace([BYTES, OTHER])
      assert.equal(await use(2, BYTES), 0, 'another’s')
      assert.equal(await use(1, BYTES), 1)
      assert.equal(await store.secondFactors.countRecoveryCodes(1), 1)
      await replace([BYTES])
      assert.equal(await use(1, OTHER), 0)
      assert.equal(await use(1, BYTES), 1)
    })

    withStore('knows a passkey by its authenticator, whose counter only goes up', async (store) => {
      const id = await store.transaction((r) => r.passkeys.add(PASSKEY))
      const found = await store.passkeys.loadByCredentialId(BYTES)
      const { credentialId, verifyingKey, ...facts } = found ?? {}
      assert.deepEqual(Buffer.from(credentialId ?? []), Buffer.from(BYTES))
      assert.deepEqual(Buffer.from(verifyingKey ?? []), Buffer.from(OTHER))
      const { credentialId: _, verifyingKey: __, ...expected } = PASSKEY
      assert.deepEqual(facts, { ...expected, id, lastUsedAt: undefined })
      const again = store.transaction((r) => r.passkeys.add({ ...PASSKEY, userId: 2 }))
      await assert.rejects(again, StoreConflict)
      const advance = (counter: number) =>
        winners(store, (r) => r.passkeys.advance(id, counter, AT + 1))
      assert.equal(await advance(3), 0)
      assert.equal(await advance(0), 0)
      assert.equal(await advance(4), 1)
      assert.equal((await store.passkeys.ofUser(1))[0]?.lastUsedAt, AT + 1)
      const still = { ...PASSKEY, credentialId: OTHER, counter: 0 }
      const uncounted = await store.transaction((r) => r.passkeys.add(still))
      assert.equal(await winners(store, (r) => r.passkeys.advance(uncounted, 0, AT)), 64)
    })

    withStore('renames and removes a passkey for its owner alone', async (store) => {
      const id = await store.transaction((r) => r.passkeys.add(PASSKEY))
      const by = (userId: number) =>
        store.transaction(async (r) => [
          await r.passkeys.rename(userId, id, 'Phone'),
          await r.passkeys.remove(userId, id),
        ])
      assert.deepEqual(await by(2), [false, false])
      assert.equal((await store.passkeys.ofUser(1))[0]?.name, 'Laptop')
      assert.deepEqual(await by(1), [true, true])
      assert.deepEqual(await store.passkeys.ofUser(1), [])
    })

    withStore('lists the sign-ins of a user and ends all but one', async (store) => {
      const add = (kind: 'full' | 'pending', expiresAt = AT + 100) =>
        store.transaction((r) =>
          r.signIns.add({
            userId: 1,
            secretHash: BYTES,
            createdAt: AT,
            expiresAt,
            kind,
            method: 'password',
            ip: '192.0.2.1',
            userAgent: 'a browser',
          }),
        )
      const [kept, other, pending] = [await add('full'), await add('full'), await add('pending')]
      await add('full', AT)
      await store.transaction((r) => r.signIns.touch(kept, AT + 5))
      const listed = await store.signIns.ofUser(1, AT)
      assert.deepEqual(
        listed.map(({ id, lastSeenAt, ip }) => [id, lastSeenAt, ip]),
        [
          [other, undefined, '192.0.2.1'],
          [kept, AT + 5, '192.0.2.1'],
        ],
      )
      assert.equal(await store.transaction((r) => r.signIns.removeOthers(1, kept)), 3)
      assert.equal(await store.signIns.load(pending), undefined)
      assert.ok(await store.signIns.load(kept))
    })

    withStore('knows whether anybody has a role, of those who may sign in', async (store) => {
      await addUser(store, 'close', ['cooperator', 'operators'])
      assert.equal(await store.users.isAnybody('operator'), false)
      const id = await addUser(store, 'one', ['first', 'operator'])
      assert.equal(await store.users.isAnybody('operator'), true)
      const user = await store.users.load(id)
      assert.ok(user)
      await store.transaction((r) => r.users.change({ ...user, isEnabled: false }))
      assert.equal(await store.users.isAnybody('operator'), false)
    })

    withStore('forgets challenges and invitations that are over', async (store) => {
      await store.transaction(async (r) => {
        const common = { userId: undefined, secretHash: BYTES, expiresAt: AT }
        await r.ceremonies.add({ ...common, kind: 'authenticate' })
        await r.invitations.add({ ...common, createdAt: 0 })
      })
      const left = await store.transaction((r) =>
        r.invitations.add({ userId: 1, secretHash: BYTES, createdAt: 0, expiresAt: AT + 1 }),
      )
      await cleanUp(store, HORIZON, new AbortController().signal)
      for (const sweep of store.sweeps) {
        if (sweep.table !== 'ceremonies' && sweep.table !== 'invitations') continue
        const stretch = await sweep.look(0, 10, { ...HORIZON, now: AT + 1 })
        assert.equal(stretch?.last, sweep.table === 'invitations' ? left : undefined)
      }
    })
  })
}
