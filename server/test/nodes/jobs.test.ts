// What happens without anybody asking happens on one node at a time, whichever that is. These tests
// stand beside the schedule itself, so that the provider of texts can count what it is given.
import assert from 'node:assert/strict'
import { randomBytes } from 'node:crypto'
import { after, test } from 'node:test'
import { setTimeout as pause } from 'node:timers/promises'
import { createLogger } from '../../http/log.ts'
import { enterRoom, openRoom } from '../../resources/rooms.ts'
import { schedule } from '../../schedule.ts'
import { addTestClient, type TestCore } from '../open-core.ts'
import { freshDatabase, queryOnce, stopPostgres } from '../postgres.ts'
import { eventually } from '../wire.ts'
import { openNodeCore } from './node-core.ts'

const NODES = 3
const TEXTS = 30
const JOB_MS_MAX = 20_000

const databaseUrl = await freshDatabase()
const env = {
  MINTMARK_DATABASE_URL: databaseUrl,
  MINTMARK_DATABASE_CONNECTIONS_MAX: '4',
  MINTMARK_MASTER_KEY: randomBytes(32).toString('base64'),
}
const nodes = await Promise.all(Array.from({ length: NODES }, () => openNodeCore(env)))
const [first, second] = nodes
assert.ok(first !== undefined && second !== undefined)
after(async () => {
  for (const node of nodes) await node.close()
  await stopPostgres()
})

test('each text is given to the provider once, whichever nodes make their rounds', async () => {
  const { client } = await addTestClient(first, 'eight-by-eight')
  const wanted = Array.from({ length: TEXTS }, (_, n) => `+65908932${String(n).padStart(2, '0')}`)
  const sent: string[] = []
  const jobs = nodes.map(({ core }) =>
    schedule(core, createLogger('silent'), {
      name: 'counting',
      isIdempotent: false,
      async send({ to }) {
        sent.push(to)
        // So long that the other nodes' rounds come across it.
        await pause(50)
        return { kind: 'accepted', reference: undefined }
      },
    }),
  )
  try {
    for (const [n, phoneNumber] of wanted.entries()) {
      await enterNewRoom(nodes[n % NODES] ?? first, client, phoneNumber)
    }
    const areSent = async () => (await first.core.store.outbox.countByState()).size === 0
    await eventually(areSent, 'all texts are sent', JOB_MS_MAX)
  } finally {
    for (const each of jobs) await each.stop()
  }
  assert.deepEqual(sent.toSorted(), wanted)
})

test('of nodes that are due at the same instant one does the job', async () => {
  let runs = 0
  const job = async () => {
    runs += 1
    await pause(300)
    return 'done'
  }
  const outcomes = await Promise.all(
    nodes.map(({ core }) => core.store.exclusively('a job', 'leave', job)),
  )
  assert.equal(runs, 1)
  assert.deepEqual(outcomes.toSorted(), ['done', undefined, undefined])
})

test('a job whose node loses its connection can be done by another', async () => {
  const stuck = Promise.withResolvers<void>()
  const lost = first.core.store.exclusively('stuck', 'leave', () => stuck.promise).catch(() => {})
  try {
    const holders = `from pg_locks where locktype = 'advisory' and granted
      and database = (select oid from pg_database where datname = current_database())`
    const isHeld = async () => (await queryOnce(databaseUrl, `select ${holders}`)).rowCount === 1
    await eventually(isHeld, 'the first node has it', JOB_MS_MAX)
    assert.equal(await attempt(second), undefined, 'nobody else gets it')
    await queryOnce(databaseUrl, `select pg_terminate_backend(pid) ${holders}`)
    const isFree = async () => (await attempt(second)) === 'done'
    await eventually(isFree, 'the lock ends with the connection', JOB_MS_MAX)
  } finally {
    stuck.resolve()
    await lost
  }
})

function attempt({ core }: TestCore): Promise<string | undefined> {
  return core.store.exclusively('stuck', 'leave', async () => 'done')
}

async function enterNewRoom({ core }: TestCore, client: Client, phoneNumber: string) {
  const { store, secrets, random, clock } = core
  const room = await store.transaction((records) =>
    openRoom(records, secrets, random, {
      clientRow: client.id,
      organizationId: client.organizationId,
      callReference: undefined,
      phoneNumber,
      lifetimeSec: 900,
      requestKey: undefined,
      at: clock.now(),
    }),
  )
  assert.equal(await enterRoom(store, room, clock.now()), true)
}

type Client = Awaited<ReturnType<typeof addTestClient>>['client']
