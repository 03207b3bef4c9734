import type { parsePhoneNumberFromString } from 'libphonenumber-js/max'

let parse: typeof parsePhoneNumberFromString | undefined

export interface PhoneNumber {
  /** ITU-T E.164: a plus and digits. */
  readonly e164: string
  /** ISO 3166-1 alpha-2; `undefined` where countries share the calling code and none is certain. */
  readonly country: string | undefined
  /** Every country that it may belong to. */
  readonly countries: readonly string[]
  /** With its plus: `+65`. */
  readonly callingCode: string
}

/**
 * `undefined` for what no phone could have. Possible numbers are enough: the documented example is
 * possible and not assigned.
 */
export async function parsePhoneNumber(text: string): Promise<PhoneNumber | undefined> {
  if (!text.startsWith('+') || text.length > 32) return undefined
  // Loaded with the first number: its tables are larger than the rest of the server.
  parse ??= (await import('libphonenumber-js/max')).parsePhoneNumberFromString
  const number = parse(text)
  if (!number?.isPossible()) return undefined
  const possible = number.getPossibleCountries()
  const country = number.country ?? (possible.length === 1 ? possible[0] : undefined)
  return {
    e164: number.number,
    country,
    countries: country === undefined ? possible : [country],
    callingCode: `+${number.countryCallingCode}`,
  }
}
