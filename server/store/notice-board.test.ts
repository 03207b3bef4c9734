import assert from 'node:assert/strict'
import { test } from 'node:test'
import { StoreUnavailable } from './failure.ts'
import { NoticeBoard } from './notice-board.ts'
import type { Notice } from './notices.ts'

const AT = 1_800_000_000

function revoked(id: number, target: string, at = AT): Notice {
  return { id, topic: 'revoked', kind: 'client', target, at, expiresAt: at + 100 }
}

/** A table that a test can lose the end of, as an asynchronous standby loses it. */
function tableOf(...notices: Notice[]) {
  return {
    notices,
    isAway: false,
    reads: 0,
    async from(first: number, limit: number) {
      this.reads += 1
      if (this.isAway) throw new StoreUnavailable('away')
      return this.notices.filter((one) => one.id >= first).slice(0, limit)
    },
  }
}

test('a notice under a number that was lost with its primary is heard all the same', async () => {
  const table = tableOf(revoked(1, 'a'), revoked(2, 'b'))
  const board = new NoticeBoard(table, 10_000)
  await board.follow()
  table.notices.splice(1, 1, revoked(2, 'c'))
  await board.follow()
  assert.equal(board.isRevoked('client', 'c', AT), true)
  assert.equal(board.isRevoked('client', 'b', AT), true, 'what was revoked once stays so')
})

test('a number that was not given again yet is no reason to miss the next', async () => {
  const table = tableOf(revoked(1, 'a'), revoked(2, 'b'), revoked(3, 'c'))
  const board = new NoticeBoard(table, 10_000)
  await board.follow()
  table.notices.splice(1, 2, revoked(2, 'd'))
  await board.follow()
  assert.equal(board.isRevoked('client', 'd', AT), true)
})

test('what is remembered is forgotten with the store that was followed', async () => {
  const table = tableOf(revoked(1, 'a'))
  const board = new NoticeBoard(table, 10_000)
  let resets = 0
  board.onReset(() => {
    resets += 1
  })
  await board.follow()
  await board.follow()
  assert.equal(resets, 0)
  table.notices.splice(0, 1, revoked(1, 'z'))
  await board.follow()
  assert.equal(resets, 1)
})

test('a feed of many pages is read to its end, each notice once', async () => {
  const table = tableOf(...Array.from({ length: 2_500 }, (_, i) => revoked(i + 1, `c${i + 1}`)))
  const board = new NoticeBoard(table, 10_000)
  const heard: string[] = []
  board.onNotice((notice) => heard.push(notice.target))
  await board.follow()
  table.notices.push(revoked(2_501, 'c2501'))
  await board.follow()
  assert.deepEqual(
    heard,
    table.notices.map((one) => one.target),
  )
})

test('a board that hears nothing for too long says nothing of anything', async () => {
  const table = tableOf(revoked(1, 'a'))
  const board = new NoticeBoard(table, 0)
  await board.follow()
  assert.throws(() => board.isRevoked('client', 'b', AT), { code: 'temporarily_unavailable' })
})
