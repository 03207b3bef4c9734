import type { ManagementKeyAnswer } from '../../server/admin/management-keys.ts'
import { useChange } from './change.ts'
import { type Listed, useList } from './list.ts'
import { post, remove } from './request.ts'

const RESOURCE = 'management-keys'

export type ManagementKey = ManagementKeyAnswer

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
