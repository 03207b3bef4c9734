import type { Unit } from './race.ts'
import type { Result, Spread } from './result.ts'

// How figures are written, on the page and in its charts.
const SAID: Readonly<Record<Unit, (value: number) => string>> = {
  times: (value) => `${value.toFixed(value < 10 ? 2 : 1)} ×`,
  share: (value) => `${(value * 100).toFixed(0)} %`,
  milliseconds: (value) => `${value.toFixed(0)} ms`,
  megabytes: (value) => `${value.toFixed(0)} MB`,
}

export function say(unit: Unit, value: number): string {
  return SAID[unit](value)
}

export function sayRange(unit: Unit, { min, max }: Spread): string {
  return min === max ? say(unit, min) : `${say(unit, min)} to ${say(unit, max)}`
}

/** `–` where nothing is demanded. */
export function sayDemand({ unit, atLeast, atMost }: Result): string {
  if (atLeast !== undefined) return `at least ${say(unit, atLeast)}`
  return atMost === undefined ? '–' : `at most ${say(unit, atMost)}`
}

export function sayReached({ isReached }: Result): string {
  return isReached === undefined ? '–' : isReached ? 'yes' : '**no**'
}
