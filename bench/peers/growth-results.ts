import type { Result } from './result.ts'

const R = String.raw`(\d+) %`
const LARGEST = new RegExp(
  String.raw`^\| (.+?) \| 1,000,000 \| \*\*${R}\*\* \(${R} to ${R}\)`,
  'gm',
)
const OF_SMALLEST_MIN = 0.9

/** What `--growth` wrote on the page about the largest stores: it takes too long for this run. */
export function growthResultsIn(page: string): readonly Result[] {
  return [...page.matchAll(LARGEST)].map(([, title = '', ...numbers]) => {
    const [median = Number.NaN, min = Number.NaN, max = Number.NaN] = numbers.map(
      (text) => Number(text) / 100,
    )
    return {
      title,
      unit: 'share',
      atLeast: OF_SMALLEST_MIN,
      atMost: undefined,
      figure: { median, min, max },
      byCpu: { median, min, max },
      isReached: median >= OF_SMALLEST_MIN,
    }
  })
}
