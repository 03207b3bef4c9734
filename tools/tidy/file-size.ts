import { type Finding, isTest, isTypeScript, type Rule, type Tree } from './rule.ts'

const LINES_MAX = 400
const MEDIAN_LINES_MAX = 80

/** Short files: none long, and most of them shorter than a screen or two. */
export const fileSize: Rule = {
  name: 'file-size',
  check: (tree) => [...tooLong(tree), ...medianTooHigh(tree)],
}

/** Of the files that are not tests; 0 when there are none. */
export function medianLines(tree: Tree): number {
  const sizes = tree
    .filter(({ path }) => isTypeScript(path) && !isTest(path))
    .map(lineCount)
    .sort((a, b) => a - b)
  return sizes[Math.floor(sizes.length / 2)] ?? 0
}

function tooLong(tree: Tree): Finding[] {
  return tree
    .filter((file) => isTypeScript(file.path) && lineCount(file) > LINES_MAX)
    .map((file) => ({
      path: file.path,
      line: LINES_MAX + 1,
      message: `${lineCount(file)} lines; split it, ${LINES_MAX} is the most`,
    }))
}

function medianTooHigh(tree: Tree): Finding[] {
  const median = medianLines(tree)
  if (median <= MEDIAN_LINES_MAX) return []
  const message = `the median file has ${median} lines; ${MEDIAN_LINES_MAX} is the most`
  return [{ path: '.', line: 1, message }]
}

function lineCount(file: Tree[number]): number {
  return file.lines.at(-1) === '' ? file.lines.length - 1 : file.lines.length
}
