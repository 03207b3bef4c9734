import { REFERENCES, type ReferenceName } from './references.ts'
import type { Report } from './report.ts'

/** The figures as Markdown tables: they read the same in a terminal and on the page. */
export function tables(report: Report): string {
  return [throughputTable(report), limitTable(report), startTable(report)]
    .filter((table) => table !== '')
    .join('\n\n')
}

function throughputTable({ rows }: Report): string {
  if (rows.length === 0) return ''
  return table(
    [
      'one core, 32 connections',
      'of its limit (worst to best round)',
      'of raw signing',
      'server CPU µs',
      'limit CPU µs',
      'per second',
      'p50 ms',
      'p99 ms',
    ],
    rows.map((row) => [
      row.title,
      `**${share(row.ofLimit)}** (${share(row.ofLimitMin)} to ${share(row.ofLimitMax)})`,
      row.ofSigning === undefined ? '–' : share(row.ofSigning),
      whole(row.cpuMicros),
      whole(row.limitMicros),
      whole(row.perSec),
      row.p50Ms.toFixed(1),
      row.p99Ms.toFixed(1),
    ]),
  )
}

function limitTable({ references }: Report): string {
  const found = Object.entries(references)
  if (found.length === 0) return ''
  return table(
    ['what limits are made of', 'CPU µs', 'per second of one core'],
    found.map(([name, rate]) => [
      REFERENCES[name as ReferenceName],
      (1e6 / rate).toFixed(1),
      whole(rate),
    ]),
  )
}

function startTable({ coldStarts, memory }: Report): string {
  const starts = coldStarts.map((start) => [
    `cold start ${start.title}: first token`,
    `**${(start.firstTokenMs / start.bareNodeMs).toFixed(1)} times** a bare Node`,
    `${whole(start.firstTokenMs)} ms; ready after ${whole(start.readyMs)} ms`,
    `bare Node ${whole(start.bareNodeMs)} ms; ${start.starts} starts`,
  ])
  const lines =
    memory === undefined
      ? starts
      : [
          ...starts,
          [
            `memory after ${memory.tokens.toLocaleString('en')} tokens`,
            `**${(memory.afterMb / memory.idleMb).toFixed(2)} times** idle`,
            `${whole(memory.afterMb)} MB resident`,
            `idle ${whole(memory.idleMb)} MB`,
          ],
        ]
  return lines.length === 0 ? '' : table(['start and memory', 'ratio', 'figure', 'beside'], lines)
}

export function table(head: readonly string[], lines: readonly (readonly string[])[]): string {
  const row = (cells: readonly string[]): string => `| ${cells.join(' | ')} |`
  const rule = head.map((_, column) => (column === 0 ? '---' : '---:'))
  return [row(head), row(rule), ...lines.map(row)].join('\n')
}

function share(ratio: number): string {
  return `${(ratio * 100).toFixed(0)} %`
}

function whole(value: number): string {
  return Math.round(value).toLocaleString('en')
}
