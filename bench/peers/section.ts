import { marked } from '../sections.ts'
import { chartOf, describe } from './chart.ts'
import { growthResultsIn } from './growth-results.ts'
import { versionOf } from './install.ts'
import type { PeersReport } from './measure.ts'
import { methodOf } from './method.ts'
import { failureOf, laneTable, startTable, verdictTable } from './tables.ts'

export const PEERS = '--peers'

const SHOWN = [
  'oidc-provider',
  '@node-oauth/oauth2-server',
  'better-auth',
  'oauth2-mock-server',
] as const

/** The page knows of the largest stores, which a run of its own measures. */
export function peersSection(report: PeersReport, page: string): string {
  const { date, machine, node, races, libraries } = report
  const peers = SHOWN.map((name) => `${name} ${versionOf(name)}`).join(', ')
  const loads = races.map(({ loadAverage }) => loadAverage)
  const growth = {
    title: '1,000,000 credentials and refresh families; 1,000',
    results: growthResultsIn(page),
  }
  const failures = races.map(failureOf).filter((words) => words !== '')
  const images = races
    .filter(({ results }) => results.length > 0)
    .map(({ name, title, results }) => {
      const words = describe(results)
      return `![${title}. ${words}](performance/${name}.svg)`
    })
  return marked(
    PEERS,
    [
      '## Beside its peers',
      `Written by \`npm run bench -- --peers\` on ${date}: ${machine}, Node ${node}.
Peers: ${peers};
in process ${libraries.join(' and ')}. The load average of the machine was ${range(loads)} at the
ends of the paths, of which this program and its server make two.`,
      ...failures,
      verdictTable([...races, growth]),
      `More on large stores under [Growth](#growth), on verifying under
[Verifying in a resource server](#verifying-in-a-resource-server).`,
      ...images,
      '### What was measured beside what',
      laneTable(races),
      startTable(races),
      methodOf(report),
    ]
      .filter((part) => part !== '')
      .join('\n\n'),
  )
}

/** The pictures of the section, by file name. */
export function chartsOf({ races }: PeersReport): ReadonlyMap<string, string> {
  const drawn = races.filter(({ results }) => results.length > 0)
  return new Map(drawn.map((race) => [`${race.name}.svg`, chartOf(race)]))
}

function range(values: readonly number[]): string {
  const [least, most] = [Math.min(...values).toFixed(1), Math.max(...values).toFixed(1)]
  return least === most ? least : `${least} to ${most}`
}
