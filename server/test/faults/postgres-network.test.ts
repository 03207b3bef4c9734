// The network between server and PostgreSQL is slow, swallows everything, or lets nobody through.
import { after, test } from 'node:test'
import { startMint } from '../mint.ts'
import { openDatabaseProxy } from '../nodes/database-proxy.ts'
import { freshDatabase, stopPostgres } from '../postgres.ts'
import { ANSWER_MS_MAX, assertDegrades, assertHealed } from './degrading.ts'
import { readySiege } from './siege.ts'

/** A transaction has several round trips: this network is too slow for any. */
const ROUND_TRIP_MS = 400

const network = await openDatabaseProxy(await freshDatabase())
const mint = await startMint({
  isPressed: true,
  env: {
    MINTMARK_DATABASE_URL: network.url,
    // How long a node may say anything is another guarantee.
    MINTMARK_REVOCATION_STALENESS_SEC_MAX: '60',
  },
})
after(async () => {
  await mint.stop()
  await network.close()
  await stopPostgres()
})

test('a network that swallows is told of in time, loses nothing, and heals', async () => {
  await assertDegrades(mint, { begin: network.hang, end: network.heal })
})

test('a network that refuses is told of in time, loses nothing, and heals', async () => {
  await assertDegrades(mint, { begin: network.cut, end: network.heal })
})

test('500 requests over a slow network do not pile up in the server', async () => {
  const siege = await readySiege(mint)
  network.delay(ROUND_TRIP_MS)
  try {
    await siege.run(ANSWER_MS_MAX)
  } finally {
    network.heal()
  }
  await assertHealed(mint)
})
