import { Button, Stack } from '@mantine/core'
import { IconPlus, IconWorld } from '@tabler/icons-react'
import { useState } from 'react'
import { useMay } from '../../api/me.ts'
import { type Region, useRegions } from '../../api/regions.ts'
import { EmptyState } from '../../pieces/empty-state.tsx'
import { PageHead } from '../../pieces/page-head.tsx'
import { EditRegion } from './edit-region.tsx'
import { RegionCard } from './region-card.tsx'

const LEAD =
  'Clients choose a region by the host name that they ask, and tokens name the region in ' +
  'which they were issued.'

/** What is being edited: one that is there, or a new one. */
export type Edited = Region | 'new' | undefined

export function Page() {
  const regions = useRegions()
  const mayChange = useMay('regions:write')
  const [edited, edit] = useState<Edited>()
  const add = mayChange ? (
    <Button leftSection={<IconPlus size={16} aria-hidden />} onClick={() => edit('new')}>
      Add region
    </Button>
  ) : null
  return (
    <>
      <PageHead title="Regions" lead={LEAD} actions={regions.length === 0 ? null : add} />
      {regions.length === 0 ? (
        <EmptyState
          title="No region yet"
          icon={IconWorld}
          action={add}
          example={{
            title: 'By automation',
            what: 'command',
            text: [
              'curl -X PUT "$MINTMARK_URL/admin/v1/regions/emea" \\',
              '  -H "Authorization: Bearer $MANAGEMENT_KEY" -H "Content-Type: application/json" \\',
              '  -d \'{"token_host": "emea.example.com", "api_host": "emea.api.example.com"}\'',
            ].join('\n'),
          }}
        >
          Without regions every host name is as good as any other. Add one for each place whose
          clients ask at a host name of their own.
        </EmptyState>
      ) : (
        <Stack gap="md">
          {regions.map((region) => (
            <RegionCard key={region.name} region={region} edit={mayChange ? edit : undefined} />
          ))}
        </Stack>
      )}
      <EditRegion edited={edited} isFirst={regions.length === 0} onClose={() => edit(undefined)} />
    </>
  )
}
