import assert from 'node:assert/strict'
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mainFile } from '../../test/mint.ts'
import { newFolder } from '../../test/places.ts'

export interface Ran {
  readonly code: number | null
  readonly out: string
  readonly err: string
  json(): Record<string, unknown>
}

export interface RunOptions {
  readonly env?: Readonly<Record<string, string>>
  readonly input?: string
}

/** Runs `mintmark` to its end. */
export async function runCli(args: readonly string[], options: RunOptions = {}): Promise<Ran> {
  const { NODE_TEST_CONTEXT: _, NODE_OPTIONS: __, CI: ___, ...inherited } = process.env
  const child = spawn(process.execPath, [mainFile, ...args], {
    // Not the project's folder: a developer's own mintmark.yaml must not change a test.
    cwd: newFolder(),
    env: { ...inherited, ...options.env },
    stdio: ['pipe', 'pipe', 'pipe'],
  })
  const texts = { out: '', err: '' }
  child.stdout.setEncoding('utf8').on('data', (chunk: string) => {
    texts.out += chunk
  })
  child.stderr.setEncoding('utf8').on('data', (chunk: string) => {
    texts.err += chunk
  })
  child.stdin.end(options.input ?? '')
  const [code] = await once(child, 'close')
  assert.doesNotMatch(`${texts.out}${texts.err}`, /\n\s+at .+:\d+:\d+/, 'no stack is shown')
  return { code, ...texts, json: () => JSON.parse(texts.out) }
}

/** The same, where success is expected. */
export async function mintmark(args: readonly string[], options: RunOptions = {}): Promise<Ran> {
  const ran = await runCli(args, options)
  assert.equal(ran.code, 0, `mintmark ${args.join(' ')}\n${ran.out}${ran.err}`)
  return ran
}
