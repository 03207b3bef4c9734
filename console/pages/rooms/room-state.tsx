import type { RoomState } from '../../api/rooms.ts'
import { StateBadge, type StateWords } from '../../pieces/state-badge.tsx'

export const ROOM_STATES: Readonly<Record<RoomState, StateWords>> = {
  waiting: { title: 'Waiting', words: 'Open; agent and guest are not both in yet.', tone: 'warn' },
  running: { title: 'Running', words: 'The call goes on until it is ended.', tone: 'good' },
  finished: { title: 'Finished', words: 'Ended by somebody.', tone: 'note' },
  expired: { title: 'Expired', words: 'Its time is over.', tone: 'off' },
}

export function RoomBadge({ state }: { readonly state: RoomState }) {
  const { title, tone } = ROOM_STATES[state]
  return <StateBadge tone={tone}>{title}</StateBadge>
}

export function isLive(state: RoomState): boolean {
  return state === 'waiting' || state === 'running'
}
