import type { parsePhoneNumberFromString } from 'libphonenumber-js/max'

let parse: typeof parsePhoneNumberFromString | undefined

/**
 * E.164 (ITU-T), or `undefined` for what no phone could have. Possible numbers are enough: the
 * documented example is possible and not assigned.
 */
export async function parsePhoneNumber(
  text: string,
): Promise<{ readonly e164: string; readonly country: string | undefined } | undefined> {
  if (!text.startsWith('+') || text.length > 32) return undefined
  // Loaded with the first number: its tables are larger than the rest of the server.
  parse ??= (await import('libphonenumber-js/max')).parsePhoneNumberFromString
  const number = parse(text)
  return number?.isPossible() ? { e164: number.number, country: number.country } : undefined
}
