import type { Introspection } from '../../protocol/introspection.ts'
import { json, NO_STORE } from '../../protocol/wire.ts'
import type { ResourceEndpoint } from '../contract.ts'

/** What a relying party asks to learn whose token it was shown. */
export const resources: readonly ResourceEndpoint[] = [
  {
    operation: 'token.describe',
    method: 'GET',
    path: '/user/embedded-token-detail/',
    requires: { noScopeBecause: 'an embed token has one use: the agent that it names' },
    opens: ['access_token'],
    isForPages: true,
    read: () => undefined,
    write: writeDetail,
  },
]

function writeDetail(caller: Introspection): ReturnType<typeof json> {
  return json(
    200,
    { agent_id: caller.bound?.id, user_id: caller.client.clientId, exp: caller.expiresAt },
    NO_STORE,
  )
}
