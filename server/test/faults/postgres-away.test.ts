// A PostgreSQL that is stopped, killed, frozen, full or read-only: everybody is told so in time,
// what needs no store goes on, and the server finds it again by itself.
import assert from 'node:assert/strict'
import { once } from 'node:events'
import { after, test } from 'node:test'
import { collectOutput, spawnMint, startMint } from '../mint.ts'
import { newFolder } from '../places.ts'
import { queryOnce } from '../postgres.ts'
import { ANSWER_MS_MAX, assertDegrades, assertHealed, type Fault } from './degrading.ts'
import { openOwnPostgres } from './own-postgres.ts'
import { readySiege } from './siege.ts'

const postgres = await openOwnPostgres()
const admin = (text: string) => queryOnce(postgres.adminUrl, text)
const mint = await startMint({
  isPressed: true,
  // How long a node may say anything is another guarantee; here the database is away for seconds.
  env: { MINTMARK_DATABASE_URL: postgres.url, MINTMARK_REVOCATION_STALENESS_SEC_MAX: '60' },
})
after(async () => {
  await mint.stop()
  await postgres.remove()
})

const setting = async (words: string) => {
  await admin(`alter system ${words}`)
  await admin('select pg_reload_conf()')
}

const faults: Readonly<Record<string, Fault>> = {
  'that is stopped': { begin: () => postgres.stop('SIGINT'), end: () => postgres.start() },
  'that is killed': { begin: () => postgres.stop('SIGKILL'), end: () => postgres.start() },
  'that hangs': { begin: postgres.freeze, end: postgres.thaw },
  'without a free connection': {
    async begin() {
      await admin('alter role mint connection limit 0')
      const ours = "from pg_stat_activity where usename = 'mint'"
      await admin(`select pg_terminate_backend(pid) ${ours}`)
    },
    end: async () => void (await admin('alter role mint connection limit -1')),
  },
  'that only reads': {
    begin: () => setting('set default_transaction_read_only = on'),
    end: () => setting('reset default_transaction_read_only'),
  },
}

for (const [name, fault] of Object.entries(faults)) {
  test(`a PostgreSQL ${name} is told of in time, loses nothing, and is found again`, async () => {
    await assertDegrades(mint, fault)
  })
}

test('500 requests for a PostgreSQL that hangs do not pile up in the server', async () => {
  const siege = await readySiege(mint)
  postgres.freeze()
  try {
    await siege.run(ANSWER_MS_MAX)
  } finally {
    postgres.thaw()
  }
  await assertHealed(mint)
})

test('a PostgreSQL that does not sync is refused at the start', async () => {
  await postgres.stop('SIGINT')
  await postgres.start('-c', 'fsync=off')
  const child = spawnMint(['dev'], {
    PORT: '0',
    MINTMARK_DATA_DIR: newFolder(),
    MINTMARK_DATABASE_URL: postgres.url,
  })
  const output = collectOutput(child)
  const [code] = await once(child, 'exit')
  assert.equal(code, 1, output())
  assert.match(output(), /not durable: fsync=off/)
  await postgres.stop('SIGINT')
  await postgres.start()
  await assertHealed(mint)
})
