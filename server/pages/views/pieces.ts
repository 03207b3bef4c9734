// Small pieces of markup that several pages share. Each escapes what it is given.
import type { Messages } from '../messages/index.ts'
import { filling, partsOf, sayInstant } from '../messages/say.ts'
import { escapeHtml, type Markup, markup, written } from './markup.ts'
import type { FormFields, ScopeWords } from './models.ts'

// Bidi embeddings, overrides and isolates, control characters, and line and paragraph separators. A
// stray "pop isolate" would end the <bdi> around a name early, and an override after it would
// reverse our own words: the classic way to make "evil.example" read as something else.
// biome-ignore lint/suspicious/noControlCharactersInRegex: finding control characters is the point.
const UNSAFE_IN_NAMES = /[\u0000-\u001f\u007f-\u009f\u2028\u2029\u202a-\u202e\u2066-\u2069]/g

/** A text that somebody else wrote, with characters that act on their surroundings made visible. */
export function plain(text: string): string {
  return text.replace(UNSAFE_IN_NAMES, '\ufffd')
}

/** A name or sentence that somebody else wrote, kept from reordering the words around it. */
export function foreign(text: string): Markup {
  return markup(`<bdi>${escapeHtml(plain(text))}</bdi>`)
}

/** A literal value, such as a scope or a URL, as it stands in the protocol. */
export function literal(text: string): Markup {
  return markup(`<code><bdi>${escapeHtml(plain(text))}</bdi></code>`)
}

/**
 * A link. Its URL is ours, so another scheme than http(s) is a programming error, and one that
 * would run a script in the reader's page.
 */
export function link(url: string, words: string): Markup {
  return markup(`<a href="${escapeHtml(webUrl(url))}">${escapeHtml(plain(words))}</a>`)
}

/** Accepts `https://…`, `http://…` and `/path`, and asserts that it is nothing else. */
export function webUrl(url: string): string {
  if (/^https?:\/\/[^\s/]/i.test(url) || /^\/(?![/\\])/.test(url)) return url
  throw new TypeError('a page links only to http(s) URLs and to paths of this server')
}

/** The hidden inputs of a form. Values are kept byte for byte, because the form sends them back. */
export function hidden(fields: FormFields): Markup {
  const inputs = Object.entries(fields).map(
    ([name, value]) =>
      `<input type="hidden" name="${escapeHtml(name)}" value="${escapeHtml(value)}">`,
  )
  return markup(inputs.join(''))
}

/** An instant for people, in their language and in UTC. */
export function instant(text: Messages, iso: string): Markup {
  const at = new Date(iso)
  const words = escapeHtml(sayInstant(text, at))
  return markup(`<time datetime="${at.toISOString()}">${words}</time>`)
}

/** A text of ours with its holes filled by markup, such as an isolated name. */
export function say(text: string, values: Readonly<Record<string, Markup>>): Markup {
  const parts = partsOf(text).map((part, at) =>
    at % 2 === 0 ? escapeHtml(part) : written(filling(values, part)),
  )
  return markup(parts.join(''))
}

export function strong(inner: Markup): Markup {
  return markup(`<strong>${written(inner)}</strong>`)
}

/** Scopes as people read them, each with its literal value for those who know it. */
export function scopeList(scopes: readonly ScopeWords[]): Markup {
  const items = scopes.map(
    ({ value, description }) =>
      `<li><span>${written(foreign(description))}</span> ${written(literal(value))}</li>`,
  )
  return markup(`<ul class="scopes">${items.join('')}</ul>`)
}
