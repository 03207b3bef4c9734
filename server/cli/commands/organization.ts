import type { Command } from 'commander'
import { apiCommand, askAll, type CommonOptions, given, rowsOf } from '../command.ts'
import { fields, table } from '../output.ts'

interface OrganizationOptions extends CommonOptions {
  readonly name?: string
}

const NAME = ['--name <name>', 'what operators call it'] as const

/** Whose clients, users and agents belong together. */
export function fillOrganization(group: Command): void {
  apiCommand<OrganizationOptions>(
    group,
    {
      usage: 'create',
      summary: 'add an organization',
      example: 'organization create --name "Example Ltd"',
      options: [NAME],
    },
    (api, _, { name }) => api.ask('POST', '/organizations', given({ name })),
    fields,
  )
  apiCommand(
    group,
    { usage: 'list', summary: 'all organizations, by id', example: 'organization list' },
    (api) => askAll(api, '/organizations'),
    (answer) => table(['id', 'name', 'clients', 'users', 'agents'], rowsOf(answer)),
  )
  apiCommand(
    group,
    { usage: 'show <id>', summary: 'one organization', example: 'organization show 2' },
    (api, [id = '']) => api.ask('GET', `/organizations/${encodeURIComponent(id)}`),
    fields,
  )
  apiCommand<OrganizationOptions>(
    group,
    {
      usage: 'rename <id>',
      summary: 'give an organization another name',
      example: 'organization rename 2 --name "Example plc"',
      options: [NAME],
    },
    (api, [id = ''], { name }) =>
      api.ask('PATCH', `/organizations/${encodeURIComponent(id)}`, given({ name })),
    fields,
  )
}
