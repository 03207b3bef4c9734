import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Json } from './api/client.ts'
import { originOf, reach } from './api/remote.ts'
import { CliError, usage } from './errors.ts'
import { readStdin } from './stdin.ts'

/** Where a dialect's endpoints are, and how its clients prove who they are. */
export interface Style {
  readonly name: string
  readonly credential: 'client_secret' | 'api_key' | 'key_pair'
  readonly grants: readonly string[]
  readonly tokenPath: string
  readonly authorizationPath: string | undefined
}

type Options = Readonly<Record<string, string | boolean | undefined>>

/** What an integrator holds, from flags or from the demo's facts. */
interface Holding {
  readonly url: string
  readonly clientId?: string
  readonly clientSecret?: string
  readonly apiKey?: string
  readonly scope?: string
  readonly agentId?: string
  readonly username?: string
  readonly password?: string
  readonly code?: string
  readonly redirectUri?: string
  readonly phoneNumber?: string
  readonly createRoom: boolean
}

/** Gets a token over HTTP as the documentation of its style says, and shows the whole answer. */
export async function getToken(
  dialect: string,
  options: Options,
): Promise<{ token: string; answer: Json }> {
  const style = await styleNamed(dialect)
  const held = await holdingOf(style, options)
  const { path, headers, body } = await requestFor(style, held)
  const answered = await reach(`${held.url}${path}`, { method: 'POST', headers, body })
  const text = await answered.text()
  const answer = parse(text)
  const token = [answer.access_token, answer.access, answer.auth_token].find(
    (one) => typeof one === 'string',
  )
  if (answered.ok && token !== undefined) return { token: String(token), answer }
  const said = [answer.error_description, answer.message, answer.detail, answer.error].find(
    (one) => typeof one === 'string',
  )
  throw new CliError(
    `The server refuses (${answered.status}): ${said ?? text.slice(0, 200)}`,
    'Look at the client, its secret and its scopes; `mintmark audit list` says what was decided.',
  )
}

async function styleNamed(name: string): Promise<Style> {
  const { dialects } = await import('../dialects/index.ts')
  const found = dialects.find((one) => one.name === name)
  if (found === undefined) {
    const names = dialects.map((one) => one.name).join(', ')
    throw usage(`There is no style called ${name.slice(0, 40)}.`, `It is one of ${names}.`)
  }
  const pathOf = (operation: string) =>
    found.endpoints.find((one) => one.operation === operation)?.path
  return {
    name,
    credential: found.credential,
    grants: found.rules.grants,
    tokenPath: pathOf('token') ?? '/',
    authorizationPath: pathOf('authorization'),
  }
}

async function holdingOf(style: Style, options: Options): Promise<Holding> {
  const demo = readDemo(options)
  const facts = (demo?.[style.name.replaceAll('-', '_')] ?? {}) as Json
  const text = (flag: string | boolean | undefined, ...names: readonly string[]) => {
    const found = names.map((name) => facts[name]).find((one) => one !== undefined)
    if (typeof flag === 'string') return flag
    return Array.isArray(found) ? found.join(' ') : found === undefined ? undefined : String(found)
  }
  const secret = async (flag: string | boolean | undefined, ...names: readonly string[]) =>
    flag === '-' ? readStdin() : text(flag, ...names)
  const url = options.url ?? process.env.MINTMARK_URL ?? demo?.base_url
  if (typeof url !== 'string') {
    throw usage(
      'There is neither a demo.json nor an address of a server.',
      'Start one with `mintmark dev`, or give --url and the client’s credentials.',
    )
  }
  // Facts of the demo belong together: a client of one's own has its own scopes and secret.
  const isOwn = options.clientId !== undefined || options.apiKey !== undefined
  const scopes = isOwn ? [] : ['scopes']
  return {
    url: originOf(url),
    clientId: text(options.clientId, 'client_id', 'public_key'),
    clientSecret: await secret(
      options.clientSecret,
      ...(isOwn ? [] : ['client_secret', 'private_key']),
    ),
    apiKey: await secret(options.apiKey, 'api_key'),
    scope: text(options.scope, ...scopes),
    agentId: text(options.agentId, 'agent_id'),
    username: text(options.username, 'username'),
    password: await secret(options.password, 'password'),
    code: text(options.code),
    redirectUri: text(options.redirectUri, 'redirect_uri'),
    phoneNumber: text(options.phoneNumber),
    createRoom: options.createRoom === true,
  }
}

