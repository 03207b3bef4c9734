import { marked } from '../sections.ts'
import { table } from '../table.ts'
import type { Crowd, SdkReport } from './measure.ts'

export const SDK = '--sdk'

export function sdkSection(report: SdkReport): string {
  const { date, machine, node, isPinned, loadAverage } = report
  const pinning = isPinned
    ? 'The mint is pinned to one core, the callers to the other'
    : 'Nothing was pinned to a core'
  return marked(
    SDK,
    `## Programs that use tokens

Written by \`npm run bench -- --sdk\` on ${date}: ${machine}, Node ${node}. ${pinning}. The load
average of the machine was ${loadAverage.toFixed(1)} at the end.

${sdkTables(report)}

- *One source* is one \`clientCredentials\` of \`@mintmark/client\` whose token has just ended, and
  callers that all ask in the same instant. *Each for itself* is a \`fetch\` of the token by each
  caller.
- Requests are counted, the most of any round; times are medians of the rounds.
- A call with a token is one at a time, with the runtime's own \`fetch\`, to a server in the same
  process that answers nothing but \`{}\`: what a real API takes comes on top of both. Calls with
  and without a source take turns by the fifty; the figures are medians.`,
  )
}

/** The figures alone, for a terminal. */
export function sdkTables({
  shared,
  alone,
  keptNs,
  fetchMicros,
  fetchAddedMicros,
}: SdkReport): string {
  const crowd = table(
    [
      'callers without a token',
      'callers',
      'requests to the mint',
      'until the last has one',
      'CPU of the mint',
    ],
    [rowOf('one source', shared), rowOf('each for itself', alone)],
  )
  const costs = table(
    ['with a kept token', 'figure'],
    [
      ['`getToken`', `${whole(keptNs)} ns`],
      ['bare `fetch`', `${whole(fetchMicros)} µs`],
      ['`source.fetch` adds', `**${whole(fetchAddedMicros)} µs**`],
    ],
  )
  return `${crowd}\n\n${costs}`
}

function rowOf(name: string, { callers, tokenRequests, servedMs, serverMs }: Crowd): string[] {
  return [
    name,
    whole(callers),
    `**${whole(tokenRequests)}**`,
    `${whole(servedMs)} ms`,
    serverMs === undefined ? '–' : `${whole(serverMs)} ms`,
  ]
}

function whole(value: number): string {
  return Math.round(value).toLocaleString('en')
}
