import { Text } from '@mantine/core'
import type { Room } from '../../api/rooms.ts'
import { When } from '../../pieces/when.tsx'
import { TEXT_STATES } from '../texts/text-state.tsx'
import { isLive } from './room-state.tsx'

/** What became of the text with the guest link. */
export function RoomText({ room: { phone_number, state, text } }: { readonly room: Room }) {
  if (phone_number === null)
    return (
      <Text c="dimmed" inherit>
        No number, no text
      </Text>
    )
  if (text === null) {
    return (
      <Text c="dimmed" inherit>
        {isLive(state) ? 'When an agent enters' : 'Never sent'}
      </Text>
    )
  }
  if (text.sent_at === null) return TEXT_STATES[text.state].title
  return (
    <span>
      Sent <When at={text.sent_at} />
    </span>
  )
}
