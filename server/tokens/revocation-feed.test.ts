import assert from 'node:assert/strict'
import { after, before, describe, it } from 'node:test'
import type { NoticeKind } from '../store/notices.ts'
import { openTestCore, type TestCore } from '../test/open-core.ts'
import { digestOf } from './revocation-digests.ts'
import { type RevocationFeed, revocationFeedOf } from './revocation-feed.ts'

const AT = 1_800_000_000
const UNTIL = AT + 900
const WAIT_MS = 5_000

describe('the revocation feed', () => {
  let mint: TestCore
  let feed: RevocationFeed
  before(async () => {
    mint = await openTestCore()
    const { store, secrets } = mint.core
    feed = revocationFeedOf({ board: store.board, secrets })
    await revoke('token', 'the first')
  })
  after(async () => {
    feed.close()
    await mint.close()
  })

  const revoke = (kind: NoticeKind, ...targets: readonly string[]) =>
    mint.core.store.transaction(async ({ notices }) => {
      for (const target of targets) {
        await notices.add({ topic: 'revoked', kind, target, at: AT, expiresAt: UNTIL })
      }
    })
  /** Where somebody stands who has read everything. */
  const end = async (): Promise<string> => {
    await mint.core.store.board.follow()
    for (let cursor = ''; ; ) {
      const page = await feed.next(cursor, 0, '')
      if (page.isComplete && page.notices.length === 0) return page.cursor
      cursor = page.cursor
    }
  }

  it('tells what was revoked after the cursor, once, by digest', async () => {
    const cursor = await end()
    await revoke('client', 'some-client')
    const page = await feed.next(cursor, WAIT_MS, '')
    assert.deepEqual(page.notices, [[digestOf('client', 'some-client'), AT, UNTIL]])
    assert.ok(page.isComplete && !page.isFromStart)
    const next = await feed.next(page.cursor, 0, '')
    assert.deepEqual(next.notices, [])
    assert.equal(next.cursor, page.cursor)
  })

  it('who waits is answered as soon as something is revoked, and not by other news', async () => {
    const cursor = await end()
    const beganMs = performance.now()
    const waiting = feed.next(cursor, WAIT_MS, '')
    await mint.core.store.transaction(({ notices }) =>
      notices.add({ topic: 'changed', kind: 'client', target: 'x', at: AT, expiresAt: UNTIL }),
    )
    await revoke('frame', 'f')
    await revoke('user', 'u')
    assert.deepEqual((await waiting).notices, [[digestOf('user', 'u'), AT, UNTIL]])
    assert.ok(performance.now() - beganMs < 1_000)
  })

  it('who asks with a cursor that was never given gets everything from the start', async () => {
    await revoke('token', 'a')
    const last = await end()
    const [id = '', mark = ''] = last.split('.')
    const forged = [`${Number(id) + 1}.${mark}`, `${Number(id) - 1}.${mark}`, `${id}.x`, 'x', '1.']
    for (const cursor of forged) {
      const page = await feed.next(cursor, WAIT_MS, '')
      assert.ok(page.isFromStart, cursor)
      assert.ok(page.notices.some(([digest]) => digest === digestOf('token', 'a')))
    }
  })

  it('another node goes on from the cursor, and hears within a second', async () => {
    const cursor = await end()
    const other = await openTestCore({ MINTMARK_DATA_DIR: mint.dataDir })
    const { store, secrets } = other.core
    const there = revocationFeedOf({ board: store.board, secrets })
    const beganMs = performance.now()
    const waiting = there.next(cursor, WAIT_MS, '')
    await revoke('family', '77')
    const page = await waiting
    assert.ok(performance.now() - beganMs < 1_000)
    assert.deepEqual(page.notices, [[digestOf('family', '77'), AT, UNTIL]])
    assert.ok(!page.isFromStart)
    await revoke('family', '78')
    const back = await feed.next(page.cursor, WAIT_MS, '')
    assert.deepEqual(back.notices, [[digestOf('family', '78'), AT, UNTIL]])
    there.close()
    await other.core.close()
  })

  it('more than a page is told in pages; only the last says that nothing is missing', async () => {
    const cursor = await end()
    const targets = Array.from({ length: 1_001 }, (_, i) => `t${i}`)
    await revoke('token', ...targets)
    const first = await feed.next(cursor, WAIT_MS, '')
    assert.ok(!first.isComplete)
    const second = await feed.next(first.cursor, 0, '')
    assert.ok(second.isComplete && !second.isFromStart)
    const told = [...first.notices, ...second.notices].map(([digest]) => digest)
    assert.deepEqual(
      told,
      targets.map((target) => digestOf('token', target)),
    )
  })

  it('one address cannot keep all places: beyond its share it is answered at once', async () => {
    const cursor = await end()
    const held = Array.from({ length: 50 }, () => feed.next(cursor, WAIT_MS, '192.0.2.1'))
    await feed.next(cursor, WAIT_MS * 100, '192.0.2.1')
    let isOtherAnswered = false
    const other = feed.next(cursor, WAIT_MS, '192.0.2.2').then(() => {
      isOtherAnswered = true
    })
    await new Promise((resolve) => setImmediate(resolve))
    assert.ok(!isOtherAnswered)
    await revoke('token', 'everybody')
    await Promise.all([...held, other])
  })

  it('whoever waits when the server stops is answered, and nobody waits after', async () => {
    const { store, secrets } = mint.core
    const stopping = revocationFeedOf({ board: store.board, secrets })
    const cursor = await end()
    const waiting = stopping.next(cursor, WAIT_MS * 100, '')
    await new Promise((resolve) => setImmediate(resolve))
    stopping.close()
    assert.deepEqual((await waiting).notices, [])
    assert.deepEqual((await stopping.next(cursor, WAIT_MS * 100, '')).notices, [])
  })
})
