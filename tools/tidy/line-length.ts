import { fileRule, isCode } from './rule.ts'

const COLUMNS_MAX = 100

/** A line with a URL may be longer: breaking a URL helps nobody. */
export const lineLength = fileRule(
  'line-length',
  (path) => isCode(path) || /\.(?:css|eta|sh)$/.test(path) || path.startsWith('.ci/'),
  (file) =>
    file.lines.flatMap((text, index) => {
      const columns = [...text].length
      if (columns <= COLUMNS_MAX || text.includes('://')) return []
      return [{ line: index + 1, message: `${columns} columns; ${COLUMNS_MAX} is the most` }]
    }),
)
