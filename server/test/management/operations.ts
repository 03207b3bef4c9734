// Every operation of the management API, as its own description tells them.
import type { Mint } from '../mint.ts'
import { type Schema, sampleOf } from './sample.ts'

export interface Operation {
  /** `clients.create` */
  readonly name: string
  readonly method: string
  /** With `{id}` for what stands in it. */
  readonly path: string
  readonly query: readonly string[]
  readonly schema: Schema | undefined
  /** What it would take as a body, or `undefined` where it has none. */
  readonly sample: unknown
}

export async function readOperations(mint: Mint): Promise<readonly Operation[]> {
  const document = (await mint.request('/admin/v1/openapi.json')).json()
  const found: Operation[] = []
  for (const [path, operationsOfPath] of Object.entries(objectOf(document.paths))) {
    for (const [method, described] of Object.entries(objectOf(operationsOfPath))) {
      const operation = objectOf(described)
      const body = objectOf(operation.requestBody)
      const json = objectOf(objectOf(body.content)['application/json'])
      const schema = json.schema === undefined ? undefined : objectOf(json.schema)
      const parameters = Array.isArray(operation.parameters) ? operation.parameters : []
      found.push({
        name: String(operation.operationId),
        method: method.toUpperCase(),
        path,
        query: parameters.map(objectOf).flatMap(({ in: where, name }) => {
          return where === 'query' ? [String(name)] : []
        }),
        schema,
        sample: schema === undefined ? undefined : sampleOf(schema),
      })
    }
  }
  return found
}

/** The path with something in the place of each `{name}`. */
export function pathWith(path: string, values: Readonly<Record<string, string>>): string {
  return path.replace(/\{(\w+)\}/g, (_, name: string) => {
    const value = values[name]
    if (value === undefined) throw new Error(`${path} has a ${name} that nobody knows.`)
    return encodeURIComponent(value)
  })
}

export function parametersOf(path: string): readonly string[] {
  return [...path.matchAll(/\{(\w+)\}/g)].map(([, name = '']) => name)
}

export function objectOf(value: unknown): Readonly<Record<string, unknown>> {
  if (typeof value !== 'object' || value === null) return {}
  return value as Readonly<Record<string, unknown>> // An object, as checked.
}
