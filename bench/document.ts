import type { Report } from './report.ts'
import { tables } from './table.ts'

/** `docs/performance.md`, whole. */
export function performancePage(report: Report): string {
  const { date, machine, node, isPinned, rounds, seconds } = report
  const pinning = isPinned
    ? 'The server is pinned to one core, all its threads with it, and the load to another.'
    : 'Nothing was pinned to a core here (no `taskset`, or one core only): take ratios with care.'
  const load = report.rows.map((row) => row.loadAverage)
  const foreign = report.rows.map((row) => row.foreignCores)
  return `# Performance

## Beside the limits of the machine

Written by \`npm run bench\` on ${date}; a full run writes this part anew.

- Machine: ${machine}, Node ${node}.
- Shared meanwhile: load average ${range(load, 1)}, of which this program and its server make two;
  others kept ${range(foreign, 2)} cores busy, depending on the row.

${tables(report)}

### How to read this

- **Ratios carry over to another machine, figures do not.** On a shared machine absolute figures
  drift by tens of percent within the hour. Quote the share of the limit; the figures stand beside
  it for scale.
- **Everything is compared by CPU time,** which others on the machine change least: what the
  kernel charged the server for a request, user and system, all its threads. A million divided by
  it is what one core could answer in a second if it never waited. *Per second* is what was
  answered while others used the machine too, so it is a floor.
- **The limit** of a row is the CPU time that a request costs even if the server spends nothing of
  its own: the HTTP exchange, the cryptography and the durable commit that it cannot do without,
  each measured by itself in the same round on the same core, and added. No server reaches it:
  routing, parsing, authenticating the client, deciding, audit, log and metrics all live in the
  difference.
- **Of raw signing** compares with nothing but the signature, as if HTTP were free.
- A limit holds for doing the work each time. Verifications could beat theirs by remembering
  tokens.
- A durable commit is shared by whatever waits in the same turn; the limit counts 32 of 32 in one
  commit. Waiting for the disk is no CPU time: it shows in *per second* and in p99.

### Method

- The real server, started as \`npm start\` starts it (dev mode, demo platform, limits on guessing
  as they are), on an empty folder with SQLite at \`synchronous=FULL\`. Its log is at level
  \`info\`, one line per request as in production, and thrown away. One server serves all rows, so
  it has seen every style.
- ${pinning}
- The load is 32 kept-alive connections without pipelining; each asks again when its answer is
  there.
- Every answer is checked. One refusal or unexpected answer ends the run: refusals are quick.
- After a warm-up, ${rounds} rounds; in each round every limit is measured for up to 1 s and every
  row for ${seconds} s, in turn (A, B, C, A, B, C, …). A ratio compares two figures of the same
  round. The table has the medians of the rounds. A measurement during which others used more than
  0.15 cores, or the hypervisor took more than 3 %, is repeated up to twice, and the calmest
  counts. Bare HTTP, which is disturbed most easily, is the best of six half seconds.
- Requests are the documented ones: form with the secret in the body (Vonage), Basic (standard),
  JSON (Vocera, 8x8), multipart (Envoy). Refresh tokens come from 64 real consents and 64 password
  grants; each answer's token buys the next. Revocations each end a live token made just before.
- Cold starts count from the call that starts the program, over \`/readyz\`, to the first token.
  Memory is the resident set of a server of its own before and after client_credentials tokens
  (ES256).

Run it yourself: \`npm run bench\`, or one row in a second with
\`npm run bench -- --quick --only cc-es256\`. Where the time of a row goes:
\`npx node bench/profile.ts cc-es256\`.
`
}

function range(values: readonly number[], digits: number): string {
  if (values.length === 0) return 'unknown'
  const least = Math.min(...values).toFixed(digits)
  const most = Math.max(...values).toFixed(digits)
  return least === most ? least : `${least} to ${most}`
}
