import assert from 'node:assert/strict'
import { test } from 'node:test'
import { STYLE_COLOURS } from './style-colours.ts'

type Three = readonly [number, number, number]
type Matrix = readonly [Three, Three, Three]

/** How colours look to those who lack one kind of cone (Machado, Oliveira and Fernandes 2009). */
const EYES: Readonly<Record<string, Matrix>> = {
  'all cones': [
    [1, 0, 0],
    [0, 1, 0],
    [0, 0, 1],
  ],
  'no red': [
    [0.152286, 1.052583, -0.204868],
    [0.114503, 0.786281, 0.099216],
    [-0.003882, -0.048116, 1.051998],
  ],
  'no green': [
    [0.367322, 0.860646, -0.227968],
    [0.280085, 0.672501, 0.047413],
    [-0.01182, 0.04294, 0.968881],
  ],
  'no blue': [
    [1.255528, -0.076749, -0.178779],
    [-0.078411, 0.930809, 0.147602],
    [0.004733, 0.691367, 0.3039],
  ],
}

const SURFACES = { light: '#ffffff', dark: '#151d1a' } as const
/** Three times what side by side is still told apart with ease (OKLab). */
const DISTANCE_MIN = 0.12
/** WCAG 2.2, 1.4.11: graphical objects. */
const CONTRAST_MIN = 3

for (const scheme of ['light', 'dark'] as const) {
  for (const [eyes, matrix] of Object.entries(EYES)) {
    test(`styles are told apart, ${scheme}, with ${eyes}`, () => {
      const seen = STYLE_COLOURS[scheme].map((colour) => lab(times(matrix, linear(colour))))
      for (const [n, one] of seen.entries()) {
        for (const other of seen.slice(n + 1)) {
          assert.ok(Math.hypot(...minus(one, other)) > DISTANCE_MIN, `${one} and ${other}`)
        }
      }
    })
  }

  test(`every style stands out from the surface, ${scheme}`, () => {
    for (const colour of STYLE_COLOURS[scheme]) {
      assert.ok(contrast(colour, SURFACES[scheme]) >= CONTRAST_MIN, colour)
    }
  })
}

function linear(colour: string): Three {
  const [red, green, blue] = [1, 3, 5].map((at) => {
    const part = Number.parseInt(colour.slice(at, at + 2), 16) / 255
    return part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4
  })
  return [red ?? 0, green ?? 0, blue ?? 0]
}

function times(matrix: Matrix, [a, b, c]: Three): Three {
  const [x, y, z] = matrix.map((row) => {
    return Math.min(1, Math.max(0, row[0] * a + row[1] * b + row[2] * c))
  })
  return [x ?? 0, y ?? 0, z ?? 0]
}

function lab([red, green, blue]: Three): Three {
  const l = Math.cbrt(0.4122214708 * red + 0.5363325363 * green + 0.0514459929 * blue)
  const m = Math.cbrt(0.2119034982 * red + 0.6806995451 * green + 0.1073969566 * blue)
  const s = Math.cbrt(0.0883024619 * red + 0.2817188376 * green + 0.6299787005 * blue)
  return [
    0.2104542553 * l + 0.793617785 * m - 0.0040720468 * s,
    1.9779984951 * l - 2.428592205 * m + 0.4505937099 * s,
    0.0259040371 * l + 0.7827717662 * m - 0.808675766 * s,
  ]
}

function minus(one: Three, other: Three): Three {
  return [one[0] - other[0], one[1] - other[1], one[2] - other[2]]
}

function contrast(one: string, other: string): number {
  const [light = 0, dark = 0] = [one, other]
    .map((colour) => {
      const [red, green, blue] = linear(colour)
      return 0.2126 * red + 0.7152 * green + 0.0722 * blue
    })
    .sort((a, b) => b - a)
  return (light + 0.05) / (dark + 0.05)
}
