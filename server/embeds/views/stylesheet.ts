// The looks of an agent's frame, served as `/assets/agent-frame.css`. The page around it chooses
// light or dark; left to itself, the reader's own setting counts. No margin of its own: the frame
// stands in a layout that somebody else made.
import { type Palette, paletteOf } from '../../pages/views/palette.ts'

/** The sheet in the operator's colour, or in ours. */
export function frameStylesheetOf(colour?: string): string {
  const { light, dark } = paletteOf(colour)
  return `:root { color-scheme: light; ${named(light)} }
:root[data-theme="dark"] { color-scheme: dark; ${named(dark)} }
@media (prefers-color-scheme: dark) {
  :root[data-theme="auto"] { color-scheme: dark; ${named(dark)} }
}
${RULES}`
}

function named(colours: Palette['light']): string {
  return Object.entries(colours)
    .map(([name, colour]) => `--${name}: ${colour};`)
    .join(' ')
}

const RULES = `*, *::before, *::after { box-sizing: border-box }
html { -webkit-text-size-adjust: 100%; text-size-adjust: 100%; background: var(--surface) }
body {
  margin: 0;
  padding: 1rem;
  background: var(--surface);
  color: var(--ink);
  font: 1rem/1.5 system-ui, -apple-system, "Segoe UI", Roboto, "Noto Sans", sans-serif;
  overflow-wrap: anywhere;
}
[hidden] { display: none !important }
h1 { margin: 0; font-size: 1.125rem; font-weight: 680; letter-spacing: -.01em }
h2 { margin: 0; font-size: 1rem; font-weight: 650 }
h3 { margin: 1.5rem 0 .5rem; font-size: .9375rem; font-weight: 650 }
p { margin: 0 }
a { color: var(--accent); text-underline-offset: .2em }
a:hover { color: var(--accent-strong) }
:focus-visible { outline: 3px solid var(--focus); outline-offset: 2px; border-radius: .25rem }
#content:focus { outline: none }
#bar {
  display: flex;
  flex-wrap: wrap;
  gap: .5rem 1.5rem;
  align-items: center;
  justify-content: space-between;
  margin-bottom: 1.25rem;
}
nav {
  display: flex;
  gap: .25rem;
  padding: .25rem;
  background: var(--sunken);
  border-radius: .75rem;
}
nav a {
  padding: .375rem .75rem;
  overflow-wrap: normal;
  border-radius: .5rem;
  color: var(--soft);
  font-size: .9375rem;
  font-weight: 600;
  text-decoration: none;
}
nav a:hover { color: var(--ink) }
nav a[aria-current] { background: var(--surface); color: var(--ink) }
nav a[aria-current] { box-shadow: 0 1px 2px rgb(0 0 0 / 12%) }
section + section { margin-top: 1.75rem }
.eyebrow { margin-bottom: .625rem; color: var(--soft); font-size: .875rem; font-weight: 600 }
.figures {
  display: grid;
  grid-template-columns: repeat(auto-fit, minmax(8.5rem, 1fr));
  gap: .75rem;
  margin: 0;
}
.figures > div {
  display: flex;
  flex-direction: column-reverse;
  justify-content: flex-end;
  padding: .875rem 1rem;
  background: var(--sunken);
  border-radius: .75rem;
}
.figures dt { color: var(--soft); font-size: .875rem }
.figures dd {
  margin: 0;
  font-size: 1.625rem;
  font-weight: 680;
  line-height: 1.25;
  letter-spacing: -.02em;
  font-variant-numeric: tabular-nums;
}
.head { display: flex; flex-wrap: wrap; gap: .5rem 1rem; align-items: baseline }
.head { justify-content: space-between }
.head a { font-size: .9375rem }
.rows { list-style: none; margin: .5rem 0 0; padding: 0; border-top: 1px solid var(--line) }
.rows li { padding: .75rem 0; border-bottom: 1px solid var(--line) }
.rows p { margin-top: .25rem; color: var(--soft); font-size: .9375rem }
.what { display: flex; flex-wrap: wrap; gap: .25rem .75rem; align-items: baseline }
.what { justify-content: space-between }
.what strong, .what a { font-weight: 600 }
.facts { display: flex; flex-wrap: wrap; gap: 0 1rem; color: var(--soft); font-size: .875rem }
.length, .score { font-variant-numeric: tabular-nums }
.badge {
  padding: .0625rem .5625rem;
  border-radius: 1rem;
  background: var(--sunken);
  color: var(--soft);
  font-size: .8125rem;
  font-weight: 600;
  white-space: nowrap;
}
.badge.completed, .badge.passed, .badge.running { background: var(--note-surface) }
.badge.completed, .badge.passed, .badge.running { color: var(--accent) }
.badge.failed, .badge.missed { background: var(--alert-surface); color: var(--alert) }
.score { display: inline-flex; gap: .5rem; align-items: center }
article > p, article > .pairs { margin-top: .75rem }
meter { width: 5rem; height: .5rem; appearance: none; background: none; line-height: 1 }
meter::-webkit-meter-inner-element { display: block; height: .5rem }
meter::-webkit-meter-bar {
  height: .5rem;
  background: var(--sunken);
  border: 1px solid var(--edge);
  border-radius: 1rem;
}
meter::-webkit-meter-optimum-value { background: var(--accent) }
meter::-moz-meter-bar { background: var(--accent) }
.pairs { margin: 0; border-top: 1px solid var(--line) }
.pairs > div { display: grid; gap: 0 1rem; padding: .5rem 0; border-bottom: 1px solid var(--line) }
.pairs dt { color: var(--soft); font-size: .9375rem }
.pairs dd { margin: 0 }
code { font: .875em/1.5 ui-monospace, "SF Mono", Menlo, Consolas, monospace }
.back { margin-bottom: 1rem; font-size: .9375rem }
.more { display: flex; gap: 1.5rem; margin-top: 1rem; font-size: .9375rem }
.empty, .state { padding: 2.5rem 1rem; text-align: center }
.empty p, .state p { max-width: 26rem; margin: .375rem auto 0; color: var(--soft) }
.spinner {
  display: block;
  width: 1.75rem;
  height: 1.75rem;
  margin: 0 auto .875rem;
  border: 3px solid var(--line);
  border-top-color: var(--accent);
  border-radius: 50%;
  animation: turn 1s linear infinite;
}
@keyframes turn { to { rotate: 1turn } }
@media (prefers-reduced-motion: reduce) { .spinner { animation-duration: 6s } }
.own { padding: 0 }
.own #bar { display: none }
.own iframe { display: block; width: 100%; height: 100vh; border: 0 }
.visually-hidden {
  position: absolute;
  width: 1px;
  height: 1px;
  margin: -1px;
  overflow: hidden;
  clip-path: inset(50%);
}
@media (min-width: 40rem) { .pairs > div { grid-template-columns: 12rem 1fr } }
@media (forced-colors: active) { .badge, .figures > div, nav a[aria-current] { border: 1px solid } }
`
