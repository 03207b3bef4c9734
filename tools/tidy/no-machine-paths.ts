import { fileRule } from './rule.ts'

// Preceded by a letter, digit or slash it is part of a URL or of another path.
const HOME = /(?<![\w./-])\/(?:home|Users|root|work)\/|(?<!\w)[A-Z]:\\/

/** A path that exists on one machine is wrong on all others. */
export const noMachinePaths = fileRule(
  'no-machine-paths',
  () => true,
  (file) =>
    file.lines.flatMap((text, index) => {
      const path = HOME.exec(text)?.[0]
      if (path === undefined) return []
      return [{ line: index + 1, message: `a path of one machine: ${path}`, subjects: [path] }]
    }),
)
