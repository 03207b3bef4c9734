import type { Command } from 'commander'
import type { Json } from '../api/client.ts'
import { apiCommand, askAll, type CommonOptions, given, listPath, rowsOf } from '../command.ts'
import { wholeNumber } from '../numbers.ts'
import { fields, table } from '../output.ts'

interface AgentOptions extends CommonOptions {
  readonly id?: string
  readonly name?: string
  readonly allowedOrigin?: readonly string[]
  readonly organization?: string
  readonly search?: string
}

const ORIGINS = [
  ['--allowed-origin <origin>', 'a page that may show it, as browsers say it'],
] as const

/** What embed tokens open. */
export function fillAgent(group: Command): void {
  apiCommand<AgentOptions>(
    group,
    {
      usage: 'create',
      summary: 'add an agent, with a number of its own or the next one',
      example: 'agent create --name "Front desk" --allowed-origin https://www.example.com',
      options: [
        ['--id <number>', 'the number that customers know it by'],
        ['--name <name>', 'what operators call it'],
        ['--organization <id>', 'whose it is; the first one when left out'],
      ],
      repeated: ORIGINS,
    },
    (api, _, options) =>
      api.ask(
        'POST',
        '/agents',
        given({
          id: wholeNumber('--id', options.id),
          name: options.name,
          allowed_origins: options.allowedOrigin,
          organization_id: wholeNumber('--organization', options.organization),
        }),
      ),
    fields,
  )
  apiCommand<AgentOptions>(
    group,
    {
      usage: 'list',
      summary: 'all agents, by number',
      example: 'agent list --search desk',
      options: [['--search <text>', 'a part of the name or number']],
    },
    (api, _, { search: q }) => askAll(api, listPath('/agents', { q })),
    (answer) => table(['id', 'active', 'name', 'allowed_origins'], rowsOf(answer)),
  )
  apiCommand(
    group,
    { usage: 'show <id>', summary: 'one agent', example: 'agent show 7' },
    (api, [id = '']) => api.ask('GET', pathOf(id)),
    fields,
  )
  apiCommand<AgentOptions>(
    group,
    {
      usage: 'change <id>',
      summary: 'change an agent; its pages are replaced, and count from the next request on',
      example: 'agent change 7 --allowed-origin https://www.example.com',
      options: [['--name <name>', 'its new name']],
      repeated: ORIGINS,
    },
    (api, [id = ''], { name, allowedOrigin: allowed_origins }) =>
      api.ask('PATCH', pathOf(id), given({ name, allowed_origins })),
    fields,
  )
  for (const [verb, active, summary] of [
    ['off', false, 'switch an agent off and revoke every token that is bound to it'],
    ['on', true, 'switch an agent on again; what was revoked stays revoked'],
  ] as const) {
    apiCommand(
      group,
      { usage: `${verb} <id>`, summary, example: `agent ${verb} 7` },
      (api, [id = '']): Promise<Json> => api.ask('PATCH', pathOf(id), { active }),
      fields,
    )
  }
}

function pathOf(id: string): string {
  return `/agents/${encodeURIComponent(id)}`
}
