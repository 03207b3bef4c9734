import type { Command } from 'commander'
import { apiCommand, type CommonOptions, given, rowsOf } from '../command.ts'
import { fields, table } from '../output.ts'

interface RegionOptions extends CommonOptions {
  readonly tokenHost?: string
  readonly apiHost?: string
  readonly default?: boolean
}

export function fillRegion(group: Command): void {
  apiCommand(
    group,
    { usage: 'list', summary: 'all regions with their host names', example: 'region list' },
    (api) => api.ask('GET', '/regions'),
    (answer) => table(['name', 'token_host', 'api_host', 'default', 'configured'], rowsOf(answer)),
  )
  apiCommand<RegionOptions>(
    group,
    {
      usage: 'put <name>',
      summary: 'add a region, or give one other host names',
      example:
        'region put latam --token-host latam.cc.example.com --api-host latam.api.example.com',
      options: [
        ['--token-host <host>', 'hands out its tokens'],
        ['--api-host <host>', 'serves its APIs'],
        ['--default', 'hosts that are not known belong to it'],
      ],
    },
    (api, [name = ''], { tokenHost, apiHost, default: isDefault }) =>
      api.ask(
        'PUT',
        `/regions/${encodeURIComponent(name)}`,
        given({ token_host: tokenHost, api_host: apiHost, default: isDefault }),
      ),
    fields,
  )
  apiCommand(
    group,
    {
      usage: 'delete <name>',
      summary: 'remove a region; a configured one gets its configured names back',
      example: 'region delete latam',
    },
    async (api, [name = '']) => {
      await api.ask('DELETE', `/regions/${encodeURIComponent(name)}`)
      return { name, deleted: true }
    },
    ({ name }) => `${name} is removed, or as it is configured.`,
  )
}
