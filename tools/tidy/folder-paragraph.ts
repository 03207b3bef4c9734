import { posix } from 'node:path'
import { type Finding, isTypeScript, type Rule, type SourceFile, type Tree } from './rule.ts'

const PARAGRAPH_LETTERS_MIN = 60

/**
 * Each folder that holds TypeScript says what it owns and what it does not: in the first paragraph
 * of its README.md, or in the first comment of its main file (index.ts, main.ts, dialect.ts, or the
 * file named like the folder), with nothing but imports before it. Folders inside `test/` are told
 * by `test/` itself.
 */
export const folderParagraph: Rule = {
  name: 'folder-paragraph',
  check: (tree) =>
    foldersOf(tree)
      .filter((folder) => !opensWithParagraph(tree, folder))
      .map((folder): Finding => {
        const message = 'say in README.md or the main file what this folder owns and does not'
        return { path: folder, line: 1, message }
      }),
}

function foldersOf(tree: Tree): string[] {
  const folders = tree
    .filter(({ path }) => isTypeScript(path))
    .map(({ path }) => posix.dirname(path))
    .filter((folder) => folder !== '.' && !/(?:^|\/)test\//.test(folder))
  return [...new Set(folders)].sort()
}

function opensWithParagraph(tree: Tree, folder: string): boolean {
  const names = ['README.md', 'index.ts', 'main.ts', 'dialect.ts', `${posix.basename(folder)}.ts`]
  return names.some((name) => {
    const file = tree.find(({ path }) => path === `${folder}/${name}`)
    if (file === undefined) return false
    return (
      letterCount(isTypeScript(name) ? commentOf(file) : paragraphOf(file)) >= PARAGRAPH_LETTERS_MIN
    )
  })
}

/** The first block of lines that is neither a heading nor empty. */
function paragraphOf(file: SourceFile): string {
  const start = file.lines.findIndex((line) => /^[^#\s]/.test(line))
  if (start < 0) return ''
  const rest = file.lines.slice(start)
  const end = rest.findIndex((line) => line.trim() === '')
  return rest.slice(0, end < 0 ? rest.length : end).join(' ')
}

/** The run of comments that comes before any code but imports. */
function commentOf(file: SourceFile): string {
  const start = file.tokens.findIndex(({ kind }) => kind === 'comment')
  if (start < 0 || startsStatement(file, start)) return ''
  const rest = file.tokens.slice(start)
  const end = rest.findIndex(({ kind }) => kind !== 'comment')
  const comments = rest.slice(0, end < 0 ? rest.length : end)
  return comments.map(({ value }) => value).join(' ')
}

function startsStatement(file: SourceFile, end: number): boolean {
  const declares = new Set(['const', 'let', 'function', 'class', 'interface', 'export', 'await'])
  return file.tokens.slice(0, end).some(({ kind, value }) => kind === 'word' && declares.has(value))
}

function letterCount(text: string): number {
  return text.match(/\p{L}/gu)?.length ?? 0
}
