import { fileRule, isCode } from './rule.ts'

/** A thing has one name, the same wherever it is imported. */
export const noDefaultExport = fileRule('no-default-export', isCode, (file) => {
  const code = file.tokens.filter((token) => token.kind !== 'comment')
  return code.flatMap((token, at) => {
    const before = code[at - 1]
    if (token.kind !== 'word' || token.value !== 'default' || before?.kind !== 'word') return []
    const renamed = before.value === 'as' && code[at + 1]?.value !== 'from'
    if (before.value !== 'export' && !renamed) return []
    return [{ line: token.line, message: 'export by name, not as default' }]
  })
})
