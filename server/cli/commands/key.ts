import type { Command } from 'commander'
import { apiCommand, askAll, type CommonOptions, given, rowsOf } from '../command.ts'
import { wholeNumber } from '../numbers.ts'
import { colors, fields, table } from '../output.ts'

interface KeyOptions extends CommonOptions {
  readonly lead?: string
  readonly name?: string
  readonly permissions?: string
  readonly organization?: string
  readonly expiresIn?: string
}

export function fillKey(group: Command): void {
  const columns = ['kid', 'dialect', 'algorithm', 'state', 'activates_at', 'retires_at']
  apiCommand(
    group,
    { usage: 'list', summary: 'all signing keys with their states', example: 'key list' },
    (api) => api.ask('GET', '/signing-keys'),
    (answer) => table(columns, rowsOf(answer)),
  )
  apiCommand<KeyOptions>(
    group,
    {
      usage: 'rotate <dialect>',
      summary: 'publish a successor to a style’s signing key',
      example: 'key rotate standard',
      options: [['--lead <seconds>', 'how long verifiers have to learn of it before it signs']],
    },
    (api, [dialect], { lead }) =>
      api.ask(
        'POST',
        '/signing-keys/rotate',
        given({ dialect, lead_seconds: wholeNumber('--lead', lead) }),
      ),
    ({ public_jwk: _, ...key }) => fields(key),
  )
  apiCommand(
    group,
    {
      usage: 'retire <kid>',
      summary: 'emergency: from now on nothing that the key ever signed is valid',
      example: 'key retire 3q2-7w…',
    },
    (api, [kid = '']) => api.ask('POST', `/signing-keys/${encodeURIComponent(kid)}/retire`),
    ({ public_jwk: _, ...key }) => fields(key),
  )
  fillManagement(
    group
      .command('management')
      .description('keys to the management API')
      .addHelpText('after', '\nExample:\n  $ mintmark key management list'),
  )
}

function fillManagement(group: Command): void {
  apiCommand<KeyOptions>(
    group,
    {
      usage: 'create',
      summary: 'another management key, shown once',
      example: 'key management create --name "Deployments" --expires-in 7776000',
      options: [
        ['--name <name>', 'what it is for'],
        ['--permissions <list>', 'such as clients:read,audit-events:read; all when left out'],
        ['--organization <id>', 'for one organization only'],
        ['--expires-in <seconds>', 'when it ends by itself'],
      ],
    },
    (api, _, { name, permissions = '*', organization, expiresIn }) =>
      api.ask(
        'POST',
        '/management-keys',
        given({
          name,
          permissions: permissions.split(','),
          organization_id: wholeNumber('--organization', organization),
          expires_in_seconds: wholeNumber('--expires-in', expiresIn),
        }),
      ),
    (answer) => `${fields(answer)}\n${colors.yellow('Keep the key now: it is not shown again.')}`,
  )
  apiCommand(
    group,
    { usage: 'list', summary: 'all management keys', example: 'key management list' },
    (api) => askAll(api, '/management-keys'),
    (answer) =>
      table(['id', 'name', 'last_four', 'permissions', 'expires_at', 'revoked_at'], rowsOf(answer)),
  )
  apiCommand(
    group,
    {
      usage: 'revoke <id>',
      summary: 'revoke a management key',
      example: 'key management revoke mgk_3',
    },
    async (api, [id = '']) => {
      await api.ask('DELETE', `/management-keys/${encodeURIComponent(id)}`)
      return { id, revoked: true }
    },
    ({ id }) => `${id} is revoked.`,
  )
}
