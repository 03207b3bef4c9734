import { join } from 'node:path'
import { argv, exit, stderr, stdout } from 'node:process'
import { parseArgs } from 'node:util'
import { loadDemo } from './demo.ts'
import { isDevServer } from './dev.ts'
import { closingLines, failedCount, jsonReport, replayLines, type Tally } from './report.ts'
import { type Replay, replay, usesDev } from './runner.ts'
import { loadTranscripts } from './suite.ts'

/**
 * Replays the vendors' documented exchanges against a running server:
 * `npm run conformance -- --base-url http://127.0.0.1:8080`. Exit code 1 when one of them deviates,
 * 2 when the call itself is wrong.
 */
const USAGE = `usage: conformance --base-url URL [--demo FILE] [--only NAME] [--no-dev] [--json]

  --base-url URL   the server to ask
  --demo FILE      the facts of its demo platform (default: .mintmark/demo.json)
  --only NAME      only transcripts whose name contains NAME, such as vonage or vonage/errors
  --no-dev         leave out what needs a dev server's clock or outbox
  --json           one JSON report instead of lines`

interface Options {
  readonly baseUrl: URL
  readonly demo: string
  readonly only: string
  readonly withoutDev: boolean
  readonly json: boolean
}

function readOptions(args: readonly string[]): Options {
  const { values } = parseArgs({
    args: [...args],
    options: {
      'base-url': { type: 'string' },
      demo: { type: 'string', default: join(import.meta.dirname, '../.mintmark/demo.json') },
      only: { type: 'string', default: '' },
      'no-dev': { type: 'boolean', default: false },
      json: { type: 'boolean', default: false },
    },
  })
  const url = values['base-url']
  if (url === undefined || !URL.canParse(url)) throw new Error('--base-url takes a URL')
  return {
    baseUrl: new URL(url),
    demo: values.demo,
    only: values.only,
    withoutDev: values['no-dev'],
    json: values.json,
  }
}

async function run(options: Options): Promise<Tally> {
  const demo = loadDemo(options.demo)
  const chosen = loadTranscripts().filter(({ name }) => name.includes(options.only))
  if (chosen.length === 0) throw new Error(`no transcript has a name with "${options.only}"`)
  const dev = await isDevServer(options.baseUrl)
  const leftOut: string[] = []
  const replays: Replay[] = []
  for (const transcript of chosen) {
    if (!dev && usesDev(transcript) && options.withoutDev) {
      leftOut.push(transcript.name)
      continue
    }
    const outcome =
      !dev && usesDev(transcript)
        ? { name: transcript.name, title: transcript.title, failure: needsDevServer }
        : await replay(transcript, options.baseUrl, demo)
    replays.push(outcome)
    if (!options.json) print(replayLines(outcome))
  }
  return { replays, leftOut }
}

const needsDevServer = {
  step: 'before the first',
  reason: 'needs a dev server, and this one has no /_dev/ (--no-dev leaves such transcripts out)',
  seen: [],
}

function print(lines: readonly string[]): void {
  stdout.write(`${lines.join('\n')}\n`)
}

try {
  const options = readOptions(argv.slice(2))
  const tally = await run(options)
  print(options.json ? [jsonReport(tally)] : closingLines(tally))
  exit(failedCount(tally.replays) === 0 ? 0 : 1)
} catch (error) {
  stderr.write(`${error instanceof Error ? error.message : String(error)}\n\n${USAGE}\n`)
  exit(2)
}
