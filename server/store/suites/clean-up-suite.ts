import assert from 'node:assert/strict'
import { describe } from 'node:test'
import { cleanUp, cleanUpWhenDue } from '../clean-up.ts'
import { NO_TERMS } from '../leases.ts'
import type { Store } from '../store.ts'
import type { Horizon } from '../sweeps.ts'
import { TALLY_STEPS_SEC, WHOLE_PLATFORM } from '../tallies.ts'
import { withStoreOf } from './with-store.ts'

const NOW = 1_800_000_000
const DAY_SEC = 86_400
const HORIZON: Horizon = {
  now: NOW,
  tokens: NOW - 30 * DAY_SEC,
  rooms: NOW - 90 * DAY_SEC,
  agentRecords: NOW - 60 * DAY_SEC,
  audit: NOW - 400 * DAY_SEC,
  coarseTallies: NOW - 35 * DAY_SEC,
  fineTallies: NOW - 2 * DAY_SEC,
  attemptsMs: NOW * 1_000,
}
const BYTES = new Uint8Array(32).fill(7)

const FAMILY = {
  clientRow: 1,
  credentialId: undefined,
  userId: undefined,
  scope: [],
  audience: [],
  salt: BYTES,
  kind: 'refresh',
  createdAt: 0,
  expiresAt: undefined,
} as const

const CODE = {
  secretHash: BYTES,
  clientRow: 1,
  userId: 1,
  scope: [],
  audience: [],
  redirectUri: 'https://c.test/cb',
  isRedirectUriNamed: true,
  createdAt: 0,
  codeChallenge: undefined,
} as const

const ROOM = {
  clientRow: 1,
  organizationId: 1,
  callReference: 'reference',
  phoneNumber: '+6590893208',
  createdAt: 0,
  requestKey: undefined,
} as const

const DECISION = {
  firstAt: 0,
  action: 'a',
  outcome: 'granted',
  dialect: undefined,
  clientRow: undefined,
  userId: undefined,
  familyId: undefined,
  credentialId: undefined,
  ip: undefined,
  requestId: undefined,
  scope: undefined,
  detail: undefined,
  count: 1,
} as const

const CALL = {
  agentId: 1,
  status: 'completed',
  direction: 'web',
  party: 'Somebody',
  summary: '',
  startedAt: 0,
  durationSec: undefined,
} as const

const RESULT = {
  agentId: 1,
  externalId: 'over',
  callExternalId: undefined,
  name: 'Result',
  outcome: 'passed',
  score: undefined,
  summary: '',
  measures: [],
  at: 0,
} as const

const FRAME = {
  secretHash: BYTES,
  agentId: 1,
  clientRow: 1,
  credentialId: undefined,
  familyId: 'f',
  tokenId: undefined,
  keyId: undefined,
  tokenIssuedAt: 0,
  origin: 'https://shop.example',
  ip: undefined,
  openedAt: 0,
  seenAt: 0,
  heartbeatSec: 30,
  lapsesAt: 90,
  latestAt: undefined,
} as const

