import { Anchor, Button, Stack } from '@mantine/core'
import { Link, useParams } from '@tanstack/react-router'
import { useLive } from '../../api/live.ts'
import { useMay } from '../../api/me.ts'
import { ROOMS, type Room, useFinishRoom, useRoom } from '../../api/rooms.ts'
import { confirm } from '../../pieces/confirm.tsx'
import { Copied } from '../../pieces/copied.tsx'
import { Facts } from '../../pieces/facts.tsx'
import { PageHead } from '../../pieces/page-head.tsx'
import { Section } from '../../pieces/section.tsx'
import { sayDone, sayFailed } from '../../pieces/toast.tsx'
import { When } from '../../pieces/when.tsx'
import { OrganizationName } from '../../shell/organization-name.tsx'
import { Participants } from './participants.tsx'
import { isLive, ROOM_STATES, RoomBadge } from './room-state.tsx'
import { RoomText } from './room-text.tsx'

export function Page() {
  const { id = '' } = useParams({ strict: false })
  const room = useRoom(id)
  const mayEnd = useMay('rooms:write') && isLive(room.state)
  useLive(ROOMS, isLive(room.state))
  return (
    <>
      <PageHead
        title={room.call_reference}
        lead={ROOM_STATES[room.state].words}
        back={{ to: '/rooms', title: 'Rooms and calls' }}
        badge={<RoomBadge state={room.state} />}
        actions={mayEnd ? <EndButton room={room} /> : null}
      />
      <Stack gap="lg">
        <Section title="The call">
          <Facts
            facts={{
              'Room id': <Copied text={room.id} what="room id" />,
              'Call reference': <Copied text={room.call_reference} what="call reference" />,
              Phone: room.phone_number ?? 'None',
              Text: <RoomText room={room} />,
              'API key': <Opener room={room} />,
              Organization: <OrganizationName id={room.organization_id} />,
            }}
          />
        </Section>
        <Participants room={room} mayRemove={mayEnd} />
        <Section title="What happened when">
          <Facts
            facts={{
              Opened: <When at={room.created_at} />,
              'Agent entered': <When at={room.joined_at} never="Not yet" />,
              'Call began': <When at={room.started_at} never="Not yet" />,
              ...(room.started_at === null && {
                [room.state === 'expired' ? 'Expired' : 'Ends by itself']: (
                  <When at={room.expires_at} />
                ),
              }),
              Finished: <When at={room.finished_at} never="Not by anybody" />,
            }}
          />
        </Section>
      </Stack>
    </>
  )
}

function Opener({ room: { client_id, client_name } }: { readonly room: Room }) {
  if (client_id === null) return 'Deleted since'
  return (
    <Anchor renderRoot={(props) => <Link to={`/clients/${client_id}`} {...props} />}>
      {client_name}
    </Anchor>
  )
}

function EndButton({ room }: { readonly room: Room }) {
  const finish = useFinishRoom(room.id)
  const end = async (): Promise<void> => {
    const isSure = await confirm({
      title: `End the room ${room.call_reference}?`,
      words: 'This cannot be undone. For another call, open another room.',
      dies: [
        'The guest link: it says that the call is over.',
        'The agent’s token for this room, within a second.',
        ...(room.state === 'running' ? ['The call that is going on.'] : []),
      ],
      act: 'End room',
    })
    if (isSure) await finish.mutateAsync().then(() => sayDone('The room has ended.'), sayFailed)
  }
  return (
    <Button variant="outline" color="red" loading={finish.isPending} onClick={end}>
      End room
    </Button>
  )
}
