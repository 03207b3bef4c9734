import { fileRule } from './rule.ts'

export const trailingSpace = fileRule(
  'trailing-space',
  () => true,
  (file) =>
    file.lines.flatMap((text, index) =>
      /\s$/.test(text) ? [{ line: index + 1, message: 'white space at the end of the line' }] : [],
    ),
)
