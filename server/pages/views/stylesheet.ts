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
.primary, .secondary {
  width: 100%;
  min-height: 3rem;
  padding: .625rem 1.25rem;
  border: 1px solid transparent;
  border-radius: .625rem;
  font-weight: 620;
}
.primary { background: var(--accent); color: var(--on-accent) }
.primary:hover { background: var(--accent-strong) }
.secondary { background: transparent; color: var(--ink); border-color: var(--edge) }
.secondary:hover { background: var(--sunken) }
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
details.aside { margin-top: 1.75rem }
summary { padding-block: .25rem; color: var(--accent); font-weight: 600; cursor: pointer }
summary:hover { color: var(--accent-strong) }
details[open] > summary { margin-bottom: 1rem }
details form + .quiet { margin: 1.25rem 0 0 }
:focus-visible { outline: 3px solid var(--focus); outline-offset: 2px; border-radius: .25rem }
input:focus-visible, .primary:focus-visible, .secondary:focus-visible { border-radius: .625rem }
.choices { display: grid; grid-template-columns: 1fr 1fr; gap: .75rem }
.after { margin-top: 1.5rem; padding-top: 1.25rem; border-top: 1px solid var(--line) }
.after p { margin: 0; color: var(--soft); font-size: .9375rem }
ul { list-style: none; margin: 0; padding: 0 }
.scopes { display: grid; gap: .625rem }
.scopes li { padding: .75rem 1rem; background: var(--sunken); border-radius: .625rem }
.scopes span { display: block }
.scopes code { color: var(--soft) }
.scopes + .quiet { margin: 1rem 0 0 }
.facts { border-top: 1px solid var(--line) }
h2 + dl.facts { margin-top: 0 }
.facts > div { padding: .75rem 0; border-bottom: 1px solid var(--line) }
.facts dt { color: var(--soft); font-size: .9375rem }
.facts dd { margin: 0 }
.facts a { padding-block: .125rem }
.links { display: grid; gap: .5rem }
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
}
@media (forced-colors: active) {
  .primary, .alert, .note, .scopes li { border: 1px solid }
}
`