/** What leaves and what must not, one second around the end of each. */
export function cleanUpSuite(name: string, open: () => Promise<Store>): void {
  describe(`a clean-up on ${name}`, () => {
    const withStore = withStoreOf(open)

    withStore('keeps a family until its last access token has ended', async (store) => {
      const add = (expiresAt: number | undefined) =>
        store.transaction((r) => r.families.add({ ...FAMILY, expiresAt }))
      const [over, living, endless] = [
        await add(HORIZON.tokens),
        await add(HORIZON.tokens + 1),
        await add(undefined),
      ]
      await clean(store)
      assert.equal(await store.families.load(over), undefined)
      assert.ok(await store.families.load(living))
      assert.ok(await store.families.load(endless))
    })

    withStore('keeps a revoked family as long as its tokens would have lived', async (store) => {
      const [one, two, rooted, fresh] = await store.transaction(async (r) => [
        await r.families.add(FAMILY),
        await r.families.add(FAMILY),
        await r.families.add({ ...FAMILY, userId: 5 }),
        await r.families.add({ ...FAMILY, userId: 5, createdAt: HORIZON.tokens + 1 }),
      ])
      await store.transaction(async (r) => {
        await r.families.revoke(one ?? 0, HORIZON.tokens)
        await r.families.revoke(two ?? 0, HORIZON.tokens + 1)
        await r.families.revokeAll('user', 5, HORIZON.tokens)
      })
      await clean(store)
      assert.equal(await store.families.load(one ?? 0), undefined)
      assert.ok(await store.families.load(two ?? 0))
      assert.equal(await store.families.load(rooted ?? 0), undefined)
      assert.equal((await store.families.load(fresh ?? 0))?.revokedAt, undefined)
    })

    withStore('keeps counts of texts until the day after their window', async (store) => {
      const place = (at: number) => ({ cap: 'country', subject: 'SG', at })
      const [over, current] = [place(NOW - 2 * DAY_SEC), place(NOW - 2 * DAY_SEC + 1)]
      await store.transaction(async ({ textCounts }) => {
        assert.deepEqual(
          [await textCounts.take(over, 2), await textCounts.take(over, 2)],
          [true, true],
        )
        assert.equal(await textCounts.take(over, 2), false, 'no more than the limit')
        await textCounts.take(current, 1)
      })
      await clean(store)
      assert.equal(await store.textCounts.current(over), 0)
      assert.equal(await store.textCounts.current(current), 1)
    })

    withStore(
      'keeps what agents did, and leases while tokens of theirs may live',
      async (store) => {
        const call = { ...CALL, externalId: 'over', updatedAt: HORIZON.agentRecords }
        const lease = { agentId: 1, terms: NO_TERMS, allowedOrigins: undefined, createdAt: 0 }
        await store.transaction(async ({ agentCalls, agentResults, leases, frames }) => {
          await agentCalls.put(call)
          await agentCalls.put({ ...call, externalId: 'kept', updatedAt: call.updatedAt + 1 })
          await agentResults.put({ ...RESULT, updatedAt: call.updatedAt })
          await leases.add({ ...lease, familyId: 'over', expiresAt: NOW })
          await leases.add({ ...lease, familyId: 'kept', expiresAt: NOW + 1 })
          await frames.add({ ...FRAME, publicId: 'over', expiresAt: HORIZON.tokens })
          await frames.add({ ...FRAME, publicId: 'kept', expiresAt: HORIZON.tokens + 1 })
        })
        await clean(store)
        const left = await store.agentCalls.page(1, NOW, 10)
        assert.deepEqual(
          left.map((one) => one.externalId),
          ['kept'],
        )
        assert.deepEqual(await store.agentResults.page(1, NOW, 10), [])
        assert.equal(await store.leases.load('over'), undefined)
        assert.ok(await store.leases.load('kept'))
        assert.equal(await store.frames.load('over'), undefined)
        assert.ok(await store.frames.load('kept'))
      },
    )

    withStore('keeps a used code as long as its family', async (store) => {
      const codeOf = (expiresAtOfFamily: number | undefined, expiresAt: number) =>
        store.transaction(async (r) => {
          const id = await r.codes.add({ ...CODE, expiresAt })
          await r.codes.consume(id, expiresAt)
          if (expiresAtOfFamily !== undefined) {
            const family = { ...FAMILY, expiresAt: expiresAtOfFamily }
            await r.codes.setFamily(id, await r.families.add(family))
          }
          return id
        })
      const replayable = await codeOf(HORIZON.tokens + 1, 0)
      const harmless = await codeOf(HORIZON.tokens, 0)
      const fruitless = await codeOf(undefined, 0)
      const unused = await store.transaction((r) => r.codes.add({ ...CODE, expiresAt: NOW }))
      const waiting = await store.transaction((r) => r.codes.add({ ...CODE, expiresAt: NOW + 1 }))
      await clean(store)
      const again = await store.transaction((r) => r.codes.consume(replayable, NOW))
      assert.ok(again.outcome === 'replayed' && again.familyId !== undefined)
      for (const id of [harmless, fruitless, unused]) {
        assert.equal(await store.codes.load(id), undefined)
      }
      assert.ok(await store.codes.load(waiting))
    })

    withStore('keeps a credential while a family or the record speaks of it', async (store) => {
      const add = (expiresAt: number | undefined) =>
        store.transaction((r) =>
          r.credentials.add({
            clientRow: 1,
            kind: 'client_secret',
            secretHash: BYTES,
            createdAt: 0,
            expiresAt,
          }),
        )
      const [over, recorded, founding, good] = [
        await add(HORIZON.audit),
        await add(HORIZON.audit + 1),
        await add(HORIZON.audit),
        await add(undefined),
      ]
      const revoked = await add(undefined)
      await store.transaction(async (r) => {
        await r.credentials.revoke(revoked, HORIZON.audit)
        await r.families.add({ ...FAMILY, credentialId: founding })
      })
      await clean(store)
      assert.equal(await store.credentials.load(over), undefined)
      assert.equal(await store.credentials.load(revoked), undefined)
      for (const id of [recorded, founding, good]) assert.ok(await store.credentials.load(id))
      assert.equal((await store.credentials.findByHash(BYTES))?.id, recorded)
    })

    withStore('takes a room and its text together, and neither early', async (store) => {
      const [over, kept, reference] = await store.transaction(async (r) => [
        await r.rooms.add({ ...ROOM, expiresAt: HORIZON.rooms }),
        await r.rooms.add({ ...ROOM, expiresAt: HORIZON.rooms + 1 }),
        await r.rooms.add({ ...ROOM, createdAt: HORIZON.rooms, expiresAt: undefined }),
      ])
      await store.transaction(async (r) => {
        for (const id of [over, kept]) await r.outbox.add(id ?? 0, ROOM.phoneNumber, 0)
      })
      await clean(store)
      assert.equal(await store.rooms.load(over ?? 0), undefined)
      assert.equal(await store.rooms.load(reference ?? 0), undefined)
      assert.ok(await store.rooms.load(kept ?? 0))
      assert.deepEqual(
        (await store.outbox.latest(10)).map((one) => one.roomId),
        [kept],
      )
    })

    withStore('forgets notices, but never the newest, and sign-ins', async (store) => {
      const [signedIn, signedOut] = await store.transaction(async (r) => {
        const add = (expiresAt: number) =>
          r.signIns.add({ userId: 1, secretHash: BYTES, createdAt: 0, expiresAt })
        for (const target of ['old', 'newest']) {
          await r.notices.add({ topic: 'changed', kind: 'client', target, at: 0, expiresAt: 1 })
        }
        return [await add(NOW + 1), await add(NOW)]
      })
      await clean(store)
      const left = await store.notices.from(0, 10)
      assert.deepEqual(
        left.map((one) => one.target),
        ['newest'],
      )
      assert.ok(await store.signIns.load(signedIn ?? 0))
      assert.equal(await store.signIns.load(signedOut ?? 0), undefined)
    })

    withStore('keeps the record for as long as it is told, or for ever', async (store) => {
      await store.transaction(async (r) => {
        for (const lastAt of [HORIZON.audit, HORIZON.audit + 1, NOW]) {
          await r.audit.append({ ...DECISION, lastAt })
        }
      })
      const count = async () => (await store.audit.page(Number.MAX_SAFE_INTEGER, 10)).length
      await clean(store, { ...HORIZON, audit: 0 })
      assert.equal(await count(), 3)
      await clean(store)
      assert.equal(await count(), 2)
    })

    withStore(
      'keeps the short stretches of figures less long than the long ones',
      async (store) => {
        const all = { organizationId: WHOLE_PLATFORM, topic: 'token' } as const
        const tally = { ...all, dialect: 'a', label: 'granted', count: 1 }
        const { fineTallies, coarseTallies } = HORIZON
        await store.transaction(async (r) => {
          for (const at of [fineTallies, fineTallies + 1]) {
            await r.tallies.add({ ...tally, stepSec: TALLY_STEPS_SEC.fine, at })
          }
          for (const at of [coarseTallies, coarseTallies + 1]) {
            await r.tallies.add({ ...tally, stepSec: TALLY_STEPS_SEC.coarse, at })
          }
        })
        await clean(store)
        const left = async (stepSec: number) => {
          const span = { ...all, stepSec, from: 0, to: NOW, every: 1 }
          return (await store.tallies.series(span)).map((one) => one.at)
        }
        assert.deepEqual(await left(TALLY_STEPS_SEC.fine), [fineTallies + 1])
        assert.deepEqual(await left(TALLY_STEPS_SEC.coarse), [coarseTallies + 1])
      },
    )

    withStore('forgets who was blocked a day after it was over', async (store) => {
      const add = (subject: string, expiresAt: number) =>
        store.transaction((r) =>
          r.blocks.add({ bucket: 'b', subject, refusals: 1, firstAt: 0, lastAt: 0, expiresAt }),
        )
      await add('over', NOW - DAY_SEC)
      await add('fresh', NOW - DAY_SEC + 1)
      await clean(store)
      const left = await store.blocks.page(0, Number.MAX_SAFE_INTEGER, 10)
      assert.deepEqual(
        left.map((one) => one.subject),
        ['fresh'],
      )
    })

    withStore('walks a table in short transactions, whatever lives between', async (store) => {
      const rows = 2_500
      await store.transaction(async (r) => {
        for (let i = 0; i < rows; i += 1) {
          const expiresAt = i % 7 === 0 ? NOW + 1 : NOW
          await r.signIns.add({ userId: i, secretHash: BYTES, createdAt: 0, expiresAt })
        }
      })
      const removed: unknown[] = []
      await clean({
        ...store,
        async transaction(work) {
          const value = await store.transaction(work)
          removed.push(value)
          return value
        },
      })
      assert.ok(removed.length >= 3, `${removed.length} transactions for ${rows} rows`)
      assert.ok(removed.every((count) => typeof count === 'number' && count <= 1_000))
      await store.transaction(async (r) => {
        for (let i = 0; i < rows; i += 1) {
          assert.equal(await r.signIns.removeOfUser(i), i % 7 === 0 ? 1 : 0)
        }
      })
    })

    withStore('stops when it is told to, and loses nothing by it', async (store) => {
      const add = () => store.transaction((r) => r.families.add({ ...FAMILY, expiresAt: 0 }))
      const id = await add()
      await cleanUp(store, HORIZON, AbortSignal.abort())
      assert.ok(await store.families.load(id))
      await clean(store)
      assert.equal(await store.families.load(id), undefined)
    })

    withStore('is made once in a while, however many nodes ask', async (store) => {
      const { signal } = new AbortController()
      const passes = async (now: number) => {
        const id = await store.transaction((r) => r.families.add({ ...FAMILY, expiresAt: 0 }))
        const horizon = { ...HORIZON, now }
        await Promise.all([1, 2, 3].map(() => cleanUpWhenDue(store, horizon, signal)))
        return (await store.families.load(id)) === undefined
      }
      assert.equal(await passes(NOW), true)
      assert.equal(await passes(NOW + 599), false)
      assert.equal(await passes(NOW + 600), true)
    })
  })
}

function clean(store: Store, horizon = HORIZON): Promise<void> {
  return cleanUp(store, horizon, new AbortController().signal)
}
