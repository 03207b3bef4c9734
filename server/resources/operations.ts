import { resourceKeyOf } from '../credentials/resource-keys.ts'
import type { Secrets } from '../credentials/secrets.ts'
import type { Awaitable } from '../protocol/awaitable.ts'
import { ProtocolError } from '../protocol/errors.ts'
import type { Introspection } from '../protocol/introspection.ts'
import type { Employee, PageRequest, ResourceOperations } from '../protocol/resource-operations.ts'
import type { Store } from '../store/store.ts'
import type { User } from '../store/users.ts'
import { isOpenAgent } from './agents.ts'
import { listCalls, readCall } from './calls.ts'

export interface ResourceDeps {
  readonly store: Store
  readonly secrets: Secrets
  readonly now: number
}

type Upstreams = {
  [Op in keyof ResourceOperations]: (
    input: ResourceOperations[Op]['input'],
    caller: Introspection,
    deps: ResourceDeps,
  ) => Awaitable<ResourceOperations[Op]['output']>
}

/** The built-in upstreams. Each sees only what is the caller's organization's own. */
export const upstreams: Upstreams = {
  'token.describe': async (_, caller, { store }) => {
    // A token of an agent that is gone must not describe it, whatever its signature says.
    if (caller.bound?.kind === 'agent') {
      const isOpen = await isOpenAgent(store, caller.bound.id, caller.client)
      if (!isOpen) throw new ProtocolError('invalid_token', { detail: 'agent is gone' })
    }
    return caller
  },
  'availability.read': async ({ skills }, caller, { store }) => {
    const sum = { ready: 0, away: 0, extendedAway: 0, loggedOut: 0 }
    for (const skill of skills) {
      const counts = await store.availability.load(caller.client.organizationId, skill)
      if (counts === undefined) continue
      sum.ready += counts.ready
      sum.away += counts.away
      sum.extendedAway += counts.extendedAway
      sum.loggedOut += counts.loggedOut
    }
    return sum
  },
  'locations.list': async (page, { client: { organizationId } }, { store }) => {
    const [items, total] = await Promise.all([
      store.locations.page(organizationId, page.perPage, offsetOf(page)),
      store.locations.count(organizationId),
    ])
    return { ...page, items, total }
  },
  'locations.read': async ({ id }, { client }, { store }) => {
    const location = await store.locations.load(client.organizationId, id)
    if (location === undefined) throw new ProtocolError('not_found')
    return location
  },
  'employees.list': async (page, { client }, { store }) => {
    const found = await store.users.page(client.organizationId, page.perPage, offsetOf(page))
    const total = await store.users.count(client.organizationId)
    return { ...page, items: found.map(asEmployee), total }
  },
  'plans.list': async (_, caller, { store, secrets }) => {
    if (caller.subject === undefined) throw new ProtocolError('subject_token_required')
    const plans = await store.plans.managedBy(caller.subject.id)
    return plans.map(({ id, name }) => ({ id, name, key: resourceKeyOf(secrets, id) }))
  },
  nowhere: () => {
    throw new ProtocolError('not_found')
  },
  'calls.list': (query, { client }, deps) => listCalls(query, client.organizationId, deps),
  'calls.read': ({ id }, { client }, deps) => readCall(id, client.organizationId, deps),
}

function offsetOf({ page, perPage }: PageRequest): number {
  return (page - 1) * perPage
}

function asEmployee(user: User): Employee {
  return {
    id: user.publicId,
    name: user.name,
    email: user.email,
    roles: user.roles,
    isActive: user.isEnabled,
  }
}
