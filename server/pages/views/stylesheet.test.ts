import assert from 'node:assert/strict'
import { test } from 'node:test'
import { stylesheet } from './stylesheet.ts'

// Text on its background needs 4.5, a border or ring that carries meaning 3 (WCAG 2.2, 1.4.3,
// 1.4.11).
const PAIRS: readonly (readonly [text: string, background: string, contrastMin: number])[] = [
  ['ink', 'canvas', 4.5],
  ['ink', 'surface', 4.5],
  ['ink', 'sunken', 4.5],
  ['ink', 'note-surface', 4.5],
  ['soft', 'canvas', 4.5],
  ['soft', 'surface', 4.5],
  ['soft', 'sunken', 4.5],
  ['accent', 'surface', 4.5],
  ['accent-strong', 'surface', 4.5],
  ['on-accent', 'accent', 4.5],
  ['on-accent', 'accent-strong', 4.5],
  ['alert', 'alert-surface', 4.5],
  ['edge', 'surface', 3],
  ['alert', 'surface', 3],
  ['focus', 'surface', 3],
  ['focus', 'canvas', 3],
]

/** The colours of one scheme by name. */
function coloursOf(scheme: 'light' | 'dark'): Map<string, string> {
  const [light = '', dark = ''] = stylesheet.split('@media (prefers-color-scheme: dark)')
  const named = (scheme === 'light' ? light : dark).matchAll(/--([a-z-]+): (#[0-9a-f]{6});/g)
  return new Map([...named].map(([, name = '', colour = '']) => [name, colour]))
}

/** Relative luminance as WCAG 2.2 defines it. */
function luminance(colour: string): number {
  const [red = 0, green = 0, blue = 0] = [1, 3, 5].map((at) => {
    const part = Number.parseInt(colour.slice(at, at + 2), 16) / 255
    return part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4
  })
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue
}

function contrast(one: string, other: string): number {
  const [darker = 0, lighter = 0] = [luminance(one), luminance(other)].sort((a, b) => a - b)
  return (lighter + 0.05) / (darker + 0.05)
}

for (const scheme of ['light', 'dark'] as const) {
  test(`${scheme}: texts and meaningful edges have the contrast that WCAG AA asks for`, () => {
    const colours = coloursOf(scheme)
    for (const [text, background, contrastMin] of PAIRS) {
      const measured = contrast(colours.get(text) ?? '', colours.get(background) ?? '')
      assert.ok(
        measured >= contrastMin,
        `${text} on ${background} is ${measured.toFixed(2)}, not ${contrastMin}`,
      )
    }
  })
}

test('contrast is measured as WCAG measures it', () => {
  assert.equal(contrast('#000000', '#ffffff'), 21)
  assert.equal(contrast('#777777', '#ffffff').toFixed(2), '4.48')
})

test('the stylesheet fetches nothing, uses only colours that it names, and shows the focus', () => {
  assert.doesNotMatch(stylesheet, /url\(|@import|@font-face|!important/)
  const used = [...stylesheet.matchAll(/var\(--([a-z-]+)\)/g)].map(([, name = '']) => name)
  for (const name of used) assert.match(stylesheet, new RegExp(`--${name}:`))
  assert.match(stylesheet, /:focus-visible \{ outline: 3px solid/)
  assert.doesNotMatch(stylesheet, /outline: (?:none|0)/)
})
