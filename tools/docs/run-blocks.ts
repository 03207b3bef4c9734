import assert from 'node:assert/strict'
import { spawnSync } from 'node:child_process'
import { chmodSync, existsSync, mkdirSync, symlinkSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Block } from './markdown.ts'
import { difference } from './shape.ts'

const MARK = '=== end of a command ==='
const PRINT_MARK = `printf '\\n${MARK}\\n'`

/**
 * Runs commands in order, as a reader would paste them into one shell whose working folder is
 * `folder`; a `ts` block is a program that the same shell starts, where our packages are installed.
 * Where a `json` or `text` block stands right after a command, its output must be that.
 */
export function runBlocks(
  blocks: readonly Block[],
  isCommand: (block: Block) => boolean,
  folder: string,
): void {
  const commands = blocks.filter(isCommand)
  if (commands.some(isProgram)) installPackages(folder)
  const script = commands
    .map((block) => `${isProgram(block) ? startOf(block, folder) : block.text}\n${PRINT_MARK}\n`)
    .join('')
  const { status, stdout, stderr } = spawnSync('bash', ['-euo', 'pipefail', '-c', script], {
    cwd: folder,
    env: { ...process.env, PATH: `${tools(folder)}:${process.env.PATH}` },
    encoding: 'utf8',
  })
  assert.equal(status, 0, `${stdout}${stderr}`)
  const outputs = stdout.split(`\n${MARK}\n`)
  for (const [i, command] of commands.entries()) {
    const promised = blocks[blocks.indexOf(command) + 1]
    compare(outputs[i] ?? '', promised, `line ${command.line}`)
  }
}

function isProgram({ language }: Block): boolean {
  return language === 'ts'
}

/** Writes a program down; gives the command that starts it. */
function startOf({ text, line }: Block, folder: string): string {
  const file = `line-${line}.ts`
  writeFileSync(join(folder, file), text)
  return `node ${file}`
}

function installPackages(folder: string): void {
  const packages = join(folder, 'node_modules')
  if (existsSync(packages)) return
  symlinkSync(join(import.meta.dirname, '../../node_modules'), packages, 'dir')
}

function compare(output: string, promised: Block | undefined, place: string): void {
  if (promised?.language === 'text') assertText(output.trim(), promised.text.trim(), place)
  if (promised?.language !== 'json') return
  const said = difference(JSON.parse(output), JSON.parse(promised.text))
  assert.equal(said, undefined, `${place}: ${said}\n${output}`)
}

/** `…` stands for whatever differs each time. */
function assertText(output: string, promised: string, place: string): void {
  const parts = promised.split('…').map((part) => RegExp.escape(part))
  if (parts.length === 1) assert.equal(output, promised, place)
  else assert.match(output, new RegExp(`^${parts.join('[\\s\\S]+')}$`), place)
}

/** What a reader's machine has: Node, and the part of curl that our pages use. */
function tools(folder: string): string {
  const bin = join(folder, 'bin')
  mkdirSync(bin, { recursive: true })
  const curl = join(import.meta.dirname, 'curl.ts')
  for (const [name, line] of [
    ['node', `exec '${process.execPath}' "$@"`],
    ['curl', `exec '${process.execPath}' '${curl}' "$@"`],
  ] as const) {
    writeFileSync(join(bin, name), `#!/bin/sh\n${line}\n`)
    chmodSync(join(bin, name), 0o755)
  }
  return bin
}
