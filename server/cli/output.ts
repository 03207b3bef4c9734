import picocolors from 'picocolors'

/** Colours only where a person looks: never into a pipe, a file or a CI log. */
export const colors = picocolors.createColors(
  process.stdout.isTTY === true && process.env.NO_COLOR === undefined,
)

export function say(text: string): void {
  process.stdout.write(text.endsWith('\n') ? text : `${text}\n`)
}

export function sayJson(value: unknown): void {
  say(JSON.stringify(value, null, 2))
}

type Row = Readonly<Record<string, unknown>>

/** Columns as wide as they must be; the last one is free. */
export function table(columns: readonly string[], rows: readonly Row[]): string {
  const texts = rows.map((row) => columns.map((name) => cell(row[name])))
  const widths = columns.map((name, at) =>
    Math.max(name.length, ...texts.map((row) => (row[at] ?? '').length)),
  )
  const line = (cells: readonly string[]) =>
    cells
      .map((text, at) => (at === cells.length - 1 ? text : text.padEnd(widths[at] ?? 0)))
      .join('  ')
      .trimEnd()
  return [colors.dim(line(columns)), ...texts.map(line)].join('\n')
}

/** One thing, a line for each of its fields that has a value. */
export function fields(thing: Row): string {
  const shown = Object.entries(thing).filter(([, value]) => cell(value) !== '')
  const width = Math.max(0, ...shown.map(([name]) => name.length))
  return shown
    .map(([name, value]) => `${colors.dim(name.padEnd(width))}  ${cell(value)}`)
    .join('\n')
}

export interface Check {
  readonly words: string
  readonly passed: boolean
}

export function checks(list: readonly Check[]): string {
  return list
    .map(({ words, passed }) => `  ${passed ? colors.green('✓') : colors.red('✗')} ${words}`)
    .join('\n')
}

function cell(value: unknown): string {
  if (value === null || value === undefined) return ''
  if (Array.isArray(value)) return value.map(cell).join(' ')
  if (typeof value === 'object') return JSON.stringify(value)
  return String(value)
}
