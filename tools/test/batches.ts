// Test files that start no program are run many to a process: what they import, most of the
// server, is then loaded once instead of once for each. Within it each file is a suite of its name,
// with its own hooks, and they take turns. Whatever starts a program has a process to itself.
import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { importedBy } from './imports-of.ts'
import { TEST_STORE } from './run.ts'

/** Enough to share, few enough that a process that dies takes little with it. */
const BATCH_FILES_MAX = 16
const PROGRAMS = /^(node:(child_process|cluster|worker_threads)|playwright-core)$/

/** What the test runner is to be given instead of these files; writes into the folder. */
export function inBatches(root: string, files: readonly string[], folder: string): string[] {
  const together = files.filter((file) => !startsPrograms(root, file, new Set()))
  const apart = files.filter((file) => !together.includes(file))
  mkdirSync(folder, { recursive: true })
  const count = Math.ceil(together.length / BATCH_FILES_MAX)
  const batches = Array.from({ length: count }, (_, at) => {
    const batch = join(folder, `batch-${at + 1}.mjs`)
    const from = Math.floor((at * together.length) / count)
    const to = Math.floor(((at + 1) * together.length) / count)
    writeFileSync(batch, batchOf(root, together.slice(from, to)))
    return batch
  })
  return [...apart, ...batches]
}

function batchOf(root: string, files: readonly string[]): string {
  const suites = files.map((file) => {
    const url = pathToFileURL(join(root, file)).href
    return `describe(${JSON.stringify(file)}, async () => { await import(${JSON.stringify(url)}) })`
  })
  return ["import { describe } from 'node:test'", ...suites, ''].join('\n')
}

/** The test itself, or what stands by it for tests; programs that the server may start are none. */
function startsPrograms(root: string, file: string, seen: Set<string>): boolean {
  if (seen.has(file) || file === TEST_STORE) return false
  seen.add(file)
  return importedBy(root, file).some(({ specifier, target }) => {
    if (target === undefined) return isForTests(file) && PROGRAMS.test(specifier)
    return target.endsWith('.ts') && startsPrograms(root, target, seen)
  })
}

function isForTests(file: string): boolean {
  return !file.startsWith('server/') || /(^|\/)(test|suites)\/|\.test\.ts$/.test(file)
}
