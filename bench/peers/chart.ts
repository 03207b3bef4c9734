import type { RaceReport } from './measure.ts'
import type { Result } from './result.ts'
import { say, sayDemand, sayRange } from './say.ts'

// As wide as a phone, so that letters keep their size there; colours follow the reader's own.
const WIDTH = 360
const MARGIN = 10
const LABEL_HEIGHT = 18
const BAR_HEIGHT = 12
const ROW_HEIGHT = 52
const HEAD_HEIGHT = 34
/** The scale goes at least so far beyond what is demanded. */
const SCALE_MIN = 1.25

const STYLE = `
  text { font: 12px system-ui, sans-serif; fill: #1f2328 }
  .title { font-weight: 600; font-size: 13px }
  .small { font-size: 11px; fill: #59636e }
  .reached { fill: #1a7f37 }
  .missed { fill: #bc4c00 }
  .shown { fill: #6e7781 }
  .track { fill: #d1d9e0; opacity: 0.45 }
  .line { stroke: #1f2328; stroke-width: 1.5 }
  @media (prefers-color-scheme: dark) {
    text { fill: #f0f6fc }
    .small { fill: #9198a1 }
    .reached { fill: #3fb950 }
    .missed { fill: #f0883e }
    .shown { fill: #9198a1 }
    .track { fill: #3d444d }
    .line { stroke: #f0f6fc }
  }`

/**
 * One bar for each figure of a path: its median, a whisker from the worst round to the best, and a
 * mark at what is demanded, which is at the same place for all.
 */
export function chartOf({ title, results }: RaceReport): string {
  const shown = results.map((result) => ({ result, unit: demandedOf(result) }))
  const most = Math.max(SCALE_MIN, ...shown.map(({ result, unit }) => result.figure.max / unit))
  const x = (value: number): number => MARGIN + ((WIDTH - 2 * MARGIN) * value) / most
  const height = HEAD_HEIGHT + ROW_HEIGHT * shown.length + MARGIN
  const rows = shown.map(({ result, unit }, place) => {
    const at = (value: number): string => x(value / unit).toFixed(1)
    return row(result, HEAD_HEIGHT + place * ROW_HEIGHT, at, x(1))
  })
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${WIDTH} ${height}"
  width="${WIDTH}" height="${height}" role="img" aria-labelledby="title words">
<title id="title">${escaped(title)}</title>
<desc id="words">${escaped(describe(results))}</desc>
<style>${STYLE}
</style>
<text class="title" x="${MARGIN}" y="20">${escaped(title)}</text>
${rows.join('\n')}
</svg>
`
}

/** What the bars say, for those who do not see them. */
export function describe(results: readonly Result[]): string {
  return results
    .map((one) => {
      const demand = isDemanded(one) ? `; ${sayDemand(one)}` : ''
      return `${one.title.replaceAll('`', '')}: ${say(one.unit, one.figure.median)}${demand}`
    })
    .join('. ')
}

function row(result: Result, top: number, at: (value: number) => string, mark: number): string {
  const { title, unit, figure, isReached } = result
  const kind = isReached === undefined ? 'shown' : isReached ? 'reached' : 'missed'
  const sign = isReached === undefined ? '' : isReached ? '✓ ' : '✗ '
  const bar = top + LABEL_HEIGHT
  const middle = bar + BAR_HEIGHT / 2
  const length = (Number(at(figure.median)) - MARGIN).toFixed(1)
  const said = `${sign}${say(unit, figure.median)}`
  const words = `${sayRange(unit, figure)}${isDemanded(result) ? `; ${sayDemand(result)}` : ''}`
  return `<text x="${MARGIN}" y="${top + 12}">${escaped(title.replaceAll('`', ''))}</text>
<text x="${WIDTH - MARGIN}" y="${top + 12}" text-anchor="end">${said}</text>
<rect class="track" x="${MARGIN}" y="${bar}" width="${WIDTH - 2 * MARGIN}" height="${BAR_HEIGHT}"/>
<rect class="${kind}" x="${MARGIN}" y="${bar}" width="${length}" height="${BAR_HEIGHT}"/>
<line class="line" x1="${at(figure.min)}" x2="${at(figure.max)}" y1="${middle}" y2="${middle}"/>
<path class="line" d="M${mark.toFixed(1)} ${bar - 3}v${BAR_HEIGHT + 6}"/>
<text class="small" x="${MARGIN}" y="${bar + BAR_HEIGHT + 15}">${escaped(words)}</text>`
}

/** Where nothing is, what is compared with: as fast as it, or a share of all of it. */
function demandedOf({ atLeast, atMost }: Result): number {
  return atLeast ?? atMost ?? 1
}

function isDemanded({ atLeast, atMost }: Result): boolean {
  return atLeast !== undefined || atMost !== undefined
}

function escaped(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;')
}
