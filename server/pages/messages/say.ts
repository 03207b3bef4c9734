// How a text becomes what is read: holes filled, plurals chosen, lengths of time and instants in
// the words of the language.
import type { Messages } from './en.ts'
import type { Forms } from './forms.ts'

/** The parts of a text: words at even places, names of holes at odd ones. */
export function partsOf(text: string): readonly string[] {
  return text.split(/\{(\w+)\}/)
}

/** A text without markup, for titles and the like. */
export function say(text: string, values: Readonly<Record<string, string | number>> = {}): string {
  return partsOf(text)
    .map((part, at) => (at % 2 === 0 ? part : String(filling(values, part))))
    .join('')
}

/** What fills a hole. A hole without a value is a slip, which no reader should see. */
export function filling<Value>(values: Readonly<Record<string, Value>>, hole: string): Value {
  const value = values[hole]
  if (value === undefined) throw new TypeError(`a page has nothing for the hole {${hole}}`)
  return value
}

export function sayCount({ formats }: Messages, forms: Forms, count: number): string {
  const form = new Intl.PluralRules(formats).select(count)
  return say(forms[form] ?? forms.other, { count: new Intl.NumberFormat(formats).format(count) })
}

const UNITS = [
  ['day', 86_400],
  ['hour', 3_600],
  ['minute', 60],
] as const

/** "30 days", "15 minutes": in the largest unit that says it exactly, else in the one below. */
export function sayLength({ formats }: Messages, seconds: number): string {
  const [unit, size] = UNITS.find(([, each]) => seconds % each === 0) ?? ['second', 1]
  const [coarse, coarseSize] = seconds > 120 && unit === 'second' ? ['minute', 60] : [unit, size]
  const style = { style: 'unit', unit: coarse, unitDisplay: 'long' } as const
  return new Intl.NumberFormat(formats, style).format(Math.ceil(seconds / coarseSize))
}

/** An instant in UTC, because the server does not know the reader's time zone, and says so. */
export function sayInstant(words: Messages, at: Date): string {
  const day = { dateStyle: 'long', timeZone: 'UTC' } as const
  const clock = { hour: '2-digit', minute: '2-digit', hourCycle: 'h23', timeZone: 'UTC' } as const
  return say(words.instant, {
    day: new Intl.DateTimeFormat(words.formats, day).format(at),
    clock: new Intl.DateTimeFormat(words.formats, clock).format(at),
  })
}
