import type { Command } from 'commander'
import { apiCommand, askAll, type CommonOptions, given, rowsOf } from '../command.ts'
import { wholeNumber } from '../numbers.ts'
import { table } from '../output.ts'

interface AuditOptions extends CommonOptions {
  readonly dialect?: string
  readonly outcome?: string
  readonly client?: string
  readonly action?: string
  readonly limit?: string
}

const LIMIT = 50

export function fillAudit(group: Command): void {
  apiCommand<AuditOptions>(
    group,
    {
      usage: 'list',
      summary: 'decisions, newest first',
      example: 'audit list --action token. --outcome invalid_client --limit 20',
      options: [
        ['--dialect <name>', 'of one style'],
        ['--outcome <code>', '`granted`, or the code of a refusal'],
        ['--client <id>', 'of one client'],
        ['--action <prefix>', 'an action, or how it begins'],
        ['--limit <number>', `how many at most (${LIMIT} when left out)`],
      ],
    },
    (api, _, { dialect, outcome, client, action, limit }) => {
      const filters = given({ dialect, outcome, client_id: client, action })
      const query = new URLSearchParams(filters as Record<string, string>)
      return askAll(api, `/audit-events?${query}`, wholeNumber('--limit', limit) ?? LIMIT)
    },
    (answer) =>
      table(
        ['last_at', 'count', 'action', 'outcome', 'dialect', 'client_id', 'ip', 'detail'],
        rowsOf(answer),
      ),
  )
}
