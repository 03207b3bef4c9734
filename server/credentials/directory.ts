import type { Awaitable } from '../protocol/awaitable.ts'
import { boundedCache } from '../protocol/bounded-cache.ts'
import type { Client } from '../protocol/client.ts'
import type { Credential } from '../store/credentials.ts'
import type { Store } from '../store/store.ts'
import { type AllowedAddresses, allowedAddresses } from './addresses.ts'
import { together } from './together.ts'

const CLIENTS_MAX = 50_000

export interface ClientEntry {
  readonly client: Client
  readonly credentials: readonly Credential[]
  /** Where these may come from. */
  readonly addresses: AllowedAddresses
}

/**
 * Clients with their credentials, remembered until a notice says that they changed. Who is
 * remembered is there at once: a promise for each step would cost more than the look.
 */
export interface Directory {
  load(clientId: string): Awaitable<ClientEntry | undefined>
  loadByRow(clientRow: number): Awaitable<ClientEntry | undefined>
  /** Whose credential this is; among the entry's own it is. */
  loadByCredential(credentialId: number): Awaitable<ClientEntry | undefined>
}

export function directoryOf(store: Store): Directory {
  const entries = boundedCache<string, ClientEntry>(CLIENTS_MAX)
  const clientIds = boundedCache<number, string>(CLIENTS_MAX)
  const ofCredentials = boundedCache<number, string>(CLIENTS_MAX)
  // A load that began before a change must not put back what the change made stale.
  let changes = 0
  store.board.onNotice((notice) => {
    if (notice.kind !== 'client') return
    changes += 1
    entries.delete(notice.target)
  })
  store.board.onReset(() => {
    changes += 1
    entries.clear()
    clientIds.clear()
    ofCredentials.clear()
  })

  const remember = async (
    clients: readonly Client[],
    changesBefore: number,
  ): Promise<readonly ClientEntry[]> => {
    if (clients.length === 0) return []
    const credentials = await store.credentials.ofClients(clients.map(({ id }) => id))
    const ofClient = Map.groupBy(credentials, ({ clientRow }) => clientRow)
    return clients.map((client) => {
      const entry = {
        client,
        credentials: ofClient.get(client.id) ?? [],
        addresses: allowedAddresses(client.allowedIps),
      }
      if (changesBefore === changes) {
        entries.set(client.clientId, entry)
        clientIds.set(client.id, client.clientId)
      }
      return entry
    })
  }

  const fetchById = together<string, ClientEntry>(async (ids) => {
    const before = changes
    const found = await remember(await store.clients.loadAll(ids), before)
    return new Map(found.map((entry) => [entry.client.clientId, entry]))
  })

  const fetchByRow = together<number, ClientEntry>(async (rows) => {
    const before = changes
    const found = await remember(await store.clients.loadAllById(rows), before)
    return new Map(found.map((entry) => [entry.client.id, entry]))
  })

  const fetchByCredential = together<number, ClientEntry>(async (ids) => {
    const before = changes
    const found = await remember(await store.clients.loadAllByCredential(ids), before)
    const whose = new Map(found.flatMap((one) => one.credentials.map(({ id }) => [id, one])))
    for (const id of ids) {
      const entry = whose.get(id)
      if (entry !== undefined) ofCredentials.set(id, entry.client.clientId)
    }
    return whose
  })

  const load = (clientId: string): Awaitable<ClientEntry | undefined> => {
    store.board.demandFresh()
    return entries.get(clientId) ?? fetchById(clientId)
  }

  const loadByRow = (clientRow: number): Awaitable<ClientEntry | undefined> => {
    const clientId = clientIds.get(clientRow)
    return clientId === undefined ? fetchByRow(clientRow) : load(clientId)
  }

  return {
    load,
    loadByRow,
    loadByCredential(credentialId) {
      store.board.demandFresh()
      const clientId = ofCredentials.get(credentialId)
      const known = clientId === undefined ? undefined : entries.get(clientId)
      // The id of a credential that was deleted may be given to another client's.
      if (known !== undefined && owns(known, credentialId)) return known
      return fetchByCredential(credentialId)
    },
  }
}

function owns({ credentials }: ClientEntry, credentialId: number): boolean {
  return credentials.some(({ id }) => id === credentialId)
}
