/**
 * Reads the forms of a page, as little of HTML as that takes. It serves the plain pages of sign-in
 * and consent, which need no script; it is no general parser.
 */
export interface HtmlForm {
  readonly action: string
  readonly method: string
  readonly fields: readonly HtmlField[]
  readonly buttons: readonly HtmlButton[]
}

export interface HtmlField {
  readonly name: string
  readonly type: string
  readonly value: string
  readonly checked: boolean
}

export interface HtmlButton {
  readonly name: string
  readonly value: string
  readonly label: string
}

export function readForms(html: string): readonly HtmlForm[] {
  return [...html.matchAll(/<form\b([^>]*)>(.*?)<\/form>/gis)].map(([, head = '', inside = '']) => {
    const attributes = readAttributes(head)
    return {
      action: attributes.get('action') ?? '',
      method: (attributes.get('method') ?? 'get').toUpperCase(),
      fields: readFields(inside),
      buttons: readButtons(inside),
    }
  })
}

/** What a reader sees: no tags, no scripts, no entities, single spaces. */
export function visibleText(html: string): string {
  const withoutCode = html.replace(/<(script|style)\b.*?<\/\1>/gis, ' ')
  return decodeEntities(withoutCode.replace(/<[^>]*>/g, ' '))
    .replace(/\s+/g, ' ')
    .trim()
}

function readFields(html: string): readonly HtmlField[] {
  return [...html.matchAll(/<input\b([^>]*)>/gi)]
    .map(([, head = '']) => readAttributes(head))
    .filter((attributes) => attributes.get('type') !== 'submit')
    .map((attributes) => ({
      name: attributes.get('name') ?? '',
      type: (attributes.get('type') ?? 'text').toLowerCase(),
      value: attributes.get('value') ?? '',
      checked: attributes.has('checked'),
    }))
}

function readButtons(html: string): readonly HtmlButton[] {
  const buttons = [...html.matchAll(/<button\b([^>]*)>(.*?)<\/button>/gis)]
    .map(([, head = '', inside = '']) => ({ attributes: readAttributes(head), inside }))
    .filter(({ attributes }) => (attributes.get('type') ?? 'submit') === 'submit')
    .map(({ attributes, inside }) => button(attributes, visibleText(inside)))
  const inputs = [...html.matchAll(/<input\b([^>]*)>/gi)]
    .map(([, head = '']) => readAttributes(head))
    .filter((attributes) => attributes.get('type') === 'submit')
    .map((attributes) => button(attributes, attributes.get('value') ?? ''))
  return [...buttons, ...inputs]
}

function button(attributes: ReadonlyMap<string, string>, label: string): HtmlButton {
  return { name: attributes.get('name') ?? '', value: attributes.get('value') ?? '', label }
}

function readAttributes(head: string): ReadonlyMap<string, string> {
  const pattern = /([^\s=/>"']+)(?:\s*=\s*(?:"([^"]*)"|'([^']*)'|([^\s"'>]+)))?/g
  return new Map(
    [...head.matchAll(pattern)].map(([, name = '', double, single, bare]) => [
      name.toLowerCase(),
      decodeEntities(double ?? single ?? bare ?? ''),
    ]),
  )
}

const ENTITIES: ReadonlyMap<string, string> = new Map([
  ['amp', '&'],
  ['lt', '<'],
  ['gt', '>'],
  ['quot', '"'],
  ['apos', "'"],
  ['nbsp', ' '],
])

function decodeEntities(text: string): string {
  return text.replace(/&(?:#x([0-9a-f]+)|#(\d+)|([a-z]+));/gi, (whole, hex, decimal, name) => {
    if (hex !== undefined) return String.fromCodePoint(Number.parseInt(hex, 16))
    if (decimal !== undefined) return String.fromCodePoint(Number(decimal))
    return ENTITIES.get(String(name).toLowerCase()) ?? whole
  })
}
