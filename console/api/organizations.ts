import { type Listed, useList } from './list.ts'

export interface Organization {
  readonly id: number
  readonly name: string
  readonly created_at: string
}

export function useOrganizations(isWanted = true): Listed<Organization> {
  return useList('/organizations', {}, isWanted)
}
