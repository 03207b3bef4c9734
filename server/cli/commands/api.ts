import { readFileSync } from 'node:fs'
import type { Command } from 'commander'
import type { Json } from '../api/client.ts'
import { apiCommand, rowsOf } from '../command.ts'
import { usage } from '../errors.ts'
import { fields, table } from '../output.ts'

/** The APIs that the gateway protects. */
export function fillApi(group: Command): void {
  apiCommand(
    group,
    { usage: 'list', summary: 'all APIs behind the gateway', example: 'api list' },
    (api) => api.ask('GET', '/apis'),
    (answer) =>
      table(
        ['name', 'hosts', 'path', 'upstreams', 'routes_count', 'enabled', 'configured'],
        rowsOf(answer),
      ),
  )
  apiCommand(
    group,
    { usage: 'show <name>', summary: 'one API with its routes', example: 'api show orders' },
    (api, [name = '']) => api.ask('GET', pathOf(name)),
    showApi,
  )
  apiCommand(
    group,
    {
      usage: 'put <file>',
      summary: 'add an API, or put a document (YAML or JSON) in the place of the whole of one',
      example: 'api put orders.yaml',
    },
    async (api, [file = '']) => {
      const document = await readDocument(file)
      return api.ask('PUT', pathOf(String(document.name)), document)
    },
    showApi,
  )
  for (const [word, enabled] of [
    ['off', false],
    ['on', true],
  ] as const) {
    apiCommand(
      group,
      {
        usage: `${word} <name>`,
        summary: enabled ? 'let its requests through again' : 'refuse every request below its path',
        example: `api ${word} orders`,
      },
      (api, [name = '']) => api.ask('PATCH', pathOf(name), { enabled }),
      ({ name }) => `${name} is ${word}.`,
    )
  }
  apiCommand(
    group,
    {
      usage: 'delete <name>',
      summary: 'remove an API; the one around it answers for its paths, or they are not found',
      example: 'api delete orders',
    },
    async (api, [name = '']) => {
      await api.ask('DELETE', pathOf(name))
      return { name, deleted: true }
    },
    ({ name }) => `${name} is removed.`,
  )
}

function pathOf(name: string): string {
  return `/apis/${encodeURIComponent(name)}`
}

async function readDocument(file: string): Promise<Json> {
  const { parse } = await import('yaml')
  let document: unknown
  try {
    document = parse(readFileSync(file, 'utf8'))
  } catch (cause) {
    throw usage(`${file} cannot be read as YAML or JSON (${String(cause).slice(0, 120)}).`)
  }
  if (typeof document !== 'object' || document === null || !('name' in document)) {
    throw usage(`${file} is no API: it must say its name, path, upstreams and routes.`)
  }
  return document as Json
}

function showApi({ routes, warnings, ...rest }: Json): string {
  const list = Array.isArray(warnings) ? (warnings as readonly Json[]) : []
  const count = Array.isArray(routes) ? routes.length : 0
  const warned = list.length === 0 ? '' : `\n\n${table(['pointer', 'detail'], list)}`
  const more = `${count} routes: see them with mintmark routes list --api ${rest.name}`
  return `${fields(rest)}\n\n${more}${warned}`
}
