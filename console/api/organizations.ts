import type { OrganizationAnswer } from '../../server/admin/organizations.ts'
import { useChange } from './change.ts'
import { type Listed, useList } from './list.ts'
import { useOne } from './one.ts'
import { patch, post } from './request.ts'

const RESOURCE = 'organizations'

export type Organization = OrganizationAnswer

interface Named {
  readonly name: string
}

export function useOrganizations(isWanted = true): Listed<Organization> {
  return useList(`/${RESOURCE}`, {}, isWanted)
}

export function useOneOrganization(id: string): Organization {
  return useOne(pathOf(id))
}

export function useCreateOrganization() {
  return useChange(RESOURCE, (wish: Named) => post<Organization>(`/${RESOURCE}`, wish))
}

export function useRenameOrganization(id: string) {
  return useChange(RESOURCE, (change: Named) => patch<Organization>(pathOf(id), change))
}

function pathOf(id: string): string {
  return `/${RESOURCE}/${encodeURIComponent(id)}`
}
