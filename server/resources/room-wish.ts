import { ProtocolError } from '../protocol/errors.ts'
import { type PhoneNumber, parsePhoneNumber } from './phone-number.ts'

const REFERENCE_CHARACTERS_MIN = 8
export const REFERENCE_CHARACTERS_MAX = 20
const LENGTHS = `${REFERENCE_CHARACTERS_MIN} to ${REFERENCE_CHARACTERS_MAX}`
const UNPRINTABLE = /[\p{C}\p{Zl}\p{Zp}]/u

/** The reference of a call: 8 to 20 printable characters. Throws `parameter_malformed`. */
export function readReference(value: unknown): string | undefined {
  const parameter = 'call_reference'
  if (value === undefined || value === null) return undefined
  const length = typeof value === 'string' ? [...value].length : 0
  if (
    typeof value !== 'string' ||
    length < REFERENCE_CHARACTERS_MIN ||
    length > REFERENCE_CHARACTERS_MAX ||
    UNPRINTABLE.test(value)
  ) {
    throw new ProtocolError('parameter_malformed', {
      parameter,
      description: `${parameter} must be a string of ${LENGTHS} printable characters.`,
    })
  }
  return value
}

/** Where the link goes by text. Throws `phone_number_malformed`. */
export async function readPhoneNumber(value: unknown): Promise<PhoneNumber | undefined> {
  if (value === undefined || value === null) return undefined
  const number = typeof value === 'string' ? await parsePhoneNumber(value) : undefined
  if (number === undefined)
    throw new ProtocolError('phone_number_malformed', { parameter: 'phone_number' })
  return number
}
