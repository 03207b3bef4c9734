import { readFileSync, statSync } from 'node:fs'
import { usage } from '../errors.ts'

const FILE_BYTES_MAX = 20 * 1_024 * 1_024
const REFERENCES_MAX = 20

export type Tree = Readonly<Record<string, unknown>>

export interface OpenApi {
  readonly tree: Tree
  /** What a value is, where it may stand elsewhere in this document; `undefined` if it does not. */
  resolve(value: unknown): Tree | undefined
}

/** Throws `CliError` where the file is no OpenAPI document of a version that is read. */
export async function readOpenApi(file: string): Promise<OpenApi> {
  if (statSync(file).size > FILE_BYTES_MAX) throw usage(`${file} is longer than 20 MiB.`)
  return openApiOf(await parse(file, readFileSync(file, 'utf8')), file)
}

export function openApiOf(parsed: unknown, file: string): OpenApi {
  const tree = treeOf(parsed)
  if (tree === undefined) throw usage(`${file} is no OpenAPI document.`)
  if (!/^3\.[01]\.\d/.test(String(tree.openapi))) {
    const found = tree.openapi ?? tree.swagger ?? 'none'
    throw usage(
      `${file} must be OpenAPI 3.0 or 3.1; the version that it names is ${String(found)}.`,
      'Documents of Swagger 2 are brought to OpenAPI 3 by converters such as swagger2openapi.',
    )
  }
  return { tree, resolve: (value) => resolve(tree, value) }
}

async function parse(file: string, text: string): Promise<unknown> {
  // JSON is YAML, but for documents of megabytes its own parser is much quicker.
  if (/^\s*\{/.test(text)) {
    try {
      return JSON.parse(text)
    } catch {
      // A flow mapping of YAML begins like that too.
    }
  }
  const yaml = await import('yaml')
  try {
    return yaml.parse(text)
  } catch (cause) {
    throw usage(`${file} is neither YAML nor JSON (${String(cause).slice(0, 120)}).`)
  }
}

export function treeOf(value: unknown): Tree | undefined {
  const isTree = typeof value === 'object' && value !== null && !Array.isArray(value)
  return isTree ? (value as Tree) : undefined
}

function resolve(tree: Tree, value: unknown): Tree | undefined {
  let found = treeOf(value)
  for (let turn = 0; turn < REFERENCES_MAX; turn += 1) {
    if (found === undefined || typeof found.$ref !== 'string') return found
    found = treeOf(lookUp(tree, found.$ref))
  }
  return undefined
}

/** `#/components/securitySchemes/key` (RFC 6901 §6). Other files are not followed. */
function lookUp(tree: Tree, reference: string): unknown {
  if (!reference.startsWith('#/')) return undefined
  let found: unknown = tree
  for (const part of reference.slice(2).split('/')) {
    const name = decodeURIComponent(part).replaceAll('~1', '/').replaceAll('~0', '~')
    const inside = treeOf(found)
    if (inside === undefined || !Object.hasOwn(inside, name)) return undefined
    found = inside[name]
  }
  return found
}
