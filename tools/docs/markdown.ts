// Reading and writing the Markdown that our pages are made of.

export interface Block {
  /** The words after the fence: the language, then whatever else stands there. */
  readonly language: string
  readonly rest: string
  readonly text: string
  readonly line: number
}

/** Fenced blocks in order of appearance. */
export function blocksOf(markdown: string): readonly Block[] {
  const blocks: Block[] = []
  const lines = markdown.split('\n')
  for (let start = 0; start < lines.length; start += 1) {
    const fence = /^```(\S*)[ ]*(.*)$/.exec(lines[start] ?? '')
    if (fence === null) continue
    const length = lines.slice(start + 1).indexOf('```')
    if (length < 0) throw new Error(`the fence of line ${start + 1} is not closed`)
    blocks.push({
      language: fence[1] ?? '',
      rest: fence[2] ?? '',
      text: `${lines.slice(start + 1, start + 1 + length).join('\n')}\n`,
      line: start + 1,
    })
    start += length + 1
  }
  return blocks
}

/** Targets of links that lead to another file, without what follows a `#`. */
export function fileLinksOf(markdown: string): readonly string[] {
  const links = [...markdown.matchAll(/\]\(([^)\s]+)\)/g)].map(([, target]) => target ?? '')
  return links
    .filter((target) => !/^(?:[a-z]+:|#)/.test(target))
    .map((target) => target.replace(/#.*/, ''))
}

export function table(head: readonly string[], rows: readonly (readonly string[])[]): string {
  const lines = [head, head.map(() => '---'), ...rows]
  return lines.map((cells) => `| ${cells.join(' | ')} |`).join('\n')
}

export function code(text: string): string {
  return text === '' ? '' : `\`${inCell(text)}\``
}

/** What a cell of a table may hold. */
export function inCell(text: string): string {
  return text.replaceAll('|', '\\|').replaceAll('\n', ' ')
}
