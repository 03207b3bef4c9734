import { existsSync, readFileSync } from 'node:fs'
import { relative } from 'node:path'

export interface Failure {
  /** From the root of the repository. */
  readonly file: string
  readonly name: string
}

/** What one run of the test runner found. */
export interface Outcome {
  readonly passed: number
  readonly failures: readonly Failure[]
}

const AGAIN_FILES_MAX = 3
/** What draws pages in a browser, measures or builds: what others on the machine can hold up. */
const HELD_UP = /^(bench|console|embed|examples|room|tools)\/|\/chromium\//

/**
 * Which files are to run again, by themselves. What is guaranteed (threats, faults, nodes, stores,
 * styles) must not fail even once; many failures are no matter of a busy machine.
 */
export function filesToRepeat({ failures }: Outcome): readonly string[] {
  const files = [...new Set(failures.map(({ file }) => file))]
  return files.length <= AGAIN_FILES_MAX ? files.filter((file) => HELD_UP.test(file)) : []
}

/** Of two runs together: what failed in files that ran again counts as it ended there. */
export function settled(first: Outcome, repeated: readonly string[], second: Outcome): Outcome {
  const failures = [
    ...first.failures.filter(({ file }) => !repeated.includes(file)),
    ...second.failures,
  ]
  return { passed: first.passed + first.failures.length - failures.length, failures }
}

/** Reads what `outcome-reporter.ts` wrote. A runner that failed without a last word has failed. */
export function readOutcome(root: string, path: string, exitCode: number | null): Outcome {
  let passed: number | undefined
  const failures: Failure[] = []
  const text = existsSync(path) ? readFileSync(path, 'utf8') : ''
  for (const line of text.split('\n').filter((one) => one !== '')) {
    const said = JSON.parse(line)
    if (typeof said.passed === 'number') passed = said.passed
    else failures.push({ file: relative(root, said.file ?? root), name: said.name })
  }
  const isExplained = passed !== undefined && failures.length > 0
  if (exitCode !== 0 && !isExplained) failures.push({ file: '', name: 'the test runner' })
  return { passed: passed ?? 0, failures }
}
