// The types of `client/management/`: one file for each kind of thing that the management API keeps,
// made of the API's own description.
import { adminDocument } from './admin-document.ts'
import { comment, isSchema, member, namesIn, object, type Schema, typeOf } from './schema-types.ts'

const FOLDER = 'client/management/operations'

interface Operation {
  readonly verb: string
  readonly path: string
  readonly described: Schema
}

/** Path and text of every file. */
export async function managementTypes(): Promise<Readonly<Record<string, string>>> {
  const document = await adminDocument()
  const tags = byTag(document)
  const components = memberOf(memberOf(document, 'components'), 'schemas')
  const homes = homesOf(tags, components)
  const files = [...tags].map(([tag, operations]) => [
    `${FOLDER}/${tag}.ts`,
    fileOf(tag, operations, components, homes),
  ])
  return { ...Object.fromEntries(files), [`${FOLDER}/index.ts`]: indexOf([...tags.keys()], homes) }
}

function byTag(document: unknown): Map<string, Operation[]> {
  const tags = new Map<string, Operation[]>()
  for (const [path, verbs] of Object.entries(memberOf(document, 'paths'))) {
    if (!isSchema(verbs)) continue
    for (const [verb, described] of Object.entries(verbs)) {
      if (!isSchema(described) || !Array.isArray(described.tags)) continue
      const tag = String(described.tags[0])
      const operation = { verb: verb.toUpperCase(), path, described }
      tags.set(tag, [...(tags.get(tag) ?? []), operation])
    }
  }
  return tags
}

/** A shape stands with the first kind that uses it, and so do the shapes that it is made of. */
function homesOf(tags: Map<string, Operation[]>, components: Schema): Map<string, string> {
  const homes = new Map<string, string>()
  const settle = (tag: string, value: unknown): void => {
    for (const name of namesIn(value)) {
      // A refusal is an error, not an answer.
      if (name === 'Problem' || homes.has(name)) continue
      homes.set(name, tag)
      settle(tag, components[name])
    }
  }
  for (const [tag, operations] of tags) {
    // What a kind calls by its own name belongs to it, whoever uses it too.
    for (const name of Object.keys(components)) if (isNamedFor(name, tag)) settle(tag, refTo(name))
    settle(
      tag,
      operations.map(({ described }) => described),
    )
  }
  return homes
}

function isNamedFor(name: string, tag: string): boolean {
  const words = tag.replace(/s$/, '').replaceAll('-', '')
  return name.toLowerCase() === words
}

function refTo(name: string): Schema {
  return { $ref: `#/components/schemas/${name}` }
}

function fileOf(
  tag: string,
  operations: readonly Operation[],
  components: Schema,
  homes: ReadonlyMap<string, string>,
): string {
  const own = [...homes].filter(([, home]) => home === tag).map(([name]) => name)
  const used = [...operations.map(({ described }) => described), ...own.map((n) => components[n])]
  const foreign = new Map<string, string[]>()
  for (const name of [...new Set(used.flatMap(namesIn))].sort()) {
    const home = homes.get(name)
    if (home !== undefined && home !== tag) foreign.set(home, [...(foreign.get(home) ?? []), name])
  }
  const imports = [...foreign].map(
    ([home, names]) => `import type { ${names.join(', ')} } from './${home}.ts'\n`,
  )
  const shapes = own.map((name) => {
    const shape = components[name]
    if (!isSchema(shape)) return ''
    const said = typeof shape.description === 'string' ? comment(shape.description, '') : []
    const head = said.map((line) => `${line}\n`).join('')
    return isSchema(shape.properties)
      ? `${head}export interface ${name} ${object(shape, '')}\n\n`
      : `${head}export type ${name} = ${typeOf(shape, '')}\n\n`
  })
  const entries = operations.flatMap(entryOf)
  const head = imports.length > 0 ? `${imports.sort().join('')}\n` : ''
  const body = `export interface ${interfaceOf(tag)} {\n${entries.join('\n')}\n}\n`
  return `${head}${shapes.join('')}${body}`
}

function entryOf({ verb, path, described }: Operation): string[] {
  const { summary, parameters, requestBody } = described
  const said = typeof summary === 'string' ? comment(`${summary}.`, '  ') : []
  const all = Array.isArray(parameters) ? parameters.filter(isSchema) : []
  const parts = (['path', 'query'] as const).flatMap((where) => {
    const here = all.filter((one) => one.in === where)
    if (here.length === 0) return []
    const isNeeded = here.some((one) => one.required === true)
    const members = here.flatMap((one) => {
      const schema = { ...memberOf(one, 'schema'), description: one.description }
      return member(String(one.name), schema, one.required === true, '      ')
    })
    return [`    readonly ${where}${isNeeded ? '' : '?'}: {\n${members.join('\n')}\n    }`]
  })
  const body = isSchema(requestBody) ? schemaIn(requestBody) : undefined
  const isBodyNeeded =
    body !== undefined && Array.isArray(body.required) && body.required.length > 0
  if (body !== undefined) parts.push(...member('body', body, isBodyNeeded, '    '))
  const answer = answerOf(memberOf(described, 'responses'))
  return [...said, `  '${verb} ${path}': {`, ...parts, `    readonly answer: ${answer}`, '  }']
}

/** Of the one success: a shape, the text of a file, or nothing. */
function answerOf(responses: Schema): string {
  for (const [status, response] of Object.entries(responses)) {
    if (!status.startsWith('2') || !isSchema(response)) continue
    const schema = schemaIn(response)
    if (schema !== undefined) return typeOf(schema, '    ')
    if (isSchema(response.content)) return 'string'
  }
  return 'undefined'
}

function schemaIn(holder: Schema): Schema | undefined {
  const json = isSchema(holder.content) ? holder.content['application/json'] : undefined
  return isSchema(json) && isSchema(json.schema) ? json.schema : undefined
}

function indexOf(tags: readonly string[], homes: ReadonlyMap<string, string>): string {
  const names = (tag: string) => [...homes].filter(([, home]) => home === tag).map(([name]) => name)
  const imports = tags.map((tag) => `import type { ${interfaceOf(tag)} } from './${tag}.ts'\n`)
  const exports = tags.flatMap((tag) => {
    const own = names(tag).sort()
    return own.length === 0 ? [] : [`export type { ${own.join(', ')} } from './${tag}.ts'\n`]
  })
  const all = tags.map((tag) => `    ${interfaceOf(tag)}`).join(',\n')
  const words = '/** Every operation of the management API, by method and path. */\n'
  const body = `${words}export interface Operations\n  extends\n${all} {}\n`
  return `${imports.join('')}\n${exports.join('')}\n${body}`
}

function interfaceOf(tag: string): string {
  const words = tag.split('-').map((word) => word.charAt(0).toUpperCase() + word.slice(1))
  return `${words.join('')}Operations`
}

function memberOf(value: unknown, name: string): Schema {
  const found = isSchema(value) ? value[name] : undefined
  if (!isSchema(found)) throw new Error(`The description has no ${name}.`)
  return found
}
