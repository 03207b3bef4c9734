import type { Command } from 'commander'
import type { Json } from '../api/client.ts'
import { openApi } from '../api/open.ts'
import { addApiOptions, type CommonOptions, describeOptions } from '../command.ts'
import { colors, fields, say, sayJson, table } from '../output.ts'

interface OverviewOptions extends CommonOptions {
  readonly range: string
}

export function fillOverview(command: Command): void {
  command.option('--range <1h|24h|7d|30d>', 'how far back', '24h')
  describeOptions(addApiOptions(command), { example: 'overview --range 7d' }).action(
    async (options: OverviewOptions) => {
      const api = await openApi(options)
      try {
        const answer = await api.ask('GET', `/overview?range=${encodeURIComponent(options.range)}`)
        if (options.json) sayJson(answer)
        else say(show(answer))
      } finally {
        await api.close()
      }
    },
  )
}

function show({ totals, adoption, latency, errors }: Json): string {
  const parts = [
    fields(totals as Json),
    table(['dialect', 'clients', 'active_clients', 'tokens'], adoption as Json[]),
    table(['dialect', 'p50_ms', 'p95_ms', 'p99_ms', 'count'], latency as Json[]),
    table(['code', 'count', 'meaning'], errors as Json[]),
  ]
  const titles = ['In all', 'By style', 'How quickly', 'Why not']
  return parts.map((part, at) => `${colors.bold(titles[at] ?? '')}\n${part}`).join('\n\n')
}