function readDemo(options: Options): Json | undefined {
  const folder = options.dataDir ?? process.env.MINTMARK_DATA_DIR ?? '.mintmark'
  const file = typeof options.demo === 'string' ? options.demo : join(String(folder), 'demo.json')
  if (!existsSync(file)) {
    if (options.demo === undefined) return undefined
    throw usage(`There is no file ${file}.`)
  }
  return parse(readFileSync(file, 'utf8'))
}

interface TokenCall {
  readonly path: string
  readonly headers: Readonly<Record<string, string>>
  readonly body: string | undefined
}

/** The first way of the style for which the integrator holds what it takes. */
async function requestFor(style: Style, held: Holding): Promise<TokenCall> {
  const { grants, tokenPath } = style
  if (grants.includes('embed')) {
    return json(tokenPath, {
      api_key: demand(held.apiKey, '--api-key'),
      agent_id: Number(demand(held.agentId, '--agent-id')),
    })
  }
  if (grants.includes('agent_room')) {
    const room = {
      create_room: held.createRoom || held.phoneNumber !== undefined ? true : undefined,
      phone_number: held.phoneNumber,
    }
    return json(tokenPath, room, demand(held.apiKey, '--api-key'))
  }
  const clientId = demand(held.clientId, '--client-id')
  const clientSecret = demand(held.clientSecret, '--client-secret')
  const pair = { client_id: clientId, client_secret: clientSecret, scope: held.scope }
  if (grants.includes('password') && held.username !== undefined) {
    const password = demand(held.password, '--password')
    return form(tokenPath, { grant_type: 'password', ...pair, username: held.username, password })
  }
  if (grants.includes('client_credentials')) {
    return form(tokenPath, { grant_type: 'client_credentials', ...pair })
  }
  return json(
    tokenPath,
    {
      grant_type: 'authorization_code',
      code: held.code ?? (await demoCode(style, held)),
      redirect_uri: held.redirectUri,
    },
    Buffer.from(`${clientId}.${clientSecret}`).toString('base64'),
  )
}

/** In dev mode a code can be had without a browser. */
async function demoCode(style: Style, held: Holding): Promise<string> {
  const answered = await reach(`${held.url}/_dev/code`, { method: 'POST' })
  if (answered.ok) return answered.text()
  const query = new URLSearchParams({
    response_type: 'code',
    client_id: held.clientId ?? '',
    redirect_uri: held.redirectUri ?? '',
    scope: held.scope ?? '',
  })
  throw new CliError(
    'This style needs a code that a user’s consent gives.',
    `Open ${held.url}${style.authorizationPath}?${query} in a browser, agree, and give --code.`,
  )
}

function demand(value: string | undefined, flag: string): string {
  if (value !== undefined && value !== '') return value
  throw usage(`${flag} is missing.`, 'Give it, or name the demo’s facts with --demo or --data-dir.')
}

function json(path: string, body: object, bearer?: string): TokenCall {
  return {
    path,
    headers: {
      'content-type': 'application/json',
      ...(bearer === undefined ? {} : { authorization: `Bearer ${bearer}` }),
    },
    body: JSON.stringify(body),
  }
}

function form(path: string, pairs: Readonly<Record<string, string | undefined>>): TokenCall {
  const present = Object.entries(pairs).filter(
    (pair): pair is [string, string] => pair[1] !== undefined && pair[1] !== '',
  )
  return {
    path,
    headers: { 'content-type': 'application/x-www-form-urlencoded' },
    body: new URLSearchParams(present).toString(),
  }
}

function parse(text: string): Json {
  try {
    const value: unknown = JSON.parse(text)
    return typeof value === 'object' && value !== null ? (value as Json) : {}
  } catch {
    return {}
  }
}
