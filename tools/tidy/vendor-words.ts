import { type Finding, fileRule, isTest, isTypeScript } from './rule.ts'
import { VENDOR_WORDS } from './words.ts'

/** The one place that names them all. */
const LIST = 'server/dialects/index.ts'

/**
 * A vendor's name stands only in that vendor's dialect, comments and strings included: a core that
 * names a vendor is about to branch on it.
 */
export const vendorWords = fileRule(
  'vendor-words',
  (path) => path.startsWith('server/') && isTypeScript(path) && !isTest(path) && path !== LIST,
  (file) => {
    const own = /^server\/dialects\/([^/]+)\//.exec(file.path)?.[1]
    const others = Object.entries(VENDOR_WORDS).filter(([dialect]) => dialect !== own)
    return file.lines.flatMap((text, index) =>
      others.flatMap(([dialect, shape]): Omit<Finding, 'path'>[] => {
        const word = shape.exec(text)?.[0]
        if (word === undefined) return []
        const message = `"${word}" belongs in server/dialects/${dialect}/`
        return [{ line: index + 1, message, subjects: [word.toLowerCase()] }]
      }),
    )
  },
)
