interface RangeProps {
  readonly marks: readonly number[]
  readonly most: number
  readonly colour: string
}

const HEIGHT = 16
const LEAST = 0.1

/** From the first mark to the last, by orders of magnitude. The figures stand beside it. */
export function Range({ marks, most, colour }: RangeProps) {
  const whole = Math.log(Math.max(most, 2 * LEAST) / LEAST)
  const places = marks.map((mark) => (96 * Math.log(Math.max(mark, LEAST) / LEAST)) / whole + 2)
  return (
    <svg width="100%" height={HEIGHT} aria-hidden="true">
      <line
        x1={`${places[0] ?? 0}%`}
        x2={`${places.at(-1) ?? 0}%`}
        y1={HEIGHT / 2}
        y2={HEIGHT / 2}
        stroke={colour}
        strokeWidth={3}
        opacity={0.5}
      />
      {places.map((place, n) => (
        <circle
          // biome-ignore lint/suspicious/noArrayIndexKey: a mark is its place in the list.
          key={n}
          cx={`${place}%`}
          cy={HEIGHT / 2}
          r={n === 0 ? 5 : 3.5}
          fill={colour}
        />
      ))}
    </svg>
  )
}
