import type { Command } from 'commander'
import type { Json } from '../api/client.ts'
import { apiCommand, askAll, type CommonOptions, given, listPath, rowsOf } from '../command.ts'
import { wholeNumber } from '../numbers.ts'
import { table } from '../output.ts'
import { pathOf, showClient, showOnce } from './client-answers.ts'
import { fillSecrets } from './client-secrets.ts'

interface ClientOptions extends CommonOptions {
  readonly dialect?: string
  readonly name?: string
  readonly scope?: readonly string[]
  readonly redirectUri?: readonly string[]
  readonly audience?: readonly string[]
  readonly lifetime?: string
  readonly organization?: string
  readonly public?: boolean
  readonly allowedIp?: readonly string[]
  readonly allowedOrigin?: readonly string[]
  readonly allowedAgent?: readonly string[]
  readonly displayed?: boolean
  readonly search?: string
}

const LISTS = [
  ['--scope <value>', 'a scope that it may have'],
  ['--redirect-uri <uri>', 'an address that codes may be sent to'],
  ['--audience <uri>', 'an API that it may name (RFC 8707)'],
  ['--allowed-ip <range>', 'an address or network that its secrets may come from'],
  ['--allowed-origin <origin>', 'a page that may show what its API key opens'],
  ['--allowed-agent <id>', 'an agent that its API key opens'],
] as const
const DISPLAYED = ['--displayed', 'it is ready to be shown to who looks for one'] as const
const LIFETIME = ['--lifetime <seconds>', 'how long its access tokens live'] as const

export function fillClient(group: Command): void {
  apiCommand<ClientOptions>(
    group,
    {
      usage: 'create',
      summary: 'register a client; its secret is shown once',
      example: 'client create --dialect standard --name "Nightly export" --scope api:read',
      options: [
        ['--dialect <name>', 'which style of tokens it speaks'],
        ['--name <name>', 'what operators and users call it'],
        LIFETIME,
        DISPLAYED,
        ['--organization <id>', 'whose it is; the first one when left out'],
        ['--public', 'it cannot keep a secret: an app in a browser or on a phone'],
      ],
      repeated: LISTS,
    },
    (api, _, options) => api.ask('POST', '/clients', newClient(options)),
    showOnce,
  )
  apiCommand<ClientOptions>(
    group,
    {
      usage: 'list',
      summary: 'all clients, newest first',
      example: 'client list --dialect standard --search export',
      options: [
        ['--dialect <name>', 'of this style only'],
        ['--search <text>', 'a part of the name or id'],
      ],
    },
    (api, _, { dialect, search: q }) => askAll(api, listPath('/clients', { dialect, q })),
    (answer) => table(['id', 'dialect', 'enabled', 'name'], rowsOf(answer)),
  )
  apiCommand(
    group,
    { usage: 'show <id>', summary: 'one client', example: 'client show mmc_2Xk9…' },
    (api, [id = '']) => api.ask('GET', pathOf(id)),
    showClient,
  )
  apiCommand<ClientOptions>(
    group,
    {
      usage: 'change <id>',
      summary: 'change a client; lists are replaced, and scopes count from the next token on',
      example: 'client change mmc_2Xk9… --scope api:read --scope api:write',
      options: [['--name <name>', 'its new name'], LIFETIME, DISPLAYED],
      repeated: LISTS,
    },
    (api, [id = ''], options) => api.ask('PATCH', pathOf(id), changes(options)),
    showClient,
  )
  for (const [verb, enabled, summary] of [
    ['disable', false, 'refuse a client from now on and revoke everything that it ever got'],
    ['enable', true, 'let a client in again; what was revoked stays revoked'],
  ] as const) {
    apiCommand(
      group,
      { usage: `${verb} <id>`, summary, example: `client ${verb} mmc_2Xk9…` },
      (api, [id = '']) => api.ask('PATCH', pathOf(id), { enabled }),
      showClient,
    )
  }
  apiCommand(
    group,
    {
      usage: 'delete <id>',
      summary: 'delete a client and revoke everything that it ever got',
      example: 'client delete mmc_2Xk9…',
    },
    async (api, [id = '']) => {
      await api.ask('DELETE', pathOf(id))
      return { id, deleted: true }
    },
    ({ id }) => `${id} is deleted.`,
  )
  fillSecrets(group)
}

function newClient(options: ClientOptions): Json {
  return given({
    ...changes(options),
    dialect: options.dialect,
    organization_id: wholeNumber('--organization', options.organization),
    token_endpoint_auth_method: options.public ? 'none' : undefined,
  })
}

function changes(options: ClientOptions): Json {
  return given({
    name: options.name,
    scopes: options.scope,
    redirect_uris: options.redirectUri,
    audiences: options.audience,
    access_token_lifetime_seconds: wholeNumber('--lifetime', options.lifetime),
    displayed: options.displayed,
    allowed_ips: options.allowedIp,
    allowed_origins: options.allowedOrigin,
    allowed_agents: options.allowedAgent?.map((id) => wholeNumber('--allowed-agent', id)),
  })
}
