// The frame around every page: head, brand, main and the choice of language. It names the one
// stylesheet and the operator's logo, and nothing else that a browser would fetch; the icon is a
// data URL, so that no request for /favicon.ico follows.
import { type Markup, markup } from './markup.ts'
import type { Frame, LanguageLink } from './models.ts'
import { plain } from './pieces.ts'
import { template } from './template.ts'

export interface DocumentModel {
  /** The words in the tab; the brand is added. */
  readonly title: string
  readonly main: string
  /** The way around an account; it stands beside the page where there is room. */
  readonly navigation?: string
  /** Left out inside another site's frame. */
  readonly brand?: 'none'
  readonly width?: 'wide'
}

const OUR_NAME = 'Mintmark'
const OUR_GREEN = '#12805c'
const MARK_PATHS = [
  '<circle cx="16" cy="16" r="14" fill="none" stroke="currentColor" stroke-width="2.5"/>',
  '<path d="M9.5 21.5v-11l6.5 7 6.5-7v11" fill="none" stroke="currentColor" stroke-width="2.5"',
  ' stroke-linecap="round" stroke-linejoin="round"/>',
].join('')

// Sized here as well, so that a page whose stylesheet did not arrive is not one large letter.
const SVG = '<svg class="mark" viewBox="0 0 32 32" width="28" height="28" aria-hidden="true">'
const NO_MARK = markup('')
const MARK = markup(`${SVG}${MARK_PATHS}</svg>`)

/** Our letter stands for nobody else; another brand without a logo is told by its colour. */
function iconOf({ name, color, logoUrl }: Frame['brand']): string {
  if (logoUrl !== undefined) return logoUrl
  const dot = '<circle cx="16" cy="16" r="14" fill="currentColor"/>'
  const shape = name === OUR_NAME ? MARK_PATHS : dot
  const svg = `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 32 32" color="${color ?? OUR_GREEN}">`
  return `data:image/svg+xml,${encodeURIComponent(`${svg}${shape}</svg>`)}`
}

const whole = template<{
  title: string
  brandName: string
  logoUrl: string | undefined
  languages: readonly LanguageLink[]
  navigation: Markup
  main: Markup
  mark: Markup
  icon: string
  branded: boolean
  shape: string
}>(`<!doctype html>
<html lang="<%= it.text.tag %>" dir="<%= it.text.direction %>">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<meta name="robots" content="noindex">
<title><%= it.title %> · <%= it.brandName %></title>
<link rel="icon" href="<%= it.icon %>">
<link rel="stylesheet" href="/assets/mintmark.css">
</head>
<body>
<div class="<%= it.shape %>">
<% if (it.branded) { %><header class="brand">
<% if (it.logoUrl) { %><img class="logo" src="<%= it.webUrl(it.logoUrl) %>" alt="" height="28">
<% } else { %><%= it.mark %><% } %>
<span><%= it.brandName %></span>
</header>
<% } %><%= it.navigation %><main>
<%= it.main %></main>
<% if (it.branded && it.languages.length > 1) { %><footer>
<nav class="languages" aria-label="<%= it.text.frame.language %>">
<% for (const each of it.languages) { %>
<% if (each.tag === it.text.tag) { %><span lang="<%= each.tag %>"><%= each.name %></span>
<% } else { %><a href="<%= it.webUrl(each.url) %>" lang="<%= each.tag %>"
 hreflang="<%= each.tag %>"><%= each.name %></a>
<% } %><% } %></nav>
</footer>
<% } %></div>
</body>
</html>
`)

export function documentOf(frame: Frame, model: DocumentModel): string {
  return whole(frame, {
    title: plain(model.title),
    brandName: plain(frame.brand.name),
    logoUrl: frame.brand.logoUrl,
    languages: frame.languages ?? [],
    navigation: markup(model.navigation ?? ''),
    main: markup(model.main),
    mark: frame.brand.name === OUR_NAME ? MARK : NO_MARK,
    icon: iconOf(frame.brand),
    branded: model.brand !== 'none',
    shape: shapeOf(model),
  })
}

function shapeOf({ navigation, width }: DocumentModel): string {
  if (navigation !== undefined) return 'page account'
  return width === 'wide' ? 'page wide' : 'page'
}
