import { useChange } from './change.ts'
import { type Listed, useList } from './list.ts'
import { useOne } from './one.ts'
import { post, type Query } from './request.ts'

export const ROOMS = 'rooms'

export type RoomState = 'waiting' | 'running' | 'finished' | 'expired'

export interface Room {
  readonly id: string
  readonly call_reference: string
  /** Masked but for its last digits. */
  readonly phone_number: string | null
  readonly state: RoomState
  /** `null` where the client was deleted. */
  readonly client_id: string | null
  readonly client_name: string | null
  readonly organization_id: number
  readonly created_at: string
  readonly expires_at: string | null
  readonly joined_at: string | null
  readonly finished_at: string | null
  readonly text: { readonly sent_at: string | null } | null
}

export function useRooms(query: Query): Listed<Room> {
  return useList(`/${ROOMS}`, query)
}

export function useRoom(id: string): Room {
  return useOne(pathOf(id))
}

export function useFinishRoom(id: string) {
  return useChange(ROOMS, () => post<Room>(`${pathOf(id)}/finish`))
}

function pathOf(id: string): string {
  return `/${ROOMS}/${encodeURIComponent(id)}`
}
