import type { LocationAnswer } from '../../server/admin/locations.ts'
import { useChange } from './change.ts'
import { type Listed, useList } from './list.ts'
import { useOne } from './one.ts'
import { patch, post, type Query } from './request.ts'

const RESOURCE = 'locations'

export type Location = LocationAnswer
export type LocationWish = Omit<
  Location,
  'id' | 'organization_id' | 'created_at' | 'updated_at'
> & { readonly organization_id?: number | undefined }

export function useLocations(query: Query): Listed<Location> {
  return useList(`/${RESOURCE}`, query)
}

export function locationPath(id: string): string {
  return `/${RESOURCE}/${encodeURIComponent(id)}`
}

export function useLocation(id: string): Location {
  return useOne(locationPath(id))
}

export function useCreateLocation() {
  return useChange(RESOURCE, (wish: LocationWish) => post<Location>(`/${RESOURCE}`, wish))
}

export function useChangeLocation(id: string) {
  return useChange(RESOURCE, (change: Partial<LocationWish>) =>
    patch<Location>(locationPath(id), change),
  )
}
