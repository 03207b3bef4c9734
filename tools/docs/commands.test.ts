// Runs what the pages print: every `sh` block, in order, as a reader would paste it, against a mint in
// dev mode. A `json` or `text` block right after it is the answer that the reader was promised.
// `sh ignore` marks what cannot run here, such as starting a server.
import assert from 'node:assert/strict'
import { spawnSync } from 'node:child_process'
import { chmodSync, globSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { after, before, test } from 'node:test'
import { type Mint, newFolder, startMint } from '../../server/test/mint.ts'
import { type Block, blocksOf } from './markdown.ts'
import { difference } from './shape.ts'

const ROOT = join(import.meta.dirname, '../..')
const PAGES = ['README.md', ...globSync('docs/{dialects,guide,operations}/*.md', { cwd: ROOT })]
const MARK = '=== end of a command ==='

const folder = newFolder()
const tools = join(folder, 'bin')
let mint: Mint

before(async () => {
  mint = await startMint({ dataDir: join(folder, '.mintmark') })
  mkdirSync(tools)
  program('node', `exec '${process.execPath}' "$@"`)
  program('curl', `exec '${process.execPath}' '${join(import.meta.dirname, 'curl.ts')}' "$@"`)
})
after(() => mint.stop())

for (const page of PAGES.sort()) {
  const blocks = blocksOf(readFileSync(join(ROOT, page), 'utf8'))
  const commands = blocks.filter(({ language, rest }) => language === 'sh' && rest === '')
  if (commands.length === 0) continue
  test(`the commands of ${page} do what it says`, () => {
    const script = commands.map(({ text }) => `${text}\nprintf '\\n${MARK}\\n'\n`).join('')
    const { status, stdout, stderr } = spawnSync('bash', ['-euo', 'pipefail', '-c', script], {
      cwd: folder,
      env: { ...process.env, PATH: `${tools}:${process.env.PATH}` },
      encoding: 'utf8',
    })
    assert.equal(status, 0, `${stdout}${stderr}`)
    const outputs = stdout.split(`\n${MARK}\n`)
    for (const [i, command] of commands.entries()) {
      const promised = blocks[blocks.indexOf(command) + 1]
      compare(outputs[i] ?? '', promised, `${page}:${command.line}`)
    }
  })
}

function compare(output: string, promised: Block | undefined, place: string): void {
  if (promised?.language === 'text') assert.equal(output.trim(), promised.text.trim(), place)
  if (promised?.language !== 'json') return
  const said = difference(JSON.parse(output), JSON.parse(promised.text))
  assert.equal(said, undefined, `${place}: ${said}\n${output}`)
}

function program(name: string, line: string): void {
  writeFileSync(join(tools, name), `#!/bin/sh\n${line}\n`)
  chmodSync(join(tools, name), 0o755)
}
