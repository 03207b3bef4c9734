// The only place that decides what may stand in a page unescaped.
//
// Templates know one way to put something in: `<%= … %>`. Text is escaped; markup is let through,
// and markup can only be made in this folder, because it is keyed by a symbol that no request,
// database row or JSON document can carry.

const MARKUP = Symbol('markup')

export interface Markup {
  readonly [MARKUP]: string
}

/** Declares that a text is HTML. Every call must show that its pieces are escaped. */
export function markup(html: string): Markup {
  return { [MARKUP]: html }
}

const ENTITIES: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
}

export function escapeHtml(text: string): string {
  return text.replace(/[&<>"']/g, (character) => ENTITIES[character] ?? '')
}

/**
 * What a template's `<%= value %>` writes. A value that is none of these is a slip in a template or
 * its model; it fails loudly, so that no page ever says "undefined".
 */
export function written(value: unknown): string {
  if (typeof value === 'string') return escapeHtml(value)
  if (typeof value === 'number') return String(value)
  if (isMarkup(value)) return value[MARKUP]
  throw new TypeError(`a page cannot show a value of type ${typeof value}`)
}

function isMarkup(value: unknown): value is Markup {
  return typeof value === 'object' && value !== null && MARKUP in value
}
