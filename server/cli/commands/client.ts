import type { Command } from 'commander'
import type { Json } from '../api/client.ts'
import { apiCommand, askAll, type CommonOptions, given, rowsOf } from '../command.ts'
import { wholeNumber } from '../numbers.ts'
import { colors, fields, table } from '../output.ts'

interface ClientOptions extends CommonOptions {
  readonly dialect?: string
  readonly name?: string
  readonly scope?: readonly string[]
  readonly redirectUri?: readonly string[]
  readonly audience?: readonly string[]
  readonly lifetime?: string
  readonly organization?: string
  readonly public?: boolean
  readonly expireOthersIn?: string
}

const LISTS = [
  ['--scope <value>', 'a scope that it may have'],
  ['--redirect-uri <uri>', 'an address that codes may be sent to'],
  ['--audience <uri>', 'an API that it may name (RFC 8707)'],
] as const
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
        ['--organization <id>', 'whose it is; the first one when left out'],
        ['--public', 'it cannot keep a secret: an app in a browser or on a phone'],
      ],
      repeated: LISTS,
    },
    (api, _, options) => api.ask('POST', '/clients', newClient(options)),
    showOnce,
  )
  apiCommand(
    group,
    { usage: 'list', summary: 'all clients, newest first', example: 'client list --json' },
    (api) => askAll(api, '/clients'),
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
      options: [['--name <name>', 'its new name'], LIFETIME],
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

function fillSecrets(group: Command): void {
  apiCommand<ClientOptions>(
    group,
    {
      usage: 'add-secret <id>',
      summary: 'another live secret, shown once, for rotation without downtime',
      example: 'client add-secret mmc_2Xk9… --expire-others-in 86400',
      options: [['--expire-others-in <seconds>', 'when the present secrets end']],
    },
    (api, [id = ''], { expireOthersIn }) =>
      api.ask(
        'POST',
        `${pathOf(id)}/credentials`,
        given({ expire_others_in_seconds: wholeNumber('--expire-others-in', expireOthersIn) }),
      ),
    showOnce,
  )
  apiCommand(
    group,
    {
      usage: 'revoke-secret <id> <credential>',
      summary: 'revoke one secret and everything that was issued against it',
      example: 'client revoke-secret mmc_2Xk9… crd_12',
    },
    async (api, [id = '', credential = '']) => {
      await api.ask('DELETE', `${pathOf(id)}/credentials/${encodeURIComponent(credential)}`)
      return { id: credential, revoked: true }
    },
    ({ id }) => `${id} is revoked.`,
  )
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
  })
}

function pathOf(id: string): string {
  return `/clients/${encodeURIComponent(id)}`
}

function showOnce(answer: Json): string {
  return `${showClient(answer)}\n${colors.yellow('Keep the secret now: it is not shown again.')}`
}

function showClient({ credentials, id, client_id: _, ...rest }: Json): string {
  const secrets = Array.isArray(credentials) ? (credentials as readonly Json[]) : []
  const columns = ['id', 'last_four', 'created_at', 'expires_at', 'revoked_at']
  const listed = secrets.length === 0 ? '' : `\n\n${table(columns, secrets)}`
  return `${fields({ id, ...rest })}${listed}`
}
