import { marked } from '../sections.ts'
import { table } from '../table.ts'
import type { LogSize } from './log-size.ts'
import type { Crowd, GrowthFigure, GrowthReport, IssuedFigure, StoreFigure } from './report.ts'

const ENGINE_NAMES = { sqlite: 'SQLite', postgres: 'PostgreSQL' } as const
const CROWDS: Readonly<Record<Crowd, string>> = {
  'as many': '; as many as the smallest has',
  everybody: '; anybody',
}
export const GROWTH = '--growth'

export function growthSection(report: GrowthReport): string {
  const { date, machine, node, isPinned, rounds, seconds, loadAverages } = report
  const pinning = isPinned
    ? 'The server is pinned to one core; load and PostgreSQL share the other'
    : 'Nothing was pinned to a core'
  const loads = loadAverages.map((one) => one.toFixed(1)).join(' and ')
  return marked(
    GROWTH,
    `## Growth

Written by \`npm run bench -- --growth\` on ${date}: ${machine}, Node ${node}. ${pinning}. The load
average of the machine was ${loads} at the end of an engine's rounds; this program, its server and
PostgreSQL make two of it.

${growthTables(report)}

- Each store holds as many credentials as its column says, half of them client secrets and half API
  keys, each a client's own, and as many live refresh families. They are written in bulk beside the
  server, as the server would have written them.
- *As many as the smallest has*: each request is about one of so many clients, or families, drawn
  from all of the store before. The traffic is that of the small store; what differs is how
  much else the store holds.
- *Anybody* is the worst case: **each request is about somebody else, drawn by lot** from the whole
  store. The server remembers 50,000 clients; whoever is not among them is read from the store, each
  has a row of the record of its own, and a last use of its own that is written down. Here
  it is not only the store that is a thousand times as large but also the circle of those who ask.
- 32 connections, ${rounds} rounds of ${seconds} s after a warm-up. Each measurement of the large
  store has one of the small store before it, and is compared with that. The CPU time is counted
  until the store is asked again, so that what a request leaves to be written is counted with it.
  The table has the medians, and beside them the least and the most. By CPU is how many requests a
  second of one core answers, which others on the machine disturb least; by rate is what was
  answered, waiting for disk and database included.
- Every ten minutes a server walks all tables for what is over: *a walk* is the CPU time of that,
  spread over some seconds and in no other figure.
- PostgreSQL is the small one that the tests start: 64 MB of shared buffers, no autovacuum, on the
  same machine. Its own CPU time is not in *server CPU*.
- An access token leaves nothing behind. What grows while tokens are issued is the audit record, by
  a row for each client that was active in five seconds, until \`audit_kept_days\` ends it.
- The write-ahead log is checkpointed every 1,000 pages. Under a reader that stays, as a slow copy
  of the file does, it grows for so long, and is cut to 16 MB afterwards.`,
  )
}

/** The figures alone, for a terminal. */
export function growthTables({ figures, stores, issued, log }: GrowthReport): string {
  return [ratesTable(figures), storesTable(stores), issuedTable(issued), logTable(log)]
    .filter((one) => one !== '')
    .join('\n\n')
}

function ratesTable(figures: readonly GrowthFigure[]): string {
  const head = ['one core, 32 connections', 'credentials', 'of the smallest store, by CPU']
  const smallest = Math.min(...figures.map(({ size }) => size))
  return table(
    [...head, 'server CPU µs', 'by rate', 'per second', 'p99 ms'],
    figures.map((one) => [
      `${one.title}, ${ENGINE_NAMES[one.engine]}${one.size === smallest ? '' : CROWDS[one.crowd]}`,
      whole(one.size),
      `**${share(one.ofSmallest)}** (${share(one.ofSmallestMin)} to ${share(one.ofSmallestMax)})`,
      whole(one.cpuMicros),
      share(one.rateOfSmallest),
      whole(one.perSec),
      one.p99Ms.toFixed(1),
    ]),
  )
}

const STORE_COLUMNS = [
  'store',
  'credentials',
  'tables, MB',
  'the largest',
  'memory idle, MB',
  'under load',
]

function storesTable(stores: readonly StoreFigure[]): string {
  return table(
    [...STORE_COLUMNS, 'a walk, s'],
    stores.map(({ engine, size, tables, idleMb, busyMb, walkSec }) => [
      ENGINE_NAMES[engine],
      whole(size),
      megabytes(tables.reduce((sum, one) => sum + one.bytes, 0)),
      tables
        .slice(0, 3)
        .map((one) => `${one.table} ${megabytes(one.bytes)}`)
        .join(', '),
      idleMb === undefined ? '–' : whole(idleMb),
      busyMb === undefined ? '–' : whole(busyMb),
      walkSec.toFixed(1),
    ]),
  )
}

/** Of every table that changed, and all others in one line. */
function issuedTable(issued: readonly IssuedFigure[]): string {
  return table(
    ['after access tokens', 'issued', 'table', 'rows before', 'rows after', 'MB before', 'after'],
    issued.flatMap(({ engine, tokens, before, after }) => {
      const grown = after.filter((one) => one.rows !== rowsOf(before, one.table))
      const same = after.length - grown.length
      const what = [ENGINE_NAMES[engine], whole(tokens)]
      return [
        ...grown.map((one) => {
          const old = before.find(({ table: name }) => name === one.table)
          const rows = [whole(old?.rows ?? 0), whole(one.rows)]
          return [...what, one.table, ...rows, megabytes(old?.bytes ?? 0), megabytes(one.bytes)]
        }),
        [...what, `${same} others`, 'the same', 'the same', '–', '–'],
      ]
    }),
  )
}

function rowsOf(sizes: IssuedFigure['before'], name: string): number | undefined {
  return sizes.find((one) => one.table === name)?.rows
}

function logTable(log: LogSize | undefined): string {
  if (log === undefined) return ''
  const { seconds, readerSeconds, rotations } = log
  return table(
    ['SQLite, the largest store', 'MB'],
    [
      [`file before ${whole(rotations)} rotations`, whole(log.fileMbBefore)],
      ['file after them', whole(log.fileMbAfter)],
      [`log at most, in ${seconds} s without a pause`, log.logMbMax.toFixed(1)],
      [`log at most under a reader of ${readerSeconds} s`, log.logMbMaxUnderReader.toFixed(1)],
      ['log once that reader had gone', log.logMbAfterReader.toFixed(1)],
    ],
  )
}

function share(ratio: number): string {
  return `${(ratio * 100).toFixed(0)} %`
}

function whole(value: number): string {
  return Math.round(value).toLocaleString('en')
}

function megabytes(bytes: number): string {
  return (bytes / 1e6).toFixed(1)
}
