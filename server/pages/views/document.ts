// The frame around every page: head, brand and main. It names the one stylesheet and nothing else
// that a browser would fetch; the icon is a data URL, so that no request for /favicon.ico follows.
import { type Markup, markup } from './markup.ts'
import { plain } from './pieces.ts'
import { template } from './template.ts'

export interface DocumentModel {
  /** The words in the tab; the brand is added. */
  readonly title: string
  readonly main: string
  /** Left out inside another site's frame. */
  readonly brand?: 'none'
  readonly width?: 'wide'
}

const MARK_PATHS = [
  '<circle cx="16" cy="16" r="14" fill="none" stroke="currentColor" stroke-width="2.5"/>',
  '<path d="M9.5 21.5v-11l6.5 7 6.5-7v11" fill="none" stroke="currentColor" stroke-width="2.5"',
  ' stroke-linecap="round" stroke-linejoin="round"/>',
].join('')

// Sized here as well, so that a page whose stylesheet did not arrive is not one large letter.
const SVG = '<svg class="mark" viewBox="0 0 32 32" width="28" height="28" aria-hidden="true">'
const MARK = markup(`${SVG}${MARK_PATHS}</svg>`)

const ICON = `data:image/svg+xml,${encodeURIComponent(
  `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 32 32" color="#12805c">${MARK_PATHS}</svg>`,
)}`

const frame = template<{
  title: string
  main: Markup
  mark: Markup
  icon: string
  branded: boolean
  shape: string
}>(`<!doctype html>
<html lang="en" dir="ltr">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<meta name="robots" content="noindex">
<title><%= it.title %> · Mintmark</title>
<link rel="icon" href="<%= it.icon %>">
<link rel="stylesheet" href="/assets/mintmark.css">
</head>
<body>
<div class="<%= it.shape %>">
<% if (it.branded) { %><header class="brand"><%= it.mark %><span>Mintmark</span></header>
<% } %><main>
<%= it.main %></main>
</div>
</body>
</html>
`)

export function documentOf(model: DocumentModel): string {
  return frame({
    title: plain(model.title),
    main: markup(model.main),
    mark: MARK,
    icon: ICON,
    branded: model.brand !== 'none',
    shape: model.width === 'wide' ? 'page wide' : 'page',
  })
}
