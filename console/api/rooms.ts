import type { ParticipantAnswer, RoomAnswer } from '../../server/admin/rooms.ts'
import { useChange } from './change.ts'
import { type Listed, useList } from './list.ts'
import { useOne } from './one.ts'
import { post, type Query } from './request.ts'

export const ROOMS = 'rooms'

export type Room = RoomAnswer
export type Participant = ParticipantAnswer
export type RoomState = Room['state']

export function useRooms(query: Query): Listed<Room> {
  return useList(`/${ROOMS}`, query)
}

export function useRoom(id: string): Room {
  return useOne(pathOf(id))
}

export function useFinishRoom(id: string) {
  return useChange(ROOMS, () => post<Room>(`${pathOf(id)}/finish`))
}

export function useParticipants(id: string): Listed<Participant> {
  return useList(`${pathOf(id)}/participants`)
}

export function useRemoveParticipant(id: string) {
  return useChange(ROOMS, (participantId: string) =>
    post<void>(`${pathOf(id)}/participants/${encodeURIComponent(participantId)}/remove`),
  )
}

function pathOf(id: string): string {
  return `/${ROOMS}/${encodeURIComponent(id)}`
}
