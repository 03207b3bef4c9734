import type { RoomState } from '../../api/rooms.ts'
import { StateBadge, type Tone } from '../../pieces/state-badge.tsx'

interface StateWords {
  readonly title: string
  readonly words: string
  readonly tone: Tone
}

export const ROOM_STATES: Readonly<Record<RoomState, StateWords>> = {
  waiting: { title: 'Waiting', words: 'Open, and no agent has entered yet.', tone: 'warn' },
  running: { title: 'Running', words: 'An agent is in it.', tone: 'good' },
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
