import { execFileSync } from 'node:child_process'
import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { argv, stdout } from 'node:process'
import { load } from '../load.ts'
import { median, percentile } from '../statistics.ts'
import { openPlace, type Place, type Way } from './ways.ts'

/** `npx node bench/forward-auth/main.ts [--quick]`. */
const PAGE = join(import.meta.dirname, '../../docs/guide/forward-auth/README.md')
const MARK = '<!-- Written by bench/forward-auth/main.ts: from here -->'
const END = '<!-- to here -->'

const ROUNDS = 9
/** nginx ends a connection after its thousandth request. */
const REQUESTS = 900

interface Measured {
  readonly name: string
  /** Medians over the rounds. */
  readonly p50Ms: number
  readonly p99Ms: number
  readonly perSec: number
}

/** Ways take turns, so that whatever else the machine does meets all of them. */
async function measure({ ways, request }: Place, rounds: number, requests: number) {
  const found = new Map<Way, { p50: number[]; p99: number[]; perSec: number[] }>()
  for (let round = 0; round <= rounds; round += 1) {
    for (const way of ways) {
      const alone = await load(sourceOf(request), { port: way.port, connections: 1, requests })
      const crowd = await load(sourceOf(request), { port: way.port, connections: 16, requests })
      // The first round warms up.
      if (round === 0) continue
      const sums = found.get(way) ?? { p50: [], p99: [], perSec: [] }
      sums.p50.push(percentile(alone.latenciesMs, 0.5))
      sums.p99.push(percentile(alone.latenciesMs, 0.99))
      sums.perSec.push(crowd.requests / crowd.elapsedSec)
      found.set(way, sums)
    }
  }
  return [...found].map(([{ name }, { p50, p99, perSec }]): Measured => {
    return { name, p50Ms: median(p50), p99Ms: median(p99), perSec: median(perSec) }
  })
}

function sourceOf(request: Buffer) {
  return {
    next: () => request,
    accept({ status }: { readonly status: number }) {
      if (status !== 200) throw new Error(`answered ${status}`)
    },
  }
}

function tableOf(rows: readonly Measured[]): string {
  const lines = rows.map(({ name, p50Ms, p99Ms, perSec }) => {
    const without = rows.find((other) => name === `${other.name}, asking`)
    const added = (mine: number, its: number | undefined) =>
      its === undefined ? '–' : (mine - its).toFixed(2)
    const [p50, p99] = [added(p50Ms, without?.p50Ms), added(p99Ms, without?.p99Ms)]
    const rate = Math.round(perSec).toLocaleString('en')
    return `| ${name} | ${p50Ms.toFixed(2)} | ${p50} | ${p99Ms.toFixed(2)} | ${p99} | ${rate} |`
  })
  return [
    '| way to the API | p50 ms | added | p99 ms | added | per second, 16 connections |',
    '| --- | ---: | ---: | ---: | ---: | ---: |',
    ...lines,
  ].join('\n')
}

const isQuick = argv.includes('--quick')
const place = await openPlace()
try {
  const rows = await measure(place, isQuick ? 1 : ROUNDS, isQuick ? 200 : REQUESTS)
  const table = tableOf(rows)
  stdout.write(`${table}\n`)
  if (!isQuick) {
    const page = readFileSync(PAGE, 'utf8')
    const [from, to] = [page.indexOf(MARK), page.indexOf(END)]
    if (from === -1 || to < from) throw new Error('the page has no marks')
    const day = execFileSync('date', ['-u', '+%F'], { encoding: 'utf8' }).trim()
    const told = `${MARK}\nMeasured on ${day}, medians of ${ROUNDS} rounds.\n\n${table}\n`
    writeFileSync(PAGE, `${page.slice(0, from)}${told}${page.slice(to)}`)
  }
} finally {
  await place.stop()
}
