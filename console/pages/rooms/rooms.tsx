import { Switch } from '@mantine/core'
import { IconVideo } from '@tabler/icons-react'
import { useState } from 'react'
import { useLive } from '../../api/live.ts'
import { useMe } from '../../api/me.ts'
import { ROOMS, type Room, useRooms } from '../../api/rooms.ts'
import { EmptyState } from '../../pieces/empty-state.tsx'
import { FilterSelect } from '../../pieces/filter-select.tsx'
import { useFilters } from '../../pieces/filters.ts'
import { type Column, Listing } from '../../pieces/listing.tsx'
import { PageHead } from '../../pieces/page-head.tsx'
import { SearchField } from '../../pieces/search-field.tsx'
import { When } from '../../pieces/when.tsx'
import { useOrganization } from '../../shell/organization.tsx'
import { ROOM_STATES, RoomBadge } from './room-state.tsx'
import { RoomText } from './room-text.tsx'

const STATES = Object.entries(ROOM_STATES).map(([value, { title }]) => ({ value, label: title }))

const COLUMNS: readonly Column<Room>[] = [
  { title: 'Call reference', cell: (room) => room.call_reference },
  { title: 'State', cell: ({ state }) => <RoomBadge state={state} /> },
  { title: 'Phone', cell: ({ phone_number }) => phone_number ?? 'None' },
  { title: 'Text', cell: (room) => <RoomText room={room} /> },
  { title: 'API key', cell: ({ client_name }) => client_name ?? 'Deleted' },
  { title: 'Opened', cell: ({ created_at }) => <When at={created_at} /> },
]

export function Page() {
  const filters = useFilters('state', 'q')
  const { id: organization_id } = useOrganization()
  const list = useRooms({ ...filters.values, organization_id })
  const [isFollowing, setFollowing] = useState(true)
  useLive(ROOMS, isFollowing)
  return (
    <>
      <PageHead
        title="Rooms and calls"
        lead="Video rooms that an API key has opened: who waits, who talks, and what has ended."
        actions={
          <Switch
            label="Live"
            checked={isFollowing}
            onChange={(event) => setFollowing(event.currentTarget.checked)}
          />
        }
      />
      <Listing
        label="Rooms and calls"
        list={list}
        columns={COLUMNS}
        filters={filters}
        toolbar={
          <>
            <SearchField filters={filters} label="Reference, or the whole number" />
            <FilterSelect filters={filters} name="state" any="Any state" options={STATES} />
          </>
        }
        keyOf={({ id }) => id}
        linkOf={({ id }) => `/rooms/${id}`}
        empty={<Empty />}
      />
    </>
  )
}

function Empty() {
  const { base_url: baseUrl } = useMe()
  return (
    <EmptyState
      title="No room has been opened yet"
      icon={IconVideo}
      example={{
        title: 'Open one',
        what: 'curl line',
        text: `curl ${baseUrl}/api/v1/tokens \\
  -H 'Content-Type: application/json' \\
  -H 'authorization: Bearer YOUR_API_KEY' \\
  -d '{"create_room":true,"phone_number":"+6512345678","call_reference":"123abcde"}'`,
      }}
    >
      A room opens when your software asks for a token with create_room. The caller gets a text with
      the link as soon as the agent enters.
    </EmptyState>
  )
}
