import { Button, Code, Text } from '@mantine/core'
import { IconShieldCheck } from '@tabler/icons-react'
import { type Block, useBlocks, useLiftBlock } from '../../api/blocks.ts'
import { useLive } from '../../api/live.ts'
import { useMay } from '../../api/me.ts'
import { Problem } from '../../api/problem.ts'
import { Countdown } from '../../pieces/countdown.tsx'
import { EmptyState } from '../../pieces/empty-state.tsx'
import { useFilters } from '../../pieces/filters.ts'
import { type Column, Listing } from '../../pieces/listing.tsx'
import { PageHead } from '../../pieces/page-head.tsx'
import { sayDone, sayFailed } from '../../pieces/toast.tsx'
import { When } from '../../pieces/when.tsx'
import { whyBlocked } from './why-blocked.ts'

const LEAD =
  'Whoever gives a wrong password or secret too often has to wait. Others are not held up by it.'

const COLUMNS: readonly Column<Block>[] = [
  { title: 'Who', cell: ({ subject }) => <bdi>{subject}</bdi> },
  {
    title: 'Why',
    cell: ({ bucket }) => (
      <>
        {whyBlocked(bucket).title}
        <Text size="sm" c="dimmed">
          {whyBlocked(bucket).words}
        </Text>
      </>
    ),
  },
  { title: 'Refused', cell: ({ refusals }) => `${refusals.toLocaleString()}×` },
  { title: 'Last try', cell: ({ last_at }) => <When at={last_at} /> },
  { title: 'Ends in', cell: ({ expires_at }) => <Countdown to={expires_at} /> },
]

export function Page() {
  const list = useBlocks()
  const mayLift = useMay('blocks:write')
  useLive('blocks')
  return (
    <>
      <PageHead title="Blocks" lead={LEAD} />
      <Listing
        label="Blocks"
        list={list}
        filters={useFilters()}
        empty={<Nobody />}
        keyOf={({ id }) => id}
        columns={
          mayLift
            ? [...COLUMNS, { title: 'Lift', cell: (block) => <Lift block={block} /> }]
            : COLUMNS
        }
      />
    </>
  )
}

function Nobody() {
  return (
    <EmptyState
      title="Nobody is blocked"
      icon={IconShieldCheck}
      example={{
        title: 'The same for a script',
        what: 'command',
        text: 'curl -H "Authorization: Bearer $MANAGEMENT_KEY" "$MINTMARK_URL/admin/v1/blocks"',
      }}
    >
      After too many wrong passwords or secrets, an account, a client or an address stands here
      until it may try again. How many are too many is set by <Code>limits</Code> in the
      configuration.
    </EmptyState>
  )
}

function Lift({ block }: { readonly block: Block }) {
  const lift = useLiftBlock()
  return (
    <Button
      size="compact-sm"
      variant="default"
      loading={lift.isPending}
      aria-label={`Let try again: ${block.subject}`}
      onClick={() =>
        lift.mutate(block, {
          onSuccess: () => sayDone(`${block.subject} may try again at once.`),
          onError: (thrown) => {
            const hasEnded = thrown instanceof Problem && thrown.status === 404
            if (hasEnded) sayDone(`${block.subject} may try again: the block had ended.`)
            else sayFailed(thrown)
          },
        })
      }
    >
      Let try again
    </Button>
  )
}
