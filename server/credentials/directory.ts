import { LRUCache } from 'lru-cache'
import type { Client } from '../protocol/client.ts'
import type { Credential } from '../store/credentials.ts'
import type { Store } from '../store/store.ts'

const CLIENTS_MAX = 50_000

export interface ClientEntry {
  readonly client: Client
  readonly credentials: readonly Credential[]
}

/** Clients with their credentials, remembered until a notice says that they changed. */
export interface Directory {
  load(clientId: string): Promise<ClientEntry | undefined>
  loadByRow(clientRow: number): Promise<ClientEntry | undefined>
}

export function directoryOf(store: Store): Directory {
  const entries = new LRUCache<string, ClientEntry>({ max: CLIENTS_MAX })
  const clientIds = new LRUCache<number, string>({ max: CLIENTS_MAX })
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
  })

  const remember = async (
    client: Client | undefined,
    changesBefore: number,
  ): Promise<ClientEntry | undefined> => {
    if (client === undefined) return undefined
    const entry = { client, credentials: await store.credentials.ofClient(client.id) }
    if (changesBefore === changes) {
      entries.set(client.clientId, entry)
      clientIds.set(client.id, client.clientId)
    }
    return entry
  }

  const load = async (clientId: string): Promise<ClientEntry | undefined> => {
    store.board.demandFresh()
    const known = entries.get(clientId)
    if (known !== undefined) return known
    const before = changes
    return remember(await store.clients.load(clientId), before)
  }

  return {
    load,
    async loadByRow(clientRow) {
      const clientId = clientIds.get(clientRow)
      if (clientId !== undefined) return load(clientId)
      const before = changes
      return remember(await store.clients.loadById(clientRow), before)
    },
  }
}
