import { usage } from './errors.ts'

/** A flag's value as a whole number; `undefined` stays that. */
export function wholeNumber(flag: string, text: string | undefined): number | undefined {
  if (text === undefined) return undefined
  if (/^\d{1,15}$/.test(text)) return Number(text)
  throw usage(`${flag} must be a whole number.`)
}
