import type { SettledRules } from '../grants/contract.ts'
import type { Client } from '../protocol/client.ts'
import type { Messages } from './messages/index.ts'
import { say, sayLength } from './messages/say.ts'

/** How long what the client gets will last, if nobody takes it back before. */
export function lifetimeWords(
  text: Messages,
  rules: SettledRules,
  client: Pick<Client, 'accessTokenLifetimeSec'>,
  scope: readonly string[],
): string {
  if (rules.codeYields === 'subject_token') return text.consent.untilTakenBack
  const { refresh } = rules
  const isRefreshed = refresh === 'always' || (refresh !== 'never' && scope.includes(refresh.scope))
  if (!isRefreshed) {
    return sayLength(text, client.accessTokenLifetimeSec ?? rules.accessTokenLifetimeSec)
  }
  const length = sayLength(text, rules.refreshTokenLifetimeSec)
  // Where each refresh token has its own lifetime, using the latest brings another.
  return rules.refreshEnd === 'each' ? say(text.consent.afterLastUse, { length }) : length
}
