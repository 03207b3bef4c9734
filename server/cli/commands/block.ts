import type { Command } from 'commander'
import { apiCommand, askAll, rowsOf } from '../command.ts'
import { table } from '../output.ts'

export function fillBlock(group: Command): void {
  apiCommand(
    group,
    {
      usage: 'list',
      summary: 'who has used up their attempts and may not try for now',
      example: 'block list',
    },
    (api) => askAll(api, '/blocks'),
    (answer) =>
      table(['id', 'bucket', 'subject', 'refusals', 'last_at', 'expires_at'], rowsOf(answer)),
  )
  apiCommand(
    group,
    { usage: 'lift <id>', summary: 'let them try again at once', example: 'block lift blk_3' },
    async (api, [id = '']) => {
      await api.ask('DELETE', `/blocks/${encodeURIComponent(id)}`)
      return { id, lifted: true }
    },
    ({ id }) => `${id} is lifted.`,
  )
}
