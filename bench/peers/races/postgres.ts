import { execFile } from 'node:child_process'
import { join } from 'node:path'
import { execPath } from 'node:process'
import { promisify } from 'node:util'
import { freshDatabase } from '../../../server/test/postgres.ts'
import { onServerCore } from '../../pin.ts'
import { type OurLanes, ours } from '../lanes.ts'
import { type Entry, type Race, share, times, together, type Verdict } from '../race.ts'
import { introspectingKey, withResourceServer } from '../resource-server.ts'

const run = promisify(execFile)
const COMMITS = join(import.meta.dirname, '../pg-commits.ts')
const ON_POSTGRES = 'PostgreSQL, '

const reads = (engine: string): OurLanes => ({
  [`${engine}tokens`]: [`${engine}client_credentials, ES256`, 'cc-es256'],
  [`${engine}token`]: [`${engine}introspection of a refresh token`, 'introspect-refresh'],
  [`${engine}key`]: [`${engine}introspection of an API key`, introspectingKey],
  [`${engine}resource`]: [`${engine}resource request with an API key`, 'resource-key'],
})

const onPostgres = async () => ({ MINTMARK_DATABASE_URL: await freshDatabase() })

/** One row in a commit of its own, by as many writers as the load has connections. */
const singleCommits: Entry = async ({ isPinned }) => {
  const url = await freshDatabase()
  return {
    lanes: [
      {
        name: 'commits',
        title: 'PostgreSQL alone, one row in a commit, 32 writers',
        async measure(seconds) {
          const command = [execPath, COMMITS, url, String(seconds)] as const
          const [program, ...args] = onServerCore(isPinned, command)
          const { stdout } = await run(program, args)
          return { perSec: Number(stdout) }
        },
      },
    ],
    close: async () => {},
  }
}

/** PostgreSQL's own CPU time is not ours to compare. */
function byRate(title: string, lane: string): Verdict {
  return { ...times(title, lane, ['commits']), byCpu: undefined }
}

export const postgresReads: Race = {
  name: 'postgres-reads',
  title: 'on PostgreSQL, reads',
  verdicts: [
    share('client_credentials; SQLite', `${ON_POSTGRES}tokens`, 'SQLite, tokens', 0.75),
    share('introspection of a token; SQLite', `${ON_POSTGRES}token`, 'SQLite, token', 0.75),
    share('introspection of a key; SQLite', `${ON_POSTGRES}key`, 'SQLite, key', 0.75),
    share('a resource request; SQLite', `${ON_POSTGRES}resource`, 'SQLite, resource', 0.75),
  ],
  open: together(
    ours(reads('SQLite, '), withResourceServer),
    ours(reads(ON_POSTGRES), async () => withResourceServer(await onPostgres())),
  ),
}

export const postgresWrites: Race = {
  name: 'postgres-writes',
  title: 'on PostgreSQL, writes',
  verdicts: [
    byRate('refresh; single-row commits', 'refresh'),
    byRate('code exchange; single-row commits', 'code'),
    byRate('revocation; single-row commits', 'revoke'),
  ],
  open: together(
    singleCommits,
    ours(
      {
        refresh: ['Mintmark, refresh with rotation', 'refresh-standard'],
        code: ['Mintmark, code exchange', 'code'],
        revoke: ['Mintmark, revocation', 'revoke'],
      },
      async () => ({ env: await onPostgres() }),
    ),
  ),
}
