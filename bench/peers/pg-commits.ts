import { randomBytes } from 'node:crypto'
import { argv, stdout } from 'node:process'
import pg from 'pg'

/**
 * What one row in a commit of its own costs PostgreSQL, with as many writers at once as the load
 * has connections, as pgbench does it: `node pg-commits.ts URL SECONDS` prints how many a second.
 */
const WRITERS = 32
const WARM_UP_SEC = 0.5

const [connectionString = '', seconds = '1'] = argv.slice(2)
const writers = await Promise.all(
  Array.from({ length: WRITERS }, async () => {
    const writer = new pg.Client({ connectionString })
    await writer.connect()
    return writer
  }),
)
await writers[0]?.query(
  'create table if not exists commits (id bigint generated always as identity, hash bytea, at int)',
)

async function ratePerSec(lasting: number): Promise<number> {
  const startMs = performance.now()
  const endMs = startMs + lasting * 1_000
  let done = 0
  await Promise.all(
    writers.map(async (writer) => {
      while (performance.now() < endMs) {
        const values = [randomBytes(32), Math.floor(Date.now() / 1_000)]
        await writer.query({
          name: 'one',
          text: 'insert into commits (hash, at) values ($1, $2)',
          values,
        })
        done += 1
      }
    }),
  )
  return (done * 1_000) / (performance.now() - startMs)
}

await ratePerSec(WARM_UP_SEC)
stdout.write(String(await ratePerSec(Number(seconds))))
await Promise.all(writers.map((writer) => writer.end()))
