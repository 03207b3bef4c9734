import { Button, Text } from '@mantine/core'
import {
  type Participant,
  type Room,
  useParticipants,
  useRemoveParticipant,
} from '../../api/rooms.ts'
import { confirm } from '../../pieces/confirm.tsx'
import { type Column, Rows } from '../../pieces/rows.tsx'
import { Section } from '../../pieces/section.tsx'
import { sayDone, sayFailed } from '../../pieces/toast.tsx'
import { When } from '../../pieces/when.tsx'

/** Who is or was in a call; whoever may end it may put one out. */
export function Participants({
  room,
  mayRemove,
}: {
  readonly room: Room
  readonly mayRemove: boolean
}) {
  const { items, isLoading } = useParticipants(room.id)
  const columns: readonly Column<Participant>[] = [
    { title: 'Name', cell: ({ name }) => name || 'Guest without a name' },
    { title: 'As', cell: ({ is_agent }) => (is_agent ? 'Agent' : 'Guest') },
    { title: 'Came', cell: ({ entered_at }) => <When at={entered_at} /> },
    { title: 'Left', cell: ({ left_at }) => <When at={left_at} never="Is in the call" /> },
    ...(mayRemove
      ? [{ title: '', cell: (one: Participant) => <Remove room={room} one={one} /> }]
      : []),
  ]
  return (
    <Section
      title="People in the call"
      lead="Agents sign in; guests have the link, and typed their names themselves."
    >
      {items.length === 0 ? (
        <Text c="dimmed">{isLoading ? 'Loading…' : 'Nobody has come in yet.'}</Text>
      ) : (
        <Rows label="People in the call" items={items} columns={columns} keyOf={({ id }) => id} />
      )}
    </Section>
  )
}

function Remove({ room, one }: { readonly room: Room; readonly one: Participant }) {
  const removal = useRemoveParticipant(room.id)
  const name = one.name || 'the guest'
  const run = async (): Promise<void> => {
    const isSure = await confirm({
      title: `Put ${name} out of the call?`,
      words:
        'While the room is open, whoever has the link can come in again. End the room for good.',
      dies: [`The connection of ${name}, within a second.`],
      act: 'Put out',
    })
    if (isSure) {
      await removal
        .mutateAsync(one.id)
        .then(() => sayDone(`${name} is out of the call.`), sayFailed)
    }
  }
  if (one.left_at !== null) return null
  return (
    <Button
      size="compact-sm"
      variant="outline"
      color="red"
      loading={removal.isPending}
      onClick={run}
      aria-label={`Put ${name} out of the call`}
    >
      Put out
    </Button>
  )
}
