import type { Command } from 'commander'
import type { Json } from '../api/client.ts'
import { apiCommand, type CommonOptions, given, rowsOf } from '../command.ts'
import { usage } from '../errors.ts'
import { wholeNumber } from '../numbers.ts'
import { fields, table } from '../output.ts'

interface LifetimeOptions extends CommonOptions {
  readonly accessToken?: string
  readonly refreshToken?: string
  readonly code?: string
}

const AS_CONFIGURED = 'default'

export function fillDialect(group: Command): void {
  apiCommand(
    group,
    { usage: 'list', summary: 'all styles as they are served now', example: 'dialect list' },
    (api) => api.ask('GET', '/dialects'),
    (answer) =>
      table(
        ['name', 'title', 'enabled', 'access_token', 'refresh_token', 'code', 'clients'],
        rowsOf(answer).map(withLifetimes),
      ),
  )
  for (const [verb, enabled, summary] of [
    ['off', false, 'its paths are gone and its tokens count nowhere, until it is on again'],
    ['on', true, 'all of it is as it was before'],
  ] as const) {
    apiCommand(
      group,
      { usage: `${verb} <name>`, summary, example: `dialect ${verb} standard` },
      (api, [name = '']) => api.ask('PATCH', path(name), { enabled }),
      ({ name }) => `${name} is ${verb}, on every node within a second.`,
    )
  }
  apiCommand<LifetimeOptions>(
    group,
    {
      usage: 'lifetime <name>',
      summary: 'override for how long what a style hands out lives, from the next on',
      example: 'dialect lifetime standard --access-token 600',
      options: [
        ['--access-token <seconds>', `or \`${AS_CONFIGURED}\``],
        ['--refresh-token <seconds>', `or \`${AS_CONFIGURED}\``],
        ['--code <seconds>', `or \`${AS_CONFIGURED}\``],
      ],
    },
    (api, [name = ''], { accessToken, refreshToken, code }) => {
      const change = given({
        access_token_lifetime_seconds: secondsOf('--access-token', accessToken),
        refresh_token_lifetime_seconds: secondsOf('--refresh-token', refreshToken),
        code_lifetime_seconds: secondsOf('--code', code),
      })
      if (Object.keys(change).length === 0) throw usage('Say which lifetime, and how long it is.')
      return api.ask('PATCH', path(name), change)
    },
    (answer) => fields(withLifetimes(answer)),
  )
}

function path(name: string): string {
  return `/dialects/${encodeURIComponent(name)}`
}

function secondsOf(flag: string, text: string | undefined): number | null | undefined {
  return text === AS_CONFIGURED ? null : wholeNumber(flag, text)
}

function withLifetimes({ name, title, enabled, lifetimes, clients }: Json): Json {
  const list = Object.entries((lifetimes ?? {}) as Record<string, { seconds: number } | null>)
  const shown = Object.fromEntries(list.map(([what, one]) => [what, one?.seconds ?? '']))
  return { name, title, enabled, ...shown, clients }
}
