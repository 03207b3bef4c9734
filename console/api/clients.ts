import type { ClientAnswer } from '../../server/admin/client-shape.ts'
import { useChange } from './change.ts'
import { type Listed, useList } from './list.ts'
import { useOne } from './one.ts'
import { useRemoval } from './removal.ts'
import { patch, post, type Query, remove } from './request.ts'

const RESOURCE = 'clients'

export type Client = ClientAnswer
export type Credential = Client['credentials'][number]

/** What may be said of a client when it is made and changed. */
export interface ClientTerms {
  readonly name: string
  readonly scopes: readonly string[]
  readonly redirect_uris: readonly string[]
  readonly audiences: readonly string[]
  readonly displayed: boolean
  readonly access_token_lifetime_seconds: number | null
  readonly allowed_ips: readonly string[]
  readonly allowed_origins: readonly string[]
  readonly allowed_agents: readonly number[]
}

export interface NewClient extends Partial<ClientTerms> {
  readonly dialect: string
  readonly organization_id?: number
  readonly token_endpoint_auth_method?: 'none' | 'client_secret_basic'
  /** When its first secret ends; `null` for never. */
  readonly expires_in_seconds?: number | null
}

/** What is shown once. Which of them depends on the style. */
export interface Secret {
  readonly client_secret?: string
  readonly api_key?: string
  readonly client_api_key?: string
}

export function useClients(query: Query, isWanted = true): Listed<Client> {
  return useList<Client>('/clients', query, isWanted)
}

export function useClient(id: string): Client {
  return useOne<Client>(pathOf(id))
}

export function useCreateClient() {
  return useChange(RESOURCE, (wish: NewClient) => post<Client & Secret>('/clients', wish))
}

export function useChangeClient(id: string) {
  return useChange(RESOURCE, (wish: Partial<ClientTerms> & { readonly enabled?: boolean }) =>
    patch<Client>(pathOf(id), wish),
  )
}

export function useDeleteClient(id: string, listAt: string) {
  return useRemoval(pathOf(id), listAt)
}

/** The next secret; the present ones end when the overlap is over. */
export function useRotate(id: string) {
  return useChange(RESOURCE, (overlapSec: number) =>
    post<Credential & Secret>(`${pathOf(id)}/credentials/rotate`, { overlap_seconds: overlapSec }),
  )
}

export function useFinishRotation(id: string) {
  return useChange(RESOURCE, () => post<Client>(`${pathOf(id)}/credentials/finish-rotation`))
}

export function useRollBack(id: string) {
  return useChange(RESOURCE, () => post<Client>(`${pathOf(id)}/credentials/roll-back`))
}

export function useRevokeCredential(id: string) {
  return useChange(RESOURCE, (credentialId: string) =>
    remove(`${pathOf(id)}/credentials/${encodeURIComponent(credentialId)}`),
  )
}

/** Gives a secret an end, another one, or none. */
export function useEndOf(id: string, credentialId: string) {
  return useChange(RESOURCE, (expiresInSec: number | null) =>
    patch<Credential>(`${pathOf(id)}/credentials/${encodeURIComponent(credentialId)}`, {
      expires_in_seconds: expiresInSec,
    }),
  )
}

function pathOf(id: string): string {
  return `/clients/${encodeURIComponent(id)}`
}
