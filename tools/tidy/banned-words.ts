import { importsOf } from './imports.ts'
import { type Finding, fileRule, isTest, isTypeScript, type SourceFile } from './rule.ts'
import type { Token } from './tokens.ts'
import { BANNED_ALONE, BANNED_PAIRS, BANNED_PARTS, partsOf } from './words.ts'

/**
 * Names that we choose in the core use the field's words. Names that others chose are left alone:
 * members (`log.info`), and whatever a package or built-in exports.
 */
export const bannedWords = fileRule('banned-words', isCoreCode, (file) => [
  ...findingsInPath(file),
  ...findingsInNames(file),
])

export function isCoreCode(path: string): boolean {
  if (!path.startsWith('server/') || !isTypeScript(path) || isTest(path)) return false
  return !/^server\/dialects\/[^/]+\//.test(path)
}

function findingsInPath(file: SourceFile): Omit<Finding, 'path'>[] {
  const name = file.path.replace(/^server\//, '').replace(/\.tsx?$/, '')
  return name.split('/').flatMap((segment) => found(segment, 1))
}

function findingsInNames(file: SourceFile): Omit<Finding, 'path'>[] {
  const imported = importsOf(file).filter(({ specifier }) => !specifier.startsWith('.'))
  const foreign = new Set(imported.flatMap(({ names }) => names))
  const seen = new Set<string>()
  const code = file.tokens.filter((token) => token.kind !== 'comment')
  return code.flatMap((token, at) => {
    if (token.kind !== 'word' || isMember(code[at - 1], code[at - 2])) return []
    if (foreign.has(token.value) || seen.has(token.value) || isNodeGlobal(token, code[at + 1])) {
      return []
    }
    seen.add(token.value)
    return found(token.value, token.line)
  })
}

function found(name: string, line: number): Omit<Finding, 'path'>[] {
  const parts = partsOf(name)
  const spoken = parts.join(' ')
  const words = [
    ...parts.flatMap((part) => wordOf(part)),
    ...Object.keys(BANNED_PAIRS).filter((pair) => ` ${spoken} `.includes(` ${pair} `)),
    ...Object.keys(BANNED_ALONE).filter((alone) => alone === spoken),
  ]
  return words.map((word) => {
    const better = BANNED_PARTS[word] ?? BANNED_PAIRS[word] ?? BANNED_ALONE[word]
    return {
      line,
      subjects: [name, word],
      message: `${name}: do not say "${word}" here; say ${better}`,
    }
  })
}

function wordOf(part: string): string[] {
  const singular = part.endsWith('s') && part !== 'process' ? part.slice(0, -1) : part
  const word = [part, singular].find((candidate) => Object.hasOwn(BANNED_PARTS, candidate))
  return word === undefined ? [] : [word]
}

/** `x.name` and `x?.name` are somebody's member; `...name` is not. */
function isMember(before: Token | undefined, beforeThat: Token | undefined): boolean {
  return before?.value === '.' && before.kind === 'mark' && beforeThat?.value !== '.'
}

/** Node's own `process`, which is only ever asked for a member. */
function isNodeGlobal(token: Token, next: Token | undefined): boolean {
  return token.value === 'process' && next?.value === '.'
}
