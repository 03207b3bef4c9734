import { fileRule, isTest, isTypeScript } from './rule.ts'

const RUNNERS = new Set(['test', 'it', 'describe', 'suite'])
const WAYS = new Set(['skip', 'only', 'todo'])

/** A test that is skipped, or that makes others be skipped, guards nothing. */
export const noSkippedTests = fileRule(
  'no-skipped-tests',
  (path) => isTypeScript(path) && isTest(path),
  (file) => {
    const code = file.tokens.filter((token) => token.kind !== 'comment')
    return code.flatMap((token, at) => {
      if (token.kind !== 'word' || !WAYS.has(token.value)) return []
      const [owner, dot, next] = [code[at - 2], code[at - 1], code[at + 1]]
      const called = dot?.value === '.' && RUNNERS.has(owner?.value ?? '')
      const option = token.value === 'skip' && dot?.value !== '.' && next?.value === ':'
      if (!called && !option) return []
      return [{ line: token.line, message: `${token.value}: repair the test or delete it` }]
    })
  },
)
