// Small pieces of markup that several pages share. Each escapes what it is given.
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

const MONTHS = 'Jan Feb Mar Apr May Jun Jul Aug Sep Oct Nov Dec'.split(' ')

/** An instant for people, in UTC because the server does not know the reader's time zone. */
export function instant(iso: string): Markup {
  const at = new Date(iso)
  const clock = at.toISOString().slice(11, 16)
  const day = `${at.getUTCDate()} ${MONTHS[at.getUTCMonth()]} ${at.getUTCFullYear()}`
  return markup(`<time datetime="${at.toISOString()}">${clock} UTC on ${day}</time>`)
}

/** Scopes as people read them, each with its literal value for those who know it. */
export function scopeList(scopes: readonly ScopeWords[]): Markup {
  const items = scopes.map(
    ({ value, description }) =>
      `<li><span>${written(foreign(description))}</span> ${written(literal(value))}</li>`,
  )
  return markup(`<ul class="scopes">${items.join('')}</ul>`)
}
