// What a rule is. A rule is a pure function over the repository's files; it prints and exits
// nothing.
import { readTokens, type Token } from './tokens.ts'

export interface SourceFile {
  /** From the repository's root, with forward slashes. */
  readonly path: string
  readonly lines: readonly string[]
  /** Of TypeScript and JavaScript files; other files have none. */
  readonly tokens: readonly Token[]
}

export type Tree = readonly SourceFile[]

export interface Finding {
  readonly path: string
  readonly line: number
  readonly message: string
  /** What an exception may name: an identifier, a word, an imported file. */
  readonly subjects?: readonly string[]
}

export interface Rule {
  /** Kebab-case, as printed; also the name of the rule's file. */
  readonly name: string
  readonly check: (tree: Tree) => readonly Finding[]
}

/** A rule that looks at one file at a time. */
export function fileRule(
  name: string,
  applies: (path: string) => boolean,
  check: (file: SourceFile) => readonly Omit<Finding, 'path'>[],
): Rule {
  return {
    name,
    check: (tree) =>
      tree
        .filter((file) => applies(file.path))
        .flatMap((file) => check(file).map((finding) => ({ ...finding, path: file.path }))),
  }
}

const CODE = /\.(?:[cm]?[jt]s|[jt]sx)$/

export function isCode(path: string): boolean {
  return CODE.test(path)
}

export function isTypeScript(path: string): boolean {
  return /\.tsx?$/.test(path)
}

/** Tests, and what only tests use: they may reach everywhere and say any word. */
export function isTest(path: string): boolean {
  return /\.test\.tsx?$/.test(path) || /(?:^|\/)test\//.test(path)
}

export function sourceFile(path: string, text: string): SourceFile {
  let tokens: readonly Token[] | undefined
  return {
    path,
    lines: text.split('\n'),
    get tokens() {
      tokens ??= isCode(path) ? readTokens(text) : []
      return tokens
    },
  }
}
