// JSON Schema (2020-12, as much of it as our own schemas give) as TypeScript types.

export type Schema = Readonly<Record<string, unknown>>

const COLUMNS_MAX = 100
/** What may stand before a type on its line. */
const NAME_COLUMNS = 40
const REF = '#/components/schemas/'
const PLAIN: ReadonlyMap<unknown, string> = new Map([
  ['string', 'string'],
  ['number', 'number'],
  ['integer', 'number'],
  ['boolean', 'boolean'],
  ['null', 'null'],
])

/** The type of a value; `indent` is that of the line on which it begins. */
export function typeOf(schema: Schema, indent: string): string {
  return union([...new Set(choicesOf(schema, indent))], indent)
}

/** What it may be, one type each: a choice of choices is one choice. */
function choicesOf(schema: Schema, indent: string): string[] {
  const { $ref, anyOf, oneOf, allOf, type, properties, additionalProperties, items } = schema
  if (typeof $ref === 'string') return [nameOf($ref)]
  if ('const' in schema) return [literal(schema.const)]
  if (Array.isArray(schema.enum)) return schema.enum.map(literal)
  const choices = anyOf ?? oneOf
  if (Array.isArray(choices)) return choices.flatMap((one) => choicesOf(one, indent))
  if (Array.isArray(allOf)) return [allOf.map((one) => typeOf(one, indent)).join(' & ')]
  if (Array.isArray(type)) return type.flatMap((one) => choicesOf({ ...schema, type: one }, indent))
  if (type === 'array') {
    const item = isSchema(items) ? typeOf(items, `${indent}  `) : 'unknown'
    const isOne = isSchema(items) && choicesOf(items, indent).length === 1
    const end = item.startsWith('\n') ? `\n${indent}` : ''
    return [isOne ? `readonly ${item}[]` : `readonly (${item}${end})[]`]
  }
  if (isSchema(properties)) return [object(schema, indent)]
  if (type === 'object') {
    const value = isSchema(additionalProperties) ? typeOf(additionalProperties, indent) : 'unknown'
    return [`Readonly<Record<string, ${value}>>`]
  }
  return [PLAIN.get(type) ?? 'unknown']
}

/** An object's members between braces, each with what is said of it. */
export function object({ properties, required }: Schema, indent: string): string {
  const needed: readonly unknown[] = Array.isArray(required) ? required : []
  const members = isSchema(properties) ? Object.entries(properties) : []
  if (members.length === 0) return 'Readonly<Record<string, never>>'
  const lines = members.flatMap(([name, schema]) =>
    isSchema(schema) ? member(name, schema, needed.includes(name), `${indent}  `) : [],
  )
  return `{\n${lines.join('\n')}\n${indent}}`
}

export function member(name: string, schema: Schema, isNeeded: boolean, indent: string): string[] {
  const shown = /^[A-Za-z_]\w*$/.test(name) ? name : `'${name}'`
  const { description } = schema
  const said = typeof description === 'string' ? comment(description, indent) : []
  const type = typeOf(schema, indent)
  const head = `${indent}readonly ${shown}${isNeeded ? '' : '?'}:`
  return [...said, `${head}${type.startsWith('\n') ? '' : ' '}${type}`]
}

/** A comment of as many lines as it needs. */
export function comment(text: string, indent: string): string[] {
  const safe = text.replaceAll('*/', '* /').replaceAll(/\s+/g, ' ')
  const line = `${indent}/** ${safe} */`
  if (line.length <= COLUMNS_MAX) return [line]
  const lines: string[] = []
  let current = `${indent} *`
  for (const word of safe.split(' ')) {
    if (current.length + 1 + word.length > COLUMNS_MAX) {
      lines.push(current)
      current = `${indent} *`
    }
    current += ` ${word}`
  }
  return [`${indent}/**`, ...lines, current, `${indent} */`]
}

/** Names of the components that a part of the description refers to. */
export function namesIn(value: unknown): string[] {
  if (Array.isArray(value)) return value.flatMap(namesIn)
  if (!isSchema(value)) return []
  const { $ref } = value
  const own = typeof $ref === 'string' ? [nameOf($ref)] : []
  return [...own, ...Object.values(value).flatMap(namesIn)]
}

export function isSchema(value: unknown): value is Schema {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

function nameOf(ref: string): string {
  return ref.slice(REF.length)
}

function literal(value: unknown): string {
  return typeof value === 'string' ? `'${value.replaceAll("'", "\\'")}'` : JSON.stringify(value)
}

function union(types: readonly string[], indent: string): string {
  const line = types.join(' | ')
  const isShort = indent.length + line.length <= COLUMNS_MAX - NAME_COLUMNS
  if (isShort || types.length === 1 || line.includes('\n')) return line
  return types.map((one) => `\n${indent}  | ${one}`).join('')
}
