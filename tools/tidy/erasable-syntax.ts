import { fileRule, isTypeScript } from './rule.ts'
import type { Token } from './tokens.ts'

const MODIFIERS = new Set(['public', 'private', 'protected', 'readonly', 'override'])

/** Node runs our TypeScript by erasing types. What would have to be compiled does not start. */
export const erasableSyntax = fileRule('erasable-syntax', isTypeScript, (file) => {
  const code = file.tokens.filter((token) => token.kind !== 'comment')
  return code.flatMap((token, at) => {
    if (token.kind !== 'word') return []
    const construct = constructAt(code, at)
    if (construct === undefined) return []
    return [{ line: token.line, message: `${construct}: Node cannot erase this` }]
  })
})

function constructAt(code: readonly Token[], at: number): string | undefined {
  const [word, next, afterNext] = [code[at], code[at + 1], code[at + 2]]
  if (word?.value === 'enum' && next?.kind === 'word' && afterNext?.value === '{') return 'enum'
  if (word?.value === 'namespace' && next?.kind === 'word' && isBody(afterNext)) return 'namespace'
  if (word?.value === 'constructor' && next?.value === '(' && hasParameterProperty(code, at + 1)) {
    return 'parameter property'
  }
  return undefined
}

function isBody(token: Token | undefined): boolean {
  return token?.kind === 'mark' && (token.value === '{' || token.value === '.')
}

/** Whether a modifier stands directly in the parameter list that opens at `open`. */
function hasParameterProperty(code: readonly Token[], open: number): boolean {
  let depth = 0
  for (const [index, token] of code.slice(open).entries()) {
    if (token.kind === 'mark' && '([{'.includes(token.value)) depth += 1
    if (token.kind === 'mark' && ')]}'.includes(token.value)) depth -= 1
    if (depth === 0) return false
    const starts = ['(', ','].includes(code[open + index - 1]?.value ?? '')
    const named = code[open + index + 1]?.kind === 'word'
    if (depth === 1 && starts && named && MODIFIERS.has(token.value)) return true
  }
  return false
}
