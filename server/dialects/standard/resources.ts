import type { Introspection } from '../../protocol/introspection.ts'
import { formatScope } from '../../protocol/scope.ts'
import { json, NO_STORE } from '../../protocol/wire.ts'
import type { ResourceEndpoint } from '../contract.ts'

/** Tells the bearer of a token what it is good for: the quickest way to see that it works. */
export const resources: readonly ResourceEndpoint[] = [
  {
    operation: 'token.describe',
    method: 'GET',
    path: '/oauth/whoami',
    requires: { noScopeBecause: 'it tells the bearer only what its own token says' },
    opens: ['access_token'],
    read: () => undefined,
    write: describe,
  },
]

function describe(caller: Introspection): ReturnType<typeof json> {
  return json(
    200,
    {
      client_id: caller.client.clientId,
      client_name: caller.client.name,
      sub: caller.subjectId ?? caller.client.clientId,
      scope: formatScope(caller.scope),
      aud: caller.audience.length === 1 ? caller.audience[0] : caller.audience,
      exp: caller.expiresAt,
    },
    NO_STORE,
  )
}
