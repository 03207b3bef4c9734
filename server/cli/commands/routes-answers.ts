import type { Json } from '../api/client.ts'
import type { Told } from '../openapi/routes.ts'
import { colors, fields, table } from '../output.ts'
import type { Done } from './routes.ts'

/** What passes now, what stays shut and why, and where a rule asks for more than the document. */
export function wordsOfImport(done: Done, isDryRun: boolean): string {
  const { imported, refused, notes, serversLeft, warnings, api } = done
  const begin = isDryRun ? 'Nothing is changed. These would be imported' : 'Imported'
  const parts = [
    `${begin}${typeof api.name === 'string' ? ` into ${api.name}` : ''}:`,
    rows(imported, 'needs'),
    refused.length === 0
      ? undefined
      : `${colors.yellow('Not imported, so these are refused:')}\n${rows(refused, 'because')}`,
    notes.length === 0 ? undefined : `Not quite as in the document:\n${rows(notes, 'here')}`,
    serversLeft.length === 0
      ? undefined
      : `Servers that are left out, since another path is another API: ${serversLeft.join(', ')}`,
    warnings.length === 0
      ? undefined
      : `${colors.yellow('Look at these:')}\n${table(['pointer', 'detail'], warnings)}`,
  ]
  return parts.filter((part) => part !== undefined).join('\n\n')
}

function rows(list: readonly Told[], last: string): string {
  return table(
    ['method', 'path', last],
    list.map(({ method, path, words }) => ({ method, path, [last]: words })),
  )
}

/** Which rule, and what becomes of the request. */
export function wordsOfCheck({ api, route, allowed, refusal, ...rest }: Json): string {
  if (typeof api !== 'string') return 'No API has this path: the gateway does not forward it.'
  const rule = route as Json | null
  const no = refusal as Json | null
  return fields({
    api,
    route: rule === null ? 'none' : `${(rule.methods as string[]).join(',')} ${rule.path}`,
    passes: allowed === true ? 'yes' : 'no',
    ...rest,
    ...(no !== null && {
      answer: `${no.status} ${no.code}`,
      because: no.detail ?? no.description,
    }),
  })
}
