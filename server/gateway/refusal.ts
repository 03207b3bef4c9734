import type { Dialect } from '../dialects/contract.ts'
import { ProtocolError, toProtocolError } from '../protocol/errors.ts'
import type { WireResponse } from '../protocol/wire.ts'
import type { Rule } from './apis/rule.ts'

/**
 * A refusal at an API: in the words of the only style that the rule accepts, else as the RFCs have
 * it. Whoever reads it wrote its client for that style.
 */
export function refusalOf(
  thrown: unknown,
  { dialects: accepted }: Pick<Rule, 'dialects'>,
  dialects: readonly Dialect[],
  context: { readonly requestId: string; readonly now: number },
): WireResponse {
  const only = accepted.length === 1 ? accepted[0] : undefined
  const dialect = dialects.find(({ name }) => name === only) ?? dialects[0]
  if (dialect === undefined) throw new Error('No style is served.')
  return dialect.refuse(asResourceError(thrown), 'api', context)
}

/** Whatever was wrong with what the request bears was wrong with a token. */
function asResourceError(thrown: unknown): ProtocolError {
  const error = toProtocolError(thrown)
  if (error.status !== 401 || error.options.presentedIn === 'bearer') return error
  return new ProtocolError(error.code, { ...error.options, presentedIn: 'bearer' })
}
