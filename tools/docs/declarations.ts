// Reading what a module offers to others: the names that it exports, where each is declared, and
// what stands there for readers. It relies on our own formatting, which the formatter holds.
import { readFileSync } from 'node:fs'
import { dirname, join } from 'node:path'

export interface Declaration {
  readonly name: string
  readonly kind: 'function' | 'class' | 'interface' | 'type' | 'const'
  /** The words of its comment, as paragraphs. */
  readonly words: string
  /** What it takes and gives, without what it does. */
  readonly shape: string
}

/** What an entry point re-exports, in its own order. */
export function exportsOf(entry: string): readonly Declaration[] {
  const text = readFileSync(entry, 'utf8')
  return [...text.matchAll(/^export (type )?\{([^}]*)\} from '([^']+)'/gm)].flatMap(
    ([, , names = '', file = '']) =>
      names
        .split(',')
        .map((name) => name.replace(/^\s*type /, '').trim())
        .filter((name) => name !== '')
        .map((name) => declarationIn(join(dirname(entry), file), name)),
  )
}

function declarationIn(file: string, name: string): Declaration {
  const text = readFileSync(file, 'utf8')
  const found = new RegExp(
    `^export (?:async )?(function|class|interface|type|const) ${name}\\b`,
    'm',
  ).exec(text)
  if (found === null) throw new Error(`${file} does not declare ${name}`)
  const kind = found[1] as Declaration['kind']
  const lines = text.slice(found.index).split('\n')
  return { name, kind, words: wordsBefore(text.slice(0, found.index)), shape: shapeOf(kind, lines) }
}

/** The comment that ends right there. */
function wordsBefore(text: string): string {
  const comment = /\/\*\*((?:(?!\*\/)[\s\S])*)\*\/\n$/.exec(text)?.[1] ?? ''
  const lines = comment.split('\n').map((line) => line.replace(/^\s*\* ?/, '').trim())
  const words = lines.join('\n').trim()
  return words.replaceAll(/^@param (\w+) /gm, '`$1`: ')
}

function shapeOf(kind: Declaration['kind'], lines: readonly string[]): string {
  const ofExport = (text: string) => text.replace(/^export /, '')
  if (kind === 'class') return ofExport(classShape(lines))
  const last = kind === 'function' ? /^\S.* \{$/ : /^\}$/
  const end = lines.findIndex((line) => last.test(line) || line === '')
  const shape = lines
    .slice(0, end + 1)
    .join('\n')
    .trimEnd()
  return ofExport(kind === 'function' ? shape.replace(/ \{$/, '') : shape)
}

/** Members that others see: no bodies, nothing private. */
function classShape(lines: readonly string[]): string {
  const all = lines.slice(0, lines.indexOf('}') + 1)
  const kept: string[] = []
  let comment: string[] = []
  for (const line of all) {
    if (/^ {2}(?:\/\*\*| \*)/.test(line)) comment.push(line)
    else {
      if (/^ {2}(?:declare |override )*(?:readonly \w|get \w|constructor)/.test(line)) {
        kept.push(...comment, line.replace(/^ {2}declare /, '  ').replace(/ \{$/, ''))
      }
      comment = []
    }
  }
  return [all[0], ...kept, '}'].join('\n')
}
