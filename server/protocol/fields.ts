import { ProtocolError } from './errors.ts'
import type { Fields, WireRequest } from './wire.ts'

const NO_FIELDS: Fields = {}

/** The body as named fields, whatever it was encoded in. Throws where it holds something else. */
export function fieldsOf({ body }: Pick<WireRequest, 'body'>): Fields {
  switch (body.kind) {
    case 'none':
      return NO_FIELDS
    case 'form':
    case 'multipart':
      return body.fields
    case 'json': {
      const { value } = body
      if (typeof value === 'object' && value !== null && !Array.isArray(value)) {
        return value as Fields
      }
      throw new ProtocolError('body_not_an_object', { value: kindOf(value) })
    }
    default:
      return body satisfies never
  }
}

/** A parameter without a value counts as omitted (RFC 6749 §3.2). */
export function textField(fields: Fields, parameter: string): string | undefined {
  const value = fields[parameter]
  if (value === undefined || value === null || value === '') return undefined
  if (typeof value !== 'string') throw new ProtocolError('parameter_malformed', { parameter })
  return value
}

/** One value or several of the same name, as RFC 8707 §2 allows for `resource`. */
export function textFields(fields: Fields, parameter: string): readonly string[] {
  const value = fields[parameter]
  if (!Array.isArray(value)) {
    const one = textField(fields, parameter)
    return one === undefined ? [] : [one]
  }
  return value.filter((one): one is string => typeof one === 'string' && one !== '')
}

function kindOf(value: unknown): string {
  if (value === null) return 'null'
  return Array.isArray(value) ? 'array' : typeof value
}
