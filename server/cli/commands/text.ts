import type { Command } from 'commander'
import { apiCommand, askAll, type CommonOptions, listPath, rowsOf } from '../command.ts'
import { table } from '../output.ts'

interface TextOptions extends CommonOptions {
  readonly state?: string
}

const COLUMNS = [
  'id',
  'state',
  'reason',
  'phone_number',
  'call_reference',
  'tries',
  'created_at',
  'sent_at',
]

/** Texts to guests’ phones, and the switch that stops them all. */
export function fillText(group: Command): void {
  apiCommand<TextOptions>(
    group,
    {
      usage: 'list',
      summary: 'texts to guests, newest first',
      options: [['--state <state>', 'such as sent, or dead for those that wait for a decision']],
      example: 'text list --state dead',
    },
    (api, _, { state }) => askAll(api, listPath('/texts', { state })),
    (answer) => table(COLUMNS, rowsOf(answer)),
  )
  decide(group, 'retry', 'send one that failed or is uncertain; it may arrive twice', 'waits')
  decide(group, 'drop', 'never send one that waits, failed or is uncertain', 'is not sent')
  breaker(group, 'stop', 'open', 'stop all texts, until they are let go on', 'Texts are stopped.')
  breaker(group, 'go-on', 'reset', 'let texts go out again', 'Texts go out again.')
}

function decide(group: Command, act: string, summary: string, done: string): void {
  apiCommand(
    group,
    { usage: `${act} <id>`, summary, example: `text ${act} txt_12` },
    (api, [id = '']) => api.ask('POST', `/texts/${encodeURIComponent(id)}/${act}`),
    ({ id }) => `${id} ${done}.`,
  )
}

function breaker(group: Command, usage: string, act: string, summary: string, done: string): void {
  apiCommand(
    group,
    { usage, summary, example: `text ${usage}` },
    (api) => api.ask('POST', `/text-breaker/${act}`),
    () => done,
  )
}
