// What a file imports and re-exports, and whether the import still exists when it runs.
import { posix } from 'node:path'
import type { SourceFile } from './rule.ts'
import type { Token } from './tokens.ts'

export interface Import {
  readonly specifier: string
  readonly line: number
  /** Erased before the program runs: `import type`, `export type … from`, `typeof import()`. */
  readonly typeOnly: boolean
  /** The names that it binds here, as the other side calls them where it does. */
  readonly names: readonly string[]
}

export function importsOf(file: SourceFile): Import[] {
  const code = file.tokens.filter((token) => token.kind !== 'comment')
  return code.flatMap((token, at) => {
    if (token.kind !== 'word' || isMember(code, at)) return []
    if (token.value === 'import') return importAt(code, at) ?? []
    if (token.value === 'export') return reexportAt(code, at) ?? []
    return []
  })
}

/** The imported file, from the repository's root; undefined for packages and built-ins. */
export function targetOf(file: SourceFile, specifier: string): string | undefined {
  if (!specifier.startsWith('.')) return undefined
  return posix.normalize(posix.join(posix.dirname(file.path), specifier))
}

function importAt(code: readonly Token[], at: number): Import | undefined {
  const next = code[at + 1]
  const specifier = next?.value === '(' && next.kind === 'mark' ? code[at + 2] : next
  if (specifier?.kind === 'text') {
    const typeOnly = code[at - 1]?.value === 'typeof'
    return { specifier: specifier.value, line: specifier.line, typeOnly, names: [] }
  }
  return next?.kind === 'mark' && !'{*'.includes(next.value) ? undefined : clauseAt(code, at)
}

function reexportAt(code: readonly Token[], at: number): Import | undefined {
  const first = code[code[at + 1]?.value === 'type' ? at + 2 : at + 1]
  return first?.kind === 'mark' && '{*'.includes(first.value) ? clauseAt(code, at) : undefined
}

/** Reads `[type] a, { b as c } from 'x'`; undefined when there is no `from` (a local export). */
function clauseAt(code: readonly Token[], at: number): Import | undefined {
  const names: string[] = []
  for (let index = at + 1; index < code.length; index += 1) {
    const token = code[index]
    const next = code[index + 1]
    if (token?.kind === 'word' && token.value === 'from' && next?.kind === 'text') {
      const typeOnly = code[at + 1]?.value === 'type' && index > at + 2
      return { specifier: next.value, line: next.line, typeOnly, names }
    }
    if (token?.kind === 'word') names.push(token.value)
    else if (token?.kind !== 'mark' || !'{},*'.includes(token.value)) return undefined
  }
  return undefined
}

function isMember(code: readonly Token[], at: number): boolean {
  return code[at - 1]?.kind === 'mark' && code[at - 1]?.value === '.'
}
