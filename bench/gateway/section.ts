import { marked } from '../sections.ts'
import { table } from '../table.ts'
import type { GatewayReport, WayReport } from './measure.ts'

export const GATEWAY = '--gateway'

export function gatewaySection(report: GatewayReport): string {
  const { date, machine, node, isPinned, loadAverage } = report
  const pinning = isPinned
    ? 'What is measured is pinned to one core; the load and the upstream behind it have the other'
    : 'Nothing was pinned to a core'
  return marked(
    GATEWAY,
    `## Gateway

Written by \`npm run bench -- --gateway\` on ${date}: ${machine}, Node ${node}. ${pinning}. The
load average of the machine was ${loadAverage.toFixed(1)} at the end.

${gatewayTables(report)}

- All ways lead to one upstream, which answers 500 bytes of JSON, and were measured in turn in
  every round. CPU time is that of the process that is measured: of the upstream itself in the first
  row, of the proxy in the others. The ratio compares two figures of one round; its range is that of
  the rounds.
- Our rows have everything on: rule, token, limits, signed identity, audit, log, figures. A public
  route asks for no token. A new token has its RS256 signature checked; one that was seen has not.
- Added is what a lone request on one connection waits longer than at the upstream.`,
  )
}

/** The figures alone, for a terminal. */
export function gatewayTables({ ways }: GatewayReport): string {
  return table(
    [
      'one core, 32 connections',
      'of the plain proxy’s speed, by CPU (worst to best round)',
      'CPU µs',
      'per second',
      'added p50 ms',
      'added p99 ms',
    ],
    ways.map((way) => [
      way.title,
      ratioOf(way),
      way.cpuMicros.toFixed(0),
      Math.round(way.perSec).toLocaleString('en'),
      way.name === 'bare' ? '–' : way.addedP50Ms.toFixed(2),
      way.name === 'bare' ? '–' : way.addedP99Ms.toFixed(2),
    ]),
  )
}

function ratioOf({ name, ofPlain, ofPlainMin, ofPlainMax }: WayReport): string {
  if (name === 'bare' || name === 'plain') return '–'
  return `**${ofPlain.toFixed(2)}** (${ofPlainMin.toFixed(2)} to ${ofPlainMax.toFixed(2)})`
}
