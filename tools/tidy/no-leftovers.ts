import { fileRule } from './rule.ts'

const LEFTOVER = /\b(?:TODO|FIXME|XXX)\b/

/** Work that is left stands in an issue, where somebody sees it. */
export const noLeftovers = fileRule(
  'no-leftovers',
  () => true,
  (file) =>
    file.lines.flatMap((text, index) => {
      const word = LEFTOVER.exec(text)?.[0]
      if (word === undefined) return []
      return [{ line: index + 1, message: `${word}: open an issue instead`, subjects: [word] }]
    }),
)
