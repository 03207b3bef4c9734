// A value that a JSON schema takes: what is required and no more, so that a request gets as far as
// the question whether its subject is there.
import assert from 'node:assert/strict'

export type Schema = Readonly<Record<string, unknown>>

/** One of these fits every pattern of the API. */
const TEXTS = [
  'Sample',
  'sample',
  'sample:read',
  '/sample',
  'sample@demo.localhost',
  'GET',
  'CH',
  'http://sample.localhost',
  '::1',
  '2026-11-28T00:00:00Z',
]

export function sampleOf(schema: Schema): unknown {
  const { const: only, enum: words, anyOf, oneOf, type } = schema
  if (only !== undefined) return only
  if (Array.isArray(words)) return words[0]
  const choice = anyOf ?? oneOf
  if (Array.isArray(choice)) return sampleOf(choice[0])
  const kind = Array.isArray(type) ? type[0] : type
  switch (kind) {
    case 'object':
      return sampleOfObject(schema)
    case 'array':
      return Number(schema.minItems ?? 0) > 0 ? [sampleOf(schema.items as Schema)] : []
    case 'string':
      return sampleOfText(schema)
    case 'integer':
    case 'number':
      return Math.max(1, Number(schema.minimum ?? 1))
    case 'boolean':
      return true
    case 'null':
      return null
    default:
      return 'Sample'
  }
}

/** Where nothing is required, one field is sent all the same: an empty change may be refused. */
function sampleOfObject({ properties, required }: Schema): Readonly<Record<string, unknown>> {
  const fields = Object.entries((properties ?? {}) as Readonly<Record<string, Schema>>)
  const needed = Array.isArray(required) ? required : fields.slice(0, 1).map(([name]) => name)
  return Object.fromEntries(
    fields.filter(([name]) => needed.includes(name)).map(([name, one]) => [name, sampleOf(one)]),
  )
}

function sampleOfText({ pattern, minLength = 0, format }: Schema): string {
  const fits = (text: string) =>
    (pattern === undefined || new RegExp(String(pattern), 'u').test(text)) &&
    (format !== 'email' || text.includes('@'))
  const found = TEXTS.map((text) => text.padEnd(Number(minLength), 'x')).find(fits)
  assert.ok(found !== undefined, `a text for ${pattern} is missing in the list of this file`)
  return found
}
