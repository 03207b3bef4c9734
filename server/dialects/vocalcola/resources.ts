import { isoTime } from '../../protocol/clock.ts'
import type { Introspection, Plan } from '../../protocol/introspection.ts'
import { formatScope } from '../../protocol/scope.ts'
import { json, NO_STORE, type WireResponse } from '../../protocol/wire.ts'
import type { ResourceContext, ResourceEndpoint } from '../contract.ts'

export const resources: readonly ResourceEndpoint[] = [
  {
    operation: 'token.describe',
    method: 'GET',
    path: '/v0/me/',
    requires: { noScopeBecause: 'it tells callers only what they hold themselves' },
    opens: ['client_keys', 'subject_token'],
    read: () => undefined,
    write: writeMe,
  },
  {
    operation: 'plans.list',
    method: 'GET',
    path: '/v0/me/plans/',
    requires: { scopes: ['plans'] },
    opens: ['subject_token'],
    read: () => undefined,
    write: writePlans,
  },
]

function writeMe(caller: Introspection, { now }: ResourceContext): WireResponse {
  const { client, subject, plan } = caller
  return json(
    200,
    {
      app: { id: client.clientId, name: client.name },
      user: subject ? { id: subject.publicId, name: subject.name, email: subject.email } : null,
      scope: subject ? formatScope(caller.scope) : null,
      plan: plan ? { key: plan.key, name: plan.name } : null,
      stamp: isoTime(now),
    },
    NO_STORE,
  )
}

function writePlans(plans: readonly Plan[], { now }: ResourceContext): WireResponse {
  const listed = plans.map(({ key, name }) => ({ key, name }))
  return json(200, { plans: listed, stamp: isoTime(now) }, NO_STORE)
}
