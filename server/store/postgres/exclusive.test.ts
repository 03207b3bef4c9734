import assert from 'node:assert/strict'
import { after, afterEach, beforeEach, describe, it } from 'node:test'
import { freshDatabase, stopPostgres } from '../../test/postgres.ts'
import { openStore, type Store } from '../store.ts'

const JOBS = 12

after(stopPostgres)

describe('a job that one node does at a time', () => {
  let stores: readonly Store[] = []
  beforeEach(async () => {
    const url = await freshDatabase()
    const address = { url, connectionsMax: 4, usesPreparedStatements: true, onError: () => {} }
    stores = await Promise.all([openStore(address), openStore(address), openStore(address)])
  })
  afterEach(() => Promise.all(stores.map((store) => store.close())))

  const on = (i: number): Store => {
    const store = stores[i % stores.length]
    assert.ok(store !== undefined)
    return store
  }

  it('is done by all that wait for it, one after the other', async () => {
    let running = 0
    let most = 0
    const job = async () => {
      running += 1
      most = Math.max(most, running)
      // Long enough for every other to look whether it is free.
      await on(0).facts.load('a question to the database')
      await new Promise((resolve) => setTimeout(resolve, 20))
      running -= 1
      return 'done'
    }
    const all = Array.from({ length: JOBS }, (_, i) => on(i).exclusively('count', 'wait', job))
    assert.deepEqual(await Promise.all(all), new Array(JOBS).fill('done'))
    assert.equal(most, 1)
  })

  it('is left out by those who need not wait, and by nobody else', async () => {
    const outcomes = await on(0).exclusively('tend', 'leave', async () => {
      const never = async () => assert.fail('it runs twice')
      return [
        await on(1).exclusively('tend', 'leave', never),
        await on(0).exclusively('tend', 'leave', never),
        await on(1).exclusively('another', 'leave', async () => 'a job of another name'),
      ]
    })
    assert.deepEqual(outcomes, [undefined, undefined, 'a job of another name'])
    assert.equal(await on(2).exclusively('tend', 'leave', async () => 'free again'), 'free again')
  })

  it('is free for the next when it fails', async () => {
    const failing = on(0).exclusively('tend', 'wait', async () => {
      throw new TypeError('a bug')
    })
    await assert.rejects(failing, TypeError)
    assert.equal(await on(1).exclusively('tend', 'leave', async () => 'free'), 'free')
  })

  it('keeps what it wrote, whatever becomes of the job', async () => {
    const failing = on(0).exclusively('tend', 'wait', async () => {
      await on(0).transaction((records) => records.facts.put('half', 'of the work'))
      throw new TypeError('a bug')
    })
    await assert.rejects(failing, TypeError)
    assert.equal(await on(1).facts.load('half'), 'of the work')
  })
})
