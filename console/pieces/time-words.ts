const STEPS = [
  { unit: 'year', seconds: 31_536_000 },
  { unit: 'month', seconds: 2_592_000 },
  { unit: 'day', seconds: 86_400 },
  { unit: 'hour', seconds: 3_600 },
  { unit: 'minute', seconds: 60 },
] as const

const JUST_NOW_SEC = 45

const relative = new Intl.RelativeTimeFormat('en', { numeric: 'auto' })

/** `in 3 days`, `2 hours ago`, `just now`. */
export function relativeWords(atMs: number, nowMs: number): string {
  const seconds = Math.round((atMs - nowMs) / 1000)
  if (Math.abs(seconds) < JUST_NOW_SEC) return 'just now'
  const step = STEPS.find((one) => Math.abs(seconds) >= one.seconds * 0.95) ?? STEPS[4]
  return relative.format(Math.round(seconds / step.seconds), step.unit)
}

const exact = new Intl.DateTimeFormat(undefined, {
  dateStyle: 'medium',
  timeStyle: 'long',
})

/** In the reader's own zone and manner of writing. */
export function exactWords(atMs: number): string {
  return exact.format(atMs)
}

/** `15 minutes`, `1 day`, `1 hour 30 minutes`. */
export function lengthWords(seconds: number): string {
  const parts: string[] = []
  let rest = seconds
  for (const { unit, length } of LENGTHS) {
    const count = Math.floor(rest / length)
    rest -= count * length
    if (count > 0) parts.push(`${count} ${unit}${count === 1 ? '' : 's'}`)
  }
  return parts.slice(0, 2).join(' ') || '0 seconds'
}

const LENGTHS = [
  { unit: 'day', length: 86_400 },
  { unit: 'hour', length: 3_600 },
  { unit: 'minute', length: 60 },
  { unit: 'second', length: 1 },
] as const

const span = new Intl.DateTimeFormat(undefined, {
  day: 'numeric',
  month: 'short',
  hour: '2-digit',
  minute: '2-digit',
})

/** `27 Nov, 14:00 – 14:30`, in the reader's own zone. */
export function spanWords(fromMs: number, toMs: number): string {
  return span.formatRange(fromMs, toMs)
}

/** Sentences of the server tell instants in UTC; the reader gets them in their own zone. */
export function withLocalTimes(words: string): string {
  return words.replace(/\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ/g, (iso) => exactWords(Date.parse(iso)))
}
