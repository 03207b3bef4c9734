// Cuts TypeScript into tokens, so that rules tell code from comments and strings. It knows just
// enough of the language for that: no grammar, no types. What it cannot read becomes single marks.

export type TokenKind = 'word' | 'text' | 'comment' | 'number' | 'regex' | 'mark'

export interface Token {
  readonly kind: TokenKind
  /** As written; the contents only for `text` (strings and the fixed parts of templates). */
  readonly value: string
  readonly line: number
}

const SHAPES: readonly (readonly [TokenKind, RegExp])[] = [
  ['comment', /\/\/[^\n]*|\/\*[\s\S]*?\*\//y],
  ['text', /'(?:\\[\s\S]|[^'\\\n])*'|"(?:\\[\s\S]|[^"\\\n])*"/y],
  ['word', /[#@]?[\p{ID_Start}$_][\p{ID_Continue}$]*/uy],
  ['number', /\d[\w.]*/y],
]
const SPACE = /\s+/y
const TEMPLATE_PART = /(?:\\[\s\S]|\$(?!\{)|[^\\`$])*/y
const REGEX = /\/(?:\\.|\[(?:\\.|[^\]\\\n])*\]|[^/\\[\n])+\/[a-z]*/y

// After one of these a slash opens a regular expression; after any other word it divides.
const BEFORE_REGEX = new Set(
  'return typeof case in of delete void throw new else do await yield'.split(' '),
)

export function readTokens(text: string): Token[] {
  const tokens: Token[] = []
  // One entry per open `${`, holding how many braces are open inside it.
  const open: number[] = []
  let at = 0
  let line = 1

  const take = (kind: TokenKind, raw: string, value: string = raw) => {
    tokens.push({ kind, value, line })
    advance(raw)
  }
  const advance = (raw: string) => {
    at += raw.length
    for (const character of raw) if (character === '\n') line += 1
  }
  const templatePart = () => {
    take('text', matchAt(TEMPLATE_PART, text, at) ?? '')
    if (text.startsWith('$' + '{', at)) {
      open.push(0)
      advance('$' + '{')
    } else {
      advance(text.slice(at, at + 1))
    }
  }

  while (at < text.length) {
    const space = matchAt(SPACE, text, at)
    if (space !== undefined) {
      advance(space)
      continue
    }
    const character = text.charAt(at)
    if (character === '`') {
      advance(character)
      templatePart()
      continue
    }
    if (character === '}' && open.at(-1) === 0) {
      open.pop()
      advance(character)
      templatePart()
      continue
    }
    const [kind, raw] = shapeAt(
      text,
      at,
      tokens.findLast((token) => token.kind !== 'comment'),
    )
    if (kind === 'mark' && open.length > 0) {
      const depth = open.pop() ?? 0
      open.push(depth + (raw === '{' ? 1 : 0) - (raw === '}' ? 1 : 0))
    }
    take(kind, raw, kind === 'text' ? raw.slice(1, -1) : raw)
  }
  return tokens
}

function shapeAt(text: string, at: number, before: Token | undefined): [TokenKind, string] {
  for (const [kind, shape] of SHAPES) {
    const raw = matchAt(shape, text, at)
    if (raw !== undefined) return [kind, raw]
  }
  const regex = mayBeRegexAfter(before) ? matchAt(REGEX, text, at) : undefined
  return regex === undefined ? ['mark', text.charAt(at)] : ['regex', regex]
}

function mayBeRegexAfter(before: Token | undefined): boolean {
  if (before === undefined) return true
  if (before.kind === 'word') return BEFORE_REGEX.has(before.value)
  return before.kind === 'mark' && !')]}'.includes(before.value)
}

function matchAt(shape: RegExp, text: string, at: number): string | undefined {
  shape.lastIndex = at
  return shape.exec(text)?.[0]
}
