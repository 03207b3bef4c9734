import { marked } from '../sections.ts'
import { table } from '../table.ts'
import { KINDS, type Kind, LIMIT } from './kinds.ts'
import type { ProfileFigure, ProfilesReport } from './measure.ts'
import { INTERVAL_MICROS } from './profiled.ts'

export const PROFILES = '--profiles'
const FOLDERS_SHOWN = 6
const SHARE_SHOWN_MIN = 0.005

export function profilesSection(report: ProfilesReport): string {
  const { date, machine, node, isPinned, seconds, loadAverage } = report
  const pinning = isPinned ? 'pinned to one core but where both are said' : 'pinned to no core'
  const load = loadAverage.toFixed(1)
  return marked(
    PROFILES,
    `## Where the time goes

Written by \`npm run bench -- --profiles\` on ${date}: ${machine}, Node ${node}. Servers are
${pinning}. The load average of the machine was ${load} at the end. These are the rows that have
been furthest from what is demanded of them; each is a profile of V8's (\`--cpu-prof\`, a sample
every ${INTERVAL_MICROS} µs) of ${seconds} s under 32 connections, after a warm-up.

${profilesTables(report)}

- Shares are of the CPU time that the process spent, waiting left out. The profile tells of the
  first thread; what the threads beside it spent is counted by the kernel: the pool's as
  *signatures*, V8's helpers' as *garbage collector, compiler*.
- *The limit itself* is the sum of the next three columns: signatures, what Node, the HTTP parser
  and the kernel do to get a request and send an answer, and the engine of the store with its
  commits (on PostgreSQL the client's driver; the database is a process of its own). Native code
  counts for the module that called it.
- *CPU µs* is that of a profiled server, which is slower than another. Compare shares.
- *Any of*: each request is about a client or family drawn by lot from so many. What grows with the
  store is the column of the engine: rows that nothing remembers are read, and pages that no other
  request of the commit has touched are written.
- At a pace of 70 % of the most, a p99 that is longer than the longest stretch without a pause was
  not made by the server: it waited for the core, or the load did.`,
  )
}

/** The figures alone, for a terminal. */
export function profilesTables({ profiles }: ProfilesReport): string {
  return [kindsTable(profiles), foldersTable(profiles), paceTable(profiles)]
    .filter((one) => one !== '')
    .join('\n\n')
}

function kindsTable(profiles: readonly ProfileFigure[]): string {
  const kinds = Object.keys(KINDS) as Kind[]
  return table(
    ['profiled', 'CPU µs', 'the limit itself', ...kinds.map((kind) => KINDS[kind])],
    profiles.map(({ title, cpuMicros, kinds: shares }) => [
      title,
      cpuMicros < 100 ? cpuMicros.toFixed(1) : cpuMicros.toFixed(0),
      `**${percent(LIMIT.reduce((sum, kind) => sum + shares[kind], 0))}**`,
      ...kinds.map((kind) => percent(shares[kind])),
    ]),
  )
}

function foldersTable(profiles: readonly ProfileFigure[]): string {
  return table(
    ['profiled', 'the largest parts of what is ours, and of packages'],
    profiles.map(({ title, folders }) => {
      const shown = folders.slice(0, FOLDERS_SHOWN).filter(([, share]) => share >= SHARE_SHOWN_MIN)
      return [title, shown.map(([name, share]) => `${name} ${percent(share)}`).join(', ') || '–']
    }),
  )
}

function paceTable(profiles: readonly ProfileFigure[]): string {
  const lines = profiles.flatMap(({ title, pace }) =>
    pace === undefined
      ? []
      : [
          [
            title,
            pace.p50Ms.toFixed(1),
            pace.p99Ms.toFixed(1),
            percent(pace.busyShare),
            pace.busyMsMax.toFixed(1),
            pace.collectionMsMax.toFixed(1),
          ],
        ],
  )
  if (lines.length === 0) return ''
  const longest = ['longest stretch without a pause, ms', 'longest garbage collection, ms']
  return table(['at a pace', 'p50 ms', 'p99 ms', 'of the time busy', ...longest], lines)
}

function percent(share: number): string {
  return `${(share * 100).toFixed(share < 0.095 ? 1 : 0)} %`
}
