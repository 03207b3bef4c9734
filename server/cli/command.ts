import type { Command } from 'commander'
import type { Json, ManagementApi } from './api/client.ts'
import { type ApiOptions, openApi } from './api/open.ts'
import { say, sayJson } from './output.ts'

export interface CommonOptions extends ApiOptions {
  readonly json?: boolean
}

interface Wanted {
  /** `list`, or with its arguments: `show <id>`. */
  readonly usage: string
  readonly summary: string
  readonly example: string
  readonly options?: readonly (readonly [flags: string, description: string])[]
  readonly repeated?: readonly (readonly [flags: string, description: string])[]
}

/** A command with `--json` and an example. */
export function describe(parent: Command, wanted: Wanted): Command {
  return describeOptions(parent.command(wanted.usage).description(wanted.summary), wanted)
}

/** The same for a command that has a name already. */
export function describeOptions(
  command: Command,
  wanted: Omit<Wanted, 'usage' | 'summary'>,
): Command {
  for (const [flags, description] of wanted.options ?? []) command.option(flags, description)
  for (const [flags, description] of wanted.repeated ?? []) {
    command.option(flags, `${description} (may be repeated)`, collect)
  }
  return command
    .option('--json', 'answer as JSON, for programs')
    .addHelpText('after', `\nExample:\n  $ mintmark ${wanted.example}`)
}

/** The options of everything that is asked of the management API. */
export function addApiOptions(command: Command): Command {
  return command
    .option('--url <address>', 'ask a running server instead (or MINTMARK_URL)')
    .option('--key <management key>', 'its management key (or MINTMARK_MANAGEMENT_KEY)')
    .option('--data-dir <folder>', 'the local data folder (or MINTMARK_DATA_DIR)')
    .option('--config <file>', 'the settings’ file (or MINTMARK_CONFIG)')
}

/** A command that asks the management API one thing and shows the answer. */
export function apiCommand<Options extends CommonOptions>(
  parent: Command,
  wanted: Wanted,
  ask: (api: ManagementApi, args: readonly string[], options: Options) => Promise<Json>,
  show: (answer: Json) => string,
): void {
  addApiOptions(describe(parent, wanted)).action(async (...given: unknown[]) => {
    // Commander gives the arguments, then the options, then the command itself.
    const options = given.at(-2) as Options
    const args = given.slice(0, -2).filter((one) => one !== undefined) as string[]
    const api = await openApi(options)
    try {
      const answer = await ask(api, args, options)
      if (options.json) sayJson(answer)
      else say(show(answer))
    } finally {
      await api.close()
    }
  })
}

/** All of a list, page after page. */
export async function askAll(api: ManagementApi, path: string, most = 1_000): Promise<Json> {
  const found: unknown[] = []
  let cursor: unknown
  do {
    const mark = path.includes('?') ? '&' : '?'
    const page = await api.ask(
      'GET',
      `${path}${mark}limit=100${cursor === undefined ? '' : `&cursor=${cursor}`}`,
    )
    found.push(...rowsOf(page))
    cursor = page.next_cursor
  } while (typeof cursor === 'string' && found.length < most)
  return { data: found.slice(0, most), next_cursor: cursor ?? null }
}

export function rowsOf(answer: Json): readonly Json[] {
  return Array.isArray(answer.data) ? answer.data : []
}

/** A list's path with the filters that were given. */
export function listPath(path: string, filters: Readonly<Record<string, string | undefined>>) {
  const query = new URLSearchParams(given(filters) as Record<string, string>).toString()
  return query === '' ? path : `${path}?${query}`
}

/** Leaves out what was not given. */
export function given(body: Json): Json {
  return Object.fromEntries(Object.entries(body).filter(([, value]) => value !== undefined))
}

function collect(value: string, before: readonly string[] | undefined): readonly string[] {
  return [...(before ?? []), value]
}
