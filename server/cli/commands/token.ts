import type { Command } from 'commander'
import type { Json } from '../api/client.ts'
import { apiCommand, type CommonOptions, describe, given } from '../command.ts'
import { type Check, checks, colors, fields, say, sayJson } from '../output.ts'
import { readStdin } from '../stdin.ts'

interface ExplainOptions extends CommonOptions {
  readonly method?: string
  readonly path?: string
  readonly host?: string
}

const TOKEN = 'a token, secret or key; - reads it from standard input'

export function fillToken(group: Command): void {
  fillGet(group)
  apiCommand(
    group,
    {
      usage: 'introspect <token>',
      summary: `what ${TOKEN} stands for`,
      example: 'token introspect eyJhbGciOi…',
    },
    async (api, [text = '']) =>
      api.ask('POST', '/tokens/introspect', { token: await tokenOf(text) }),
    (answer) => (answer.active ? fields(answer) : 'It is not alive.'),
  )
  apiCommand(
    group,
    {
      usage: 'revoke <token>',
      summary: `end what ${TOKEN} stands for, with all that descends from it`,
      example: 'token revoke mm_rt_1_2_…',
    },
    async (api, [text = '']) => api.ask('POST', '/tokens/revoke', { token: await tokenOf(text) }),
    ({ revoked, kind }) =>
      revoked ? `It is revoked (${kind}).` : 'There was nothing alive to revoke.',
  )
  apiCommand<ExplainOptions>(
    group,
    {
      usage: 'explain <token>',
      summary: 'check by check: is it alive, and would a request with it be let in?',
      example: 'token explain eyJhbGciOi… --path /v1/locations',
      options: [
        ['--path <path>', 'of the request, such as /v1/locations'],
        ['--method <method>', 'of the request (GET when left out)'],
        ['--host <host>', 'of the request'],
      ],
    },
    async (api, [text = ''], { method, path, host }) =>
      api.ask('POST', '/tokens/explain', given({ token: await tokenOf(text), method, path, host })),
    showExplanation,
  )
}

function fillGet(group: Command): void {
  describe(group, {
    usage: 'get <dialect>',
    summary: 'get a token from a running server, as an integrator would',
    example: 'token get standard',
    options: [
      ['--url <address>', 'the server; the one of the demo when left out (or MINTMARK_URL)'],
      ['--demo <file>', 'the demo’s facts, for all that is not given'],
      ['--data-dir <folder>', 'where demo.json is (or MINTMARK_DATA_DIR)'],
      ['--client-id <id>', 'the client'],
      ['--client-secret <secret>', 'its secret; - reads it from standard input'],
      ['--api-key <key>', 'its API key; - reads it from standard input'],
      ['--scope <scopes>', 'what to ask for, separated by spaces'],
      ['--agent-id <number>', 'the agent of an embed token'],
      ['--username <address>', 'the user of a password grant'],
      ['--password <password>', 'the user’s password; - reads it from standard input'],
      ['--code <code>', 'the code that a user’s consent gave'],
      ['--redirect-uri <uri>', 'where that code was sent'],
      ['--create-room', 'open a room with the token'],
      ['--phone-number <number>', 'whom to invite into the room'],
    ],
  }).action(async (dialect: string, options: Readonly<Record<string, string>>) => {
    const { getToken } = await import('../get-token.ts')
    const { token, answer } = await getToken(dialect, options)
    if (options.json) sayJson(answer)
    else say(token)
  })
}

/** What is long-lived and secret should not stand in a shell’s history. */
async function tokenOf(text: string): Promise<string> {
  return text === '-' ? readStdin() : text
}

function showExplanation({ checks: list, request, alive, ...facts }: Json): string {
  const verdict = (isGood: unknown, yes: string, no: string) =>
    isGood ? colors.green(yes) : colors.red(no)
  const head = [
    verdict(alive, 'It is alive.', 'It is not alive.'),
    fields(facts),
    checks(list as readonly Check[]),
  ]
  if (typeof request !== 'object' || request === null) return head.join('\n')
  const { accepted, status, route, presented_in: place, checks: more } = request as Json
  const what = [route, place && `with ${place}`, status && `answers ${status}`]
  return [
    ...head,
    '',
    verdict(accepted, 'The request is let in.', 'The request is refused.'),
    what.filter(Boolean).join(', '),
    checks(more as readonly Check[]),
  ].join('\n')
}
