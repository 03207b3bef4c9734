import type { Command } from 'commander'
import { apiSchema } from '../../gateway/apis/api-schema.ts'
import type { Json, ManagementApi } from '../api/client.ts'
import { openApi } from '../api/open.ts'
import {
  addApiOptions,
  apiCommand,
  type CommonOptions,
  describe,
  given,
  rowsOf,
} from '../command.ts'
import { CliError, usage } from '../errors.ts'
import { readOpenApi } from '../openapi/document.ts'
import { type Import, type ImportWish, importApi } from '../openapi/import.ts'
import { wordsOfNeeds } from '../openapi/routes.ts'
import { say, sayJson, table } from '../output.ts'
import { readStdin } from '../stdin.ts'
import { wordsOfCheck, wordsOfImport } from './routes-answers.ts'

interface ImportOptions extends CommonOptions {
  readonly api?: string
  readonly upstream?: readonly string[]
  readonly host?: readonly string[]
  readonly region?: readonly string[]
  readonly path?: string
  readonly upstreamPath?: string
  readonly publicWithoutSecurity?: boolean
  readonly dryRun?: boolean
}

interface ListOptions extends CommonOptions {
  readonly api?: string
}

interface CheckOptions extends CommonOptions {
  readonly token?: string
}

/** What the gateway lets through. */
export function fillRoutes(group: Command): void {
  fillImport(group)
  fillCheck(group)
  apiCommand<ListOptions>(
    group,
    {
      usage: 'list',
      summary: 'all routes behind the gateway, and what each asks of who calls',
      example: 'routes list --api orders',
      options: [['--api <name>', 'of this API only']],
    },
    async (api, _, { api: only }) => ({ routes: await routesOf(api, only) }),
    ({ routes }) => table(['api', 'methods', 'at', 'needs'], routes as readonly Json[]),
  )
}

function fillCheck(group: Command): void {
  apiCommand<CheckOptions>(
    group,
    {
      usage: 'check <method> <url>',
      summary: 'which rule a request would meet, and whether a token would pass',
      example: 'routes check GET https://api.example.com/orders/1 --token - < token.txt',
      options: [['--token <token>', 'what the request bears; - reads it from standard input']],
    },
    async (api, [method = '', url = ''], { token }) => {
      const text = token === '-' ? await readStdin() : token
      return api.ask(
        'POST',
        '/apis/test',
        given({ method: method.toUpperCase(), url, token: text }),
      )
    },
    wordsOfCheck,
  )
}

function fillImport(group: Command): void {
  const command = describe(group, {
    usage: 'import <file>',
    summary: 'make an API of an OpenAPI document, or bring its routes up to date',
    example: 'routes import openapi.yaml --api orders --upstream http://10.0.0.5:9000',
    options: [
      ['--api <name>', 'what it is called here; one that is there gets the document’s routes'],
      ['--path <path>', 'what its paths begin with; the document’s server when left out'],
      ['--upstream-path <path>', 'takes the place of that path when it is forwarded'],
      ['--public-without-security', 'open the operations that name no security to everybody'],
      ['--dry-run', 'only say what would be imported; no server is asked'],
    ],
    repeated: [
      ['--upstream <origin>', 'where it is forwarded to'],
      ['--host <name>', 'host at which it answers; the document’s servers when left out'],
      ['--region <name>', 'region at whose API host it answers'],
    ],
  })
  addApiOptions(command).action(async (file: string, options: ImportOptions) => {
    const document = await readOpenApi(file)
    const wish = wishOf(options)
    const done = options.dryRun
      ? plan(importApi(document, wish, true))
      : await store(options, wish, (isNew) => importApi(document, wish, isNew))
    const { serversLeft, ...shown } = done
    if (options.json) sayJson({ ...shown, servers_left: serversLeft, dry_run: !!options.dryRun })
    else say(wordsOfImport(done, options.dryRun === true))
  })
}

function wishOf(options: ImportOptions): ImportWish {
  if (options.api === undefined) throw usage('--api is missing: what the API is called here.')
  return {
    name: options.api,
    upstreams: options.upstream,
    hosts: options.host,
    regions: options.region,
    path: options.path,
    upstreamPath: options.upstreamPath,
    isPublicWithoutSecurity: options.publicWithoutSecurity === true,
  }
}

export interface Done extends Import {
  readonly warnings: readonly Json[]
}

/** What is wrong with it is known without a server. */
function plan(made: Import): Done {
  demandRoutes(made)
  const upstreams = made.api.upstreams ?? ['http://upstream.invalid']
  const read = apiSchema.safeParse({ ...made.api, upstreams })
  if (read.success) return { ...made, warnings: [] }
  const [issue] = read.error.issues
  throw usage(`${issue?.path.join('.') || 'The API'}: ${issue?.message}.`)
}

async function store(
  options: ImportOptions,
  wish: ImportWish,
  make: (isNew: boolean) => Import,
): Promise<Done> {
  const api = await openApi(options)
  try {
    const isNew = !(await namesOf(api)).includes(wish.name)
    if (isNew && wish.upstreams === undefined) {
      throw usage(`--upstream is missing: there is no API ${wish.name} yet.`)
    }
    const made = make(isNew)
    demandRoutes(made)
    const answer = isNew
      ? await api.ask('POST', '/apis', made.api)
      : await api.ask('PATCH', `/apis/${encodeURIComponent(wish.name)}`, made.api)
    const warnings = Array.isArray(answer.warnings) ? (answer.warnings as Json[]) : []
    return { ...made, api: answer, warnings }
  } finally {
    await api.close()
  }
}

function demandRoutes({ imported, refused }: Import): void {
  if (imported.length > 0) return
  const [first] = refused
  const why =
    first === undefined ? '' : ` The first: ${first.method} ${first.path}: ${first.words}.`
  throw new CliError(
    `Nothing can be imported: ${refused.length} operations are refused.${why}`,
    'Look at all of them with --json --dry-run, or write the routes by hand.',
  )
}

async function namesOf(api: ManagementApi): Promise<readonly string[]> {
  return rowsOf(await api.ask('GET', '/apis')).map((one) => String(one.name))
}

async function routesOf(api: ManagementApi, only: string | undefined): Promise<Json[]> {
  const rows: Json[] = []
  for (const name of only === undefined ? await namesOf(api) : [only]) {
    const one = await api.ask('GET', `/apis/${encodeURIComponent(name)}`)
    for (const rule of Array.isArray(one.routes) ? one.routes : []) {
      const path = `${one.path}${rule.path}`.replaceAll(/\/+/g, '/').replace(/(.)\/$/, '$1')
      const hosts = [...listOf(one.hosts), ...listOf(one.regions).map((region) => `(${region})`)]
      rows.push({
        api: one.enabled === true ? name : `${name} (off)`,
        methods: listOf(rule.methods).join(' '),
        at: `${hosts.length === 0 ? '*' : hosts.join(',')}${path}`,
        needs: wordsOfNeeds(rule),
      })
    }
  }
  return rows
}

function listOf(value: unknown): readonly string[] {
  return Array.isArray(value) ? value.map(String) : []
}
