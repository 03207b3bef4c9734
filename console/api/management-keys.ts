import { useChange } from './change.ts'
import { type Listed, useList } from './list.ts'
import { post, remove } from './request.ts'

const RESOURCE = 'management-keys'

export interface ManagementKey {
  readonly id: string
  readonly name: string | null
  readonly last_four: string
  readonly permissions: readonly string[]
  readonly organization_id: number | null
  readonly created_by: string | null
  readonly last_used_at: string | null
  readonly created_at: string
  readonly expires_at: string | null
  readonly revoked_at: string | null
}

export interface NewManagementKey {
  readonly name: string
  readonly permissions: readonly string[]
  readonly organization_id?: number
  readonly expires_in_seconds?: number
}

export function useManagementKeys(): Listed<ManagementKey> {
  return useList(`/${RESOURCE}`)
}

/** The answer holds the key itself, this one time. */
export function useCreateManagementKey() {
  return useChange(RESOURCE, (wish: NewManagementKey) =>
    post<ManagementKey & { readonly management_key: string }>(`/${RESOURCE}`, wish),
  )
}

export function useRevokeManagementKey() {
  return useChange(RESOURCE, (id: string) => remove(`/${RESOURCE}/${encodeURIComponent(id)}`))
}
