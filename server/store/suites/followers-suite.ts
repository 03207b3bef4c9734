import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { setImmediate as turn } from 'node:timers/promises'
import { ProtocolError } from '../../protocol/errors.ts'
import type { Store } from '../store.ts'

const AT = 1_800_000_000
const WRITES = 64
/** So many write at the same time. */
const WORKERS = 8

function revocationOf(target: string) {
  return { topic: 'revoked', kind: 'token', target, at: AT, expiresAt: AT + 50 } as const
}

/** One database with several stores open on it, as nodes and commands have it. */
export interface Shared {
  /** All that may write at the same time. */
  readonly writers: readonly Store[]
  readonly follower: Store
}

/** What whoever follows the notices is owed, whoever writes them. */
export function followersSuite(name: string, open: () => Promise<Shared>): void {
  describe(`a follower on ${name}`, () => {
    const withStores = (guarantee: string, check: (shared: Shared) => Promise<void>) =>
      it(guarantee, async () => {
        const shared = await open()
        try {
          await check(shared)
        } finally {
          for (const store of [shared.follower, ...shared.writers]) await store.close()
        }
      })

    withStores(
      'hears each notice once and in order, however many are written at a time',
      async (shared) => {
        const { writers, follower } = shared
        const heard: string[] = []
        follower.board.onNotice(({ target }) => heard.push(target))
        await follower.board.follow()
        const write = (i: number) =>
          writers[i % writers.length]?.transaction(async (records) => {
            await records.notices.add(revocationOf(`${i} first`))
            await records.facts.put(`fact ${i}`, 'something that takes its time')
            await records.notices.add(revocationOf(`${i} second`))
          })
        let isWriting = true
        const writing = Promise.all(
          Array.from({ length: WORKERS }, async (_, worker) => {
            for (let i = worker; i < WRITES; i += WORKERS) await write(i)
          }),
        ).finally(() => {
          isWriting = false
        })
        const following = async () => {
          while (isWriting) await Promise.all([follower.board.follow(), turn()])
        }
        await Promise.all([writing, following()])
        await follower.board.follow()
        const stored = (await follower.notices.from(0, 1_000)).map((notice) => notice.target)
        assert.equal(stored.length, 2 * WRITES)
        assert.deepEqual(heard, stored)
        for (let i = 0; i < WRITES; i += 1) {
          assert.equal(
            heard.indexOf(`${i} second`),
            heard.indexOf(`${i} first`) + 1,
            'as they came',
          )
        }
      },
    )

    withStores('hears what a refusal revoked before it was thrown', async (shared) => {
      const { writers, follower } = shared
      for (const store of writers) await store.board.follow()
      const refused = writers[0]?.transaction(async (records) => {
        await records.notices.add(revocationOf('of a replay'))
        throw new ProtocolError('invalid_grant')
      })
      await assert.rejects(refused ?? Promise.resolve(), { code: 'invalid_grant' })
      await follower.board.follow()
      for (const store of [follower, ...writers.slice(0, 1)]) {
        assert.equal(store.board.isRevoked('token', 'of a replay', AT), true)
      }
    })

    withStores('hears nothing of what a bug undid', async (shared) => {
      const { writers, follower } = shared
      for (const store of writers) await store.board.follow()
      const bug = writers[0]?.transaction(async (records) => {
        await records.notices.add(revocationOf('of a bug'))
        throw new TypeError('a bug')
      })
      await assert.rejects(bug ?? Promise.resolve(), TypeError)
      await follower.board.follow()
      assert.deepEqual(await follower.notices.from(0, 10), [])
      for (const store of [follower, ...writers]) {
        assert.equal(store.board.isRevoked('token', 'of a bug', AT), false)
      }
    })
  })
}
