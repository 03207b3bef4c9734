import assert from 'node:assert/strict'
import { describe } from 'node:test'
import { ProtocolError } from '../../protocol/errors.ts'
import type { Records } from '../records.ts'
import type { Store } from '../store.ts'
import { AT, CODE, FAMILY } from './sample.ts'
import { withStoreOf } from './with-store.ts'

const MANY = 24

/** Works that wait together and share a transaction where the engine gains by it. */
export function groupsSuite(name: string, open: () => Promise<Store>): void {
  describe(`works that wait together on ${name}`, () => {
    const withStore = withStoreOf(open)
    const together = <T>(store: Store, work: (records: Records, i: number) => Promise<T>) =>
      Promise.allSettled(
        Array.from({ length: MANY }, (_, i) =>
          store.transaction((records) => work(records, i), `thing ${i}`),
        ),
      )

    withStore('get what they found and change it, each its own', async (store) => {
      const codes = await together(store, (r) => r.codes.add(CODE)).then(values)
      const founded = await together(store, async (r, i) => {
        const consumption = await r.codes.consume(codes[i] ?? 0, AT)
        const salt = Buffer.alloc(16, i)
        const id = await r.families.add({ ...FAMILY, salt, scope: [`s${i}`] })
        await r.codes.setFamily(codes[i] ?? 0, id)
        return { ...consumption, id }
      }).then(values)
      assert.equal(new Set(founded.map(({ id }) => id)).size, MANY)
      const ends = AT + 7
      const moved = await together(store, (r, i) =>
        // Every other one names a generation that is not the newest.
        r.families.advance(founded[i]?.id ?? 0, 1 + (i % 2), AT + 1, ends),
      ).then(values)
      for (const [i, { id, outcome }] of founded.entries()) {
        assert.equal(outcome, 'first')
        const family = await store.families.load(id)
        assert.deepEqual([...(family?.salt ?? [])], Array(16).fill(i))
        assert.deepEqual(family?.scope, [`s${i}`])
        assert.equal(moved[i], i % 2 === 0)
        assert.equal(family?.generation, i % 2 === 0 ? 2 : 1)
        assert.equal(family?.expiresAt, i % 2 === 0 ? ends : FAMILY.expiresAt)
      }
      const again = await together(store, (r, i) => r.codes.consume(codes[i] ?? 0, AT)).then(values)
      const replays = founded.map(({ id }) => ({ outcome: 'replayed', familyId: id }))
      assert.deepEqual(again, replays)
    })

    withStore('are read together as one by one, absent as undefined', async (store) => {
      const id = await store.transaction((r) => r.families.add(FAMILY))
      const found = await Promise.all(
        [id, id + 1, id, 0].map((one) => store.families.loadWithOwner(one)),
      )
      const family = await store.families.load(id)
      assert.deepEqual(
        found.map((one) => one?.family),
        [family, undefined, family, undefined],
      )
    })

    withStore('fail alone, and refuse alone with what they did', async (store) => {
      const ids = await together(store, (r) => r.families.add(FAMILY)).then(values)
      const outcomes = await together(store, async (r, i) => {
        await r.families.revoke(ids[i] ?? 0, AT)
        await r.notices.add({ ...NOTICE, target: `t${i}` })
        if (i === 3) throw new ProtocolError('invalid_grant')
        if (i === 5) throw new TypeError('a bug')
      })
      for (const [i, { status }] of outcomes.entries()) {
        assert.equal(status, i === 3 || i === 5 ? 'rejected' : 'fulfilled')
        const isUndone = i === 5
        const family = await store.families.load(ids[i] ?? 0)
        assert.equal(family?.revokedAt, isUndone ? undefined : AT, `${i}`)
      }
      const told = (await store.notices.from(0, 1_000)).map(({ target }) => target)
      const expected = outcomes.map((_, i) => `t${i}`).filter((target) => target !== 't5')
      assert.deepEqual(new Set(told), new Set(expected))
      assert.equal(told.length, expected.length, 'each is told once')
    })

    withStore('about one thing have one winner, and the others see what it did', async (store) => {
      const id = await store.transaction((r) => r.codes.add(CODE))
      const all = await Promise.all(
        Array.from({ length: MANY }, () =>
          store.transaction(async (r) => {
            const consumption = await r.codes.consume(id, AT)
            if (consumption.outcome === 'first') await r.codes.setFamily(id, 42)
            return consumption
          }, 'code 1'),
        ),
      )
      const late = all.filter(({ outcome }) => outcome === 'replayed')
      assert.equal(late.length, MANY - 1)
      for (const one of late) assert.deepEqual(one, { outcome: 'replayed', familyId: 42 })
    })
  })
}

const NOTICE = {
  topic: 'revoked',
  kind: 'family',
  at: AT,
  expiresAt: AT + 60,
} as const

function values<T>(outcomes: readonly PromiseSettledResult<T>[]): T[] {
  return outcomes.map((outcome) => {
    if (outcome.status === 'rejected') throw outcome.reason
    return outcome.value
  })
}
