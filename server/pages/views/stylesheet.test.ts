import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { contrast } from './colours.ts'
import { paletteOf } from './palette.ts'
import { stylesheetOf } from './stylesheet.ts'

// Text on its background needs 4.5, a border or ring that carries meaning 3 (WCAG 2.2, 1.4.3,
// 1.4.11).
const PAIRS: readonly (readonly [text: string, background: string, contrastMin: number])[] = [
  ['ink', 'canvas', 4.5],
  ['ink', 'surface', 4.5],
  ['ink', 'sunken', 4.5],
  ['soft', 'canvas', 4.5],
  ['soft', 'surface', 4.5],
  ['soft', 'sunken', 4.5],
  ['accent', 'canvas', 4.5],
  ['accent', 'surface', 4.5],
  ['accent', 'sunken', 4.5],
  ['accent-strong', 'surface', 4.5],
  ['on-accent', 'accent', 4.5],
  ['on-accent', 'accent-strong', 4.5],
  ['alert', 'alert-surface', 4.5],
  ['ink', 'note-surface', 4.5],
  ['alert', 'surface', 4.5],
  ['edge', 'surface', 3],
  ['focus', 'surface', 3],
  ['focus', 'canvas', 3],
]

function assertReadable(colours: Readonly<Record<string, string>>, of: string): void {
  for (const [text, background, contrastMin] of PAIRS) {
    const measured = contrast(colours[text] ?? '', colours[background] ?? '')
    const found = `${text} on ${background} is ${measured.toFixed(2)}, not ${contrastMin} (${of})`
    assert.ok(measured >= contrastMin, found)
  }
}

for (const scheme of ['light', 'dark'] as const) {
  test(`${scheme}: texts and meaningful edges have the contrast that WCAG AA asks for`, () => {
    assertReadable(paletteOf()[scheme], 'our own')
  })

  test(`${scheme}: they have it whatever colour the operator chose`, () => {
    for (const colour of ['#000', '#ffffff', '#ff0', '#00ffff', '#808080', '#00F', '#ff6600']) {
      assertReadable(paletteOf(colour)[scheme], colour)
    }
    const channel = fc.integer({ min: 0, max: 255 })
    fc.assert(
      fc.property(fc.tuple(channel, channel, channel), (channels) => {
        const colour = `#${channels.map((each) => each.toString(16).padStart(2, '0')).join('')}`
        assertReadable(paletteOf(colour)[scheme], colour)
      }),
      { numRuns: 500 },
    )
  })
}

test('a colour that can be read as it is stays as it is', () => {
  assert.equal(paletteOf('#1f4fbf').light.accent, '#1f4fbf')
  assert.equal(paletteOf('#9cc2ff').dark.accent, '#9cc2ff')
})

test('contrast is measured as WCAG measures it', () => {
  assert.equal(contrast('#000000', '#ffffff'), 21)
  assert.equal(contrast('#000', '#fff'), 21)
  assert.equal(contrast('#777777', '#ffffff').toFixed(2), '4.48')
})

test('the stylesheet fetches nothing, uses only colours that it names, and shows the focus', () => {
  const stylesheet = stylesheetOf('#1f4fbf')
  assert.doesNotMatch(stylesheet, /url\(|@import|@font-face|!important/)
  const used = [...stylesheet.matchAll(/var\(--([a-z-]+)\)/g)].map(([, name = '']) => name)
  for (const name of used) assert.match(stylesheet, new RegExp(`--${name}:`))
  assert.match(stylesheet, /:focus-visible \{ outline: 3px solid/)
  // A card shows the focus of its link around itself.
  const hidden = stylesheet.match(/^.*outline: (?:none|0).*$/gm)
  assert.deepEqual(hidden, ['.cards a:focus-visible { outline: 0 solid transparent }'])
  assert.match(stylesheet, /\.cards a:focus-visible::after \{ outline: 3px solid/)
})
