import { createWriteStream } from 'node:fs'
import { pipeline } from 'node:stream/promises'
import type { Command } from 'commander'
import { openApi } from '../api/open.ts'
import { addApiOptions, apiCommand, askAll, type CommonOptions, given, rowsOf } from '../command.ts'
import { wholeNumber } from '../numbers.ts'
import { table } from '../output.ts'

interface AuditOptions extends CommonOptions {
  readonly dialect?: string
  readonly outcome?: string
  readonly client?: string
  readonly action?: string
  readonly user?: string
  readonly ip?: string
  readonly text?: string
  readonly since?: string
  readonly until?: string
  readonly limit?: string
  readonly format?: string
  readonly to?: string
}

const LIMIT = 50

const FILTERS = [
  ['--dialect <name>', 'of one style'],
  ['--outcome <code>', '`granted`, or the code of a refusal'],
  ['--client <id>', 'of one client'],
  ['--user <id>', 'about one user, or by one'],
  ['--ip <address>', 'from one address'],
  ['--action <prefix>', 'an action, or how it begins'],
  ['--text <words>', 'a part of what it says'],
  ['--since <instant>', 'from then on, such as 2026-01-31T12:00:00Z'],
  ['--until <instant>', 'before then'],
] as const

export function fillAudit(group: Command): void {
  apiCommand<AuditOptions>(
    group,
    {
      usage: 'list',
      summary: 'decisions, newest first',
      example: 'audit list --action token. --outcome invalid_client --limit 20',
      options: [...FILTERS, ['--limit <number>', `how many at most (${LIMIT} when left out)`]],
    },
    (api, _, options) => {
      const path = `/audit-events?${queryOf(options)}`
      return askAll(api, path, wholeNumber('--limit', options.limit) ?? LIMIT)
    },
    (answer) =>
      table(
        ['last_at', 'count', 'action', 'outcome', 'dialect', 'client_id', 'ip', 'detail'],
        rowsOf(answer),
      ),
  )
  exportCommand(group)
}

/** Written as it comes: the record may be longer than any memory. */
function exportCommand(group: Command): void {
  const command = group
    .command('export')
    .description('all that the filters find, as one file, newest first')
    .option('--format <csv|ndjson>', 'comma-separated, or a line of JSON each', 'csv')
    .option('--to <file>', 'where to; standard output when left out')
  for (const [flags, description] of FILTERS) command.option(flags, description)
  addApiOptions(command)
    .addHelpText(
      'after',
      '\nExample:\n  $ mintmark audit export --since 2026-01-01T00:00:00Z --to january.csv',
    )
    .action(async (options: AuditOptions) => {
      const api = await openApi(options)
      try {
        const query = queryOf(options)
        query.set('format', options.format ?? 'csv')
        const pieces = await api.fetch(`/audit-events/export?${query}`)
        const target = options.to === undefined ? undefined : createWriteStream(options.to)
        await pipeline(pieces, target ?? process.stdout, { end: target !== undefined })
      } finally {
        await api.close()
      }
    })
}

function queryOf(options: AuditOptions): URLSearchParams {
  const { dialect, outcome, client, user, ip, action, text, since, until } = options
  const filters = { dialect, outcome, client_id: client, user_id: user, ip, action, q: text }
  return new URLSearchParams(given({ ...filters, since, until }) as Record<string, string>)
}
