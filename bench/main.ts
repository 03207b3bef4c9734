import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { argv, exit, stderr, stdout } from 'node:process'
import { measureColdStarts } from './cold-start.ts'
import { performancePage } from './document.ts'
import { measureGateway } from './gateway/measure.ts'
import { GATEWAY, gatewaySection, gatewayTables } from './gateway/section.ts'
import { measureGrowth } from './growth/measure.ts'
import { GROWTH, growthSection, growthTables } from './growth/section.ts'
import { measureMemory } from './memory.ts'
import { type Options, type Part, readOptions, USAGE } from './options.ts'
import { measurePeers } from './peers/measure.ts'
import { chartsOf, PEERS, peersSection } from './peers/section.ts'
import { peersTables } from './peers/tables.ts'
import { pinLoad } from './pin.ts'
import { measureProfiles } from './profiles/measure.ts'
import { PROFILES, profilesSection, profilesTables } from './profiles/section.ts'
import { openReferences } from './references.ts'
import { type Report, reportHead } from './report.ts'
import { measureRooms } from './rooms/measure.ts'
import { ROOMS, roomsSection, roomsTables } from './rooms/section.ts'
import { measureRounds } from './rounds.ts'
import { type Row, rowsOn } from './rows.ts'
import { measureSdk } from './sdk/measure.ts'
import { SDK, sdkSection, sdkTables } from './sdk/section.ts'
import { sectionIn, withSection } from './sections.ts'
import { type BenchServer, newFolder, startServer } from './server.ts'
import { median } from './statistics.ts'
import { summarize } from './summary.ts'
import { tables } from './table.ts'
import { measureVerify } from './verify/measure.ts'
import { VERIFY, verifySection, verifyTables } from './verify/section.ts'

/**
 * `npm run bench`: measures the real server and says how far it is from what the machine allows.
 * Exit code 1 when an answer was not the one expected, 2 when the call itself is wrong.
 */
const PAGE = join(import.meta.dirname, '../docs/performance.md')

const CHARTS = join(PAGE, '../performance')

interface Outcome {
  readonly report: unknown
  readonly text: string
  readonly section: string
  /** By file name; the section shows them. */
  readonly charts?: ReadonlyMap<string, string>
  /** Whether something could not be measured while the rest went on. */
  readonly hasFailed?: boolean
}

/** The option under which each stands on the page, and how it is measured. */
const APART: Readonly<
  Record<Part, readonly [string, (options: Options, isPinned: boolean) => Promise<Outcome>]>
> = {
  peers: [
    PEERS,
    async (options, isPinned) => {
      const report = await measurePeers({ options, isPinned }, tell)
      return {
        report,
        text: peersTables(report),
        section: peersSection(report, readPage()),
        charts: chartsOf(report),
        hasFailed: report.races.some(({ failure }) => failure !== undefined),
      }
    },
  ],
  growth: [
    GROWTH,
    async (options, isPinned) => {
      const report = await measureGrowth(options, isPinned, tell)
      return { report, text: growthTables(report), section: growthSection(report) }
    },
  ],
  rooms: [
    ROOMS,
    async (options, isPinned) => {
      const report = await measureRooms(options, isPinned, tell)
      return { report, text: roomsTables(report), section: roomsSection(report) }
    },
  ],
  gateway: [
    GATEWAY,
    async (options, isPinned) => {
      const report = await measureGateway(options, isPinned, tell)
      return { report, text: gatewayTables(report), section: gatewaySection(report) }
    },
  ],
  sdk: [
    SDK,
    async (options, isPinned) => {
      const report = await measureSdk(options, isPinned)
      return { report, text: sdkTables(report), section: sdkSection(report) }
    },
  ],
  verify: [
    VERIFY,
    async (options, isPinned) => {
      const report = await measureVerify(options, isPinned, tell)
      return { report, text: verifyTables(report), section: verifySection(report) }
    },
  ],
  profiles: [
    PROFILES,
    async (options, isPinned) => {
      const report = await measureProfiles(options, isPinned, tell)
      return { report, text: profilesTables(report), section: profilesSection(report) }
    },
  ],
}

async function run(options: Options, isPinned: boolean): Promise<Report> {
  const wants = (name: string): boolean => name.includes(options.only)
  const head = reportHead(options, isPinned)
  const coldStarts = wants('cold-start') ? await measureColdStarts(options, isPinned) : []
  const memory = wants('memory') ? await measureMemory(options, isPinned) : undefined
  const server = await startServer({ folder: newFolder(), isPinned })
  try {
    const rows = rowsOn(server).filter(({ name }) => wants(name))
    if (rows.length === 0 && coldStarts.length === 0 && memory === undefined) {
      throw new Error(`no row has a name with "${options.only}"`)
    }
    return { ...head, ...(await measureRows(rows, server, isPinned, options)), coldStarts, memory }
  } finally {
    await server.stop()
  }
}

async function measureRows(
  rows: readonly Row[],
  server: BenchServer,
  isPinned: boolean,
  options: Options,
): Promise<Pick<Report, 'rows' | 'references'>> {
  if (rows.length === 0) return { rows: [], references: {} }
  const references = await openReferences(isPinned)
  try {
    const { measured, limits } = await measureRounds(rows, server, references, options, tell)
    return {
      rows: measured.map(summarize),
      references: Object.fromEntries([...limits].map(([name, rates]) => [name, median(rates)])),
    }
  } finally {
    await references.close()
  }
}

function readOptionsOrExit(): Options {
  try {
    return readOptions(argv.slice(2))
  } catch (error) {
    stderr.write(`${error instanceof Error ? error.message : String(error)}\n\n${USAGE}\n`)
    exit(2)
  }
}

interface Written extends Pick<Outcome, 'report' | 'text' | 'charts' | 'hasFailed'> {
  readonly page: string
}

/** What stands on the page is kept but for what this run measured. */
async function measure(options: Options): Promise<Written> {
  const isPinned = pinLoad()
  const before = readPage()
  if (options.part !== undefined) {
    const [option, measurePart] = APART[options.part]
    const outcome = await measurePart(options, isPinned)
    return { ...outcome, page: withSection(before, option, outcome.section, placeOf(option)) }
  }
  const report = await run(options, isPinned)
  const page = Object.values(APART).reduce(
    (text, [option]) => withSection(text, option, sectionIn(before, option), placeOf(option)),
    performancePage(report),
  )
  return { report, text: tables(report), page }
}

function readPage(): string {
  return existsSync(PAGE) ? readFileSync(PAGE, 'utf8') : ''
}

/** What readers come for stands first. */
function placeOf(option: string): 'first' | 'last' {
  return option === PEERS ? 'first' : 'last'
}

function write(page: string, charts: ReadonlyMap<string, string> = new Map()): void {
  mkdirSync(CHARTS, { recursive: true })
  for (const [name, chart] of charts) writeFileSync(join(CHARTS, name), chart)
  writeFileSync(PAGE, page)
  tell('docs/performance.md is written anew.')
}

function tell(line: string): void {
  stderr.write(`${line}\n`)
}

const options = readOptionsOrExit()
try {
  const { report, text, page, charts, hasFailed = false } = await measure(options)
  stdout.write(`${options.isJson ? JSON.stringify(report, null, 2) : text}\n`)
  if (options.writesPage) write(page, charts)
  exit(hasFailed ? 1 : 0)
} catch (error) {
  tell(error instanceof Error ? error.message : String(error))
  exit(1)
}
