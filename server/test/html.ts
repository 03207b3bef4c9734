// Reads the forms of a page as a browser would submit them. It knows only what plain forms need:
// inputs and buttons, no nesting, no scripts.

export interface Control {
  readonly name: string
  readonly type: string
  readonly value: string
  readonly label: string
  readonly checked: boolean
}

export interface Form {
  readonly action: string
  readonly method: string
  readonly inputs: readonly Control[]
  readonly buttons: readonly Control[]
}

export function formsOf(html: string): readonly Form[] {
  return [...html.matchAll(/<form\b([^>]*)>([\s\S]*?)<\/form>/gi)].map(
    ([, tag = '', inner = '']) => {
      const attributes = attributesOf(tag)
      const inputs = [...inner.matchAll(/<input\b([^>]*)>/gi)].map(([, each = '']) =>
        control(each, ''),
      )
      const buttons = [...inner.matchAll(/<button\b([^>]*)>([\s\S]*?)<\/button>/gi)].map(
        ([, each = '', label = '']) => control(each, label),
      )
      return {
        action: attributes.get('action') ?? '',
        method: (attributes.get('method') ?? 'get').toLowerCase(),
        inputs: inputs.filter((input) => input.type !== 'submit'),
        buttons: [...buttons, ...inputs.filter((input) => input.type === 'submit')],
      }
    },
  )
}

export function fieldsOf(
  form: Form,
  pressed: Control | undefined,
  filled: Readonly<Record<string, string>> = {},
): readonly (readonly [string, string])[] {
  const sent = form.inputs.filter((input) => input.type !== 'checkbox' || input.checked)
  return [...sent, ...(pressed === undefined ? [] : [pressed])]
    .filter((each) => each.name !== '')
    .map((each) => [each.name, filled[each.name] ?? each.value] as const)
}

function control(tag: string, inner: string): Control {
  const attributes = attributesOf(tag)
  const value = attributes.get('value') ?? ''
  const label = decode(inner.replace(/<[^>]*>/g, '')).trim()
  return {
    name: attributes.get('name') ?? '',
    type: (attributes.get('type') ?? 'text').toLowerCase(),
    value,
    label: label === '' ? value : label,
    checked: attributes.has('checked'),
  }
}

function attributesOf(tag: string): ReadonlyMap<string, string> {
  const found = tag.matchAll(/([\w:-]+)(?:\s*=\s*(?:"([^"]*)"|'([^']*)'|([^\s"'>]+)))?/g)
  return new Map(
    [...found].map(([, name = '', double, single, bare]) => [
      name.toLowerCase(),
      decode(double ?? single ?? bare ?? ''),
    ]),
  )
}

const named: Readonly<Record<string, string>> = {
  amp: '&',
  lt: '<',
  gt: '>',
  quot: '"',
  apos: "'",
}

function decode(text: string): string {
  return text.replace(/&(?:#x([0-9a-f]+)|#(\d+)|(\w+));/gi, (whole, hex, decimal, name) => {
    if (hex !== undefined) return String.fromCodePoint(Number.parseInt(hex, 16))
    if (decimal !== undefined) return String.fromCodePoint(Number.parseInt(decimal, 10))
    return named[name] ?? whole
  })
}
