// The one stylesheet, served as `/assets/mintmark.css`. Colours have names (`palette.ts`). Sizes
// are in rem, so that the reader's own font size counts.
import { type Palette, paletteOf } from './palette.ts'

/** The sheet in the operator's colour, or in ours. */
export function stylesheetOf(colour?: string): string {
  const { light, dark } = paletteOf(colour)
  return `:root {
  color-scheme: light dark;
${named(light, '  ')}
}
@media (prefers-color-scheme: dark) {
  :root {
${named(dark, '    ')}
  }
}
${RULES}`
}

function named(colours: Palette['light'], indent: string): string {
  return Object.entries(colours)
    .map(([name, colour]) => `${indent}--${name}: ${colour};`)
    .join('\n')
}

const RULES = `*, *::before, *::after { box-sizing: border-box }
html { -webkit-text-size-adjust: 100%; text-size-adjust: 100% }
body {
  margin: 0;
  background: var(--canvas);
  color: var(--ink);
  font: 1rem/1.55 system-ui, -apple-system, "Segoe UI", Roboto, "Noto Sans", sans-serif;
  overflow-wrap: anywhere;
}
.page { width: min(100%, 33rem); margin: 0 auto; padding: 1.5rem 1rem 4rem }
.page.wide { width: min(100%, 47rem) }
.brand {
  display: flex;
  align-items: center;
  gap: .625rem;
  margin: 0 0 1.25rem;
  padding-inline: .25rem;
  font-weight: 650;
  letter-spacing: -.01em;
}
.logo { width: auto; height: 1.75rem; max-width: 12rem; object-fit: contain }
.mark { color: var(--accent); width: 1.75rem; height: 1.75rem }
main {
  padding: 1.75rem 1.375rem;
  background: var(--surface);
  border: 1px solid var(--line);
  border-radius: 1rem;
  box-shadow: var(--shadow);
}
main > :first-child { margin-top: 0 }
main > :last-child, main > section:last-child > :last-child { margin-bottom: 0 }
h1 + form { margin-top: 1.5rem }
h1 {
  margin: 0 0 .375rem;
  font-size: clamp(1.5rem, 1.3rem + 1vw, 1.875rem);
  font-weight: 680;
  line-height: 1.2;
  letter-spacing: -.02em;
  text-wrap: balance;
}
h2 { margin: 0 0 .75rem; font-size: 1rem; font-weight: 650; line-height: 1.4 }
p { margin: 0 0 1rem }
section, dl.facts { margin: 1.75rem 0 }
a { color: var(--accent); text-underline-offset: .2em }
a:hover { color: var(--accent-strong) }
code { font: .875em/1.5 ui-monospace, "SF Mono", Menlo, Consolas, "Liberation Mono", monospace }
time { font-variant-numeric: tabular-nums }
.lead { color: var(--soft); font-size: 1.0625rem; margin-bottom: 1.5rem }
.lead strong { color: var(--ink); font-weight: 600 }
.quiet { color: var(--soft); font-size: .9375rem }
.eyebrow { margin: 0 0 .5rem; color: var(--soft); font-size: .875rem; font-weight: 600 }
.alert, .note { margin: 0 0 1.5rem; padding: .8125rem 1rem; border-radius: .625rem }
.alert { background: var(--alert-surface); color: var(--alert); border: 1px solid currentColor }
.note { background: var(--note-surface) }
.aside { margin-bottom: 0; padding-top: 1.75rem; border-top: 1px solid var(--line) }
.stack { display: grid; gap: 1.25rem }
.field { display: grid; gap: .375rem }
.field .alert { margin: .25rem 0 0; padding: .5rem .75rem; font-size: .9375rem }
.hint { margin: 0; color: var(--soft); font-size: .875rem }
label { font-weight: 600; font-size: .9375rem }
input:not([type="hidden"]) {
  width: 100%;
  min-height: 3rem;
  padding: .625rem .875rem;
  color: inherit;
  background: var(--surface);
  border: 1px solid var(--edge);
  border-radius: .625rem;
  font: inherit;
}
input.code:not([type="hidden"]) {
  font: 1.125rem/1.4 ui-monospace, "SF Mono", Menlo, Consolas, "Liberation Mono", monospace;
  letter-spacing: .06em;
}
input[aria-invalid="true"] { border-color: var(--alert) }
button { font: inherit; cursor: pointer }
.primary, .secondary, .danger {
  display: block;
  width: 100%;
  min-height: 3rem;
  padding: .625rem 1.25rem;
  border: 1px solid transparent;
  border-radius: .625rem;
  font-weight: 620;
  text-align: center;
  text-decoration: none;
}
.primary { background: var(--accent); color: var(--on-accent) }
.primary:hover { background: var(--accent-strong) }
.secondary { background: transparent; color: var(--ink); border-color: var(--edge) }
.secondary:hover { background: var(--sunken); color: var(--ink) }
.danger { background: var(--surface); color: var(--alert); border-color: currentColor }
.danger:hover { background: var(--alert-surface) }
.link {
  min-height: 1.5rem;
  padding: 0;
  border: 0;
  background: none;
  color: var(--accent);
  text-decoration: underline;
  text-underline-offset: .2em;
}
.link:hover { color: var(--accent-strong) }
.stack[hidden] { display: none }
.or { margin-top: 1rem }
.qr { display: block; width: min(100%, 14rem); border-radius: .5rem }
.steps { display: grid; gap: 1.75rem; margin: 0; padding-inline-start: 1.25rem; font-weight: 600 }
.steps > li > p, .steps form { margin: .75rem 0 0; font-weight: 400 }
.codes { display: grid; grid-template-columns: repeat(auto-fill, minmax(13.5rem, 1fr)); gap: .5rem }
.codes li { padding: .5rem .75rem; background: var(--sunken); border-radius: .5rem }
.codes code { font-size: 1rem; white-space: nowrap }
.codes + .note { margin-top: 1.5rem }
.card details { margin-top: .25rem }
details.aside { margin-top: 1.75rem }
.facts + details.aside { margin-top: 0; border-top: 0; padding-top: 0 }
details.aside + details.aside { margin-top: 1.25rem; padding-top: 1.25rem }
summary { padding-block: .25rem; color: var(--accent); font-weight: 600; cursor: pointer }
summary:hover { color: var(--accent-strong) }
details[open] > summary { margin-bottom: 1rem }
details form + .quiet { margin: 1.25rem 0 0 }
:focus-visible { outline: 3px solid var(--focus); outline-offset: 2px; border-radius: .25rem }
input:focus-visible, .primary:focus-visible, .secondary:focus-visible, .danger:focus-visible {
  border-radius: .625rem;
}
.choices { display: grid; grid-template-columns: 1fr 1fr; gap: .75rem }
.after { margin-top: 1.5rem; padding-top: 1.25rem; border-top: 1px solid var(--line) }
.after p { margin: 0; color: var(--soft); font-size: .9375rem }
ul { list-style: none; margin: 0; padding: 0 }
.scopes { display: grid; gap: .625rem }
.scopes li { padding: .75rem 1rem; background: var(--sunken); border-radius: .625rem }
.scopes span { display: block }
.scopes code { color: var(--soft) }
.scopes + .quiet { margin: 1rem 0 }
.scopes + form { margin-top: 1.25rem }
.facts { border-top: 1px solid var(--line) }
h2 + dl.facts { margin-top: 0 }
.facts > div { padding: .75rem 0; border-bottom: 1px solid var(--line) }
.facts dt { color: var(--soft); font-size: .9375rem }
.facts dd { margin: 0 }
.facts a { padding-block: .125rem }
.links { display: grid; gap: .5rem }
.places ul { display: flex; flex-wrap: wrap; gap: .25rem; margin: 0 0 1rem }
.places a {
  display: block;
  padding: .5rem .75rem;
  border-radius: .5rem;
  color: var(--ink);
  text-decoration: none;
}
.places a:hover { background: var(--surface) }
.places a[aria-current] { background: var(--surface); color: var(--accent); font-weight: 620 }
.places form { padding-inline: .75rem; margin-bottom: 1rem; font-size: .875rem; color: var(--soft) }
.places p { margin: 0 }
.cards { display: grid; gap: .75rem }
.cards li, .card { padding: 1rem 1.125rem; border: 1px solid var(--line); border-radius: .75rem }
.cards li { position: relative }
.cards li:hover { border-color: var(--edge) }
.cards h2 { margin: 0 0 .125rem }
.cards a { text-decoration: none }
.cards a::after { position: absolute; inset: 0; border-radius: .75rem; content: "" }
.cards a:focus-visible { outline: 0 solid transparent }
.cards a:focus-visible::after { outline: 3px solid var(--focus); outline-offset: 2px }
.cards p { margin: 0; color: var(--soft); font-size: .9375rem }
.card { margin: 0 0 1.25rem }
.card h2 { font-size: 1.125rem }
.card .facts { margin: 1rem 0; border-bottom: 0 }
.card .facts > :last-child { border-bottom: 0; padding-bottom: 0 }
h3 { margin: 0 0 .5rem; font-size: .9375rem; font-weight: 600; color: var(--soft) }
.badge {
  display: inline-block;
  margin-inline-start: .375rem;
  padding: .0625rem .5rem;
  border-radius: 1rem;
  background: var(--note-surface);
  font-size: .8125rem;
  font-weight: 600;
  vertical-align: .1em;
}
.empty { padding: 2rem 1rem; text-align: center; color: var(--soft) }
.empty h2 { color: var(--ink) }
.field .quiet { margin: 0 }
.quiet + .quiet { margin-top: -.5rem }
input[readonly] { background: var(--sunken); color: var(--soft) }
.checks { display: grid; gap: .5rem; padding-inline-start: 1.25rem; list-style: disc }
footer { padding: 1.25rem .25rem 0 }
.languages { display: flex; flex-wrap: wrap; gap: .25rem 1rem; font-size: .875rem }
.languages a, .languages span { padding-block: .25rem }
.languages a, .languages span { color: var(--soft) }
.languages span { font-weight: 600 }
@media (min-width: 40rem) {
  .page { padding-top: clamp(2rem, 9vh, 6rem) }
  main { padding: 2.5rem }
  .facts > div {
    display: grid;
    grid-template-columns: 9.5rem 1fr;
    gap: 1rem;
    align-items: baseline;
  }
  .facts.wide > div { grid-template-columns: 12rem 1fr }
  .card .secondary { width: auto; display: inline-block; min-height: 2.75rem }
  .after .danger { width: auto }
}
@media (min-width: 52rem) {
  .page.account {
    display: grid;
    grid-template-columns: 13.5rem minmax(0, 1fr);
    column-gap: 1.75rem;
    width: min(100%, 62rem);
    padding-top: 2.5rem;
    align-items: start;
  }
  .account > .brand, .account > footer { grid-column: 1 / -1 }
  .account .places ul { display: grid }
}
@media (forced-colors: active) {
  .primary, .alert, .note, .scopes li, .badge { border: 1px solid }
}
`
