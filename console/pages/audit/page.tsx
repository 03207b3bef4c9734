import { Button, Skeleton, Stack, Text } from '@mantine/core'
import { IconListDetails } from '@tabler/icons-react'
import { lazy, Suspense, useEffect } from 'react'
import { BEFORE_ALL, useAuditEvents, useFollowed } from '../../api/audit-events.ts'
import { wordsOf } from '../../api/problem.ts'
import { announce } from '../../pieces/announce.ts'
import { EmptyState } from '../../pieces/empty-state.tsx'
import { useFilters } from '../../pieces/filters.ts'
import { countWords } from '../../pieces/number-words.ts'
import { PageHead } from '../../pieces/page-head.tsx'
import { RequestId } from '../../pieces/request-id.tsx'
import { FILTERS, queryOf } from './audit-filters.ts'
import { EventList } from './event-list.tsx'
import { Follow } from './follow.tsx'
import { Toolbar } from './toolbar.tsx'

const EventDrawer = lazy(async () => ({
  default: (await import('./event-drawer.tsx')).EventDrawer,
}))
const Export = lazy(async () => ({ default: (await import('./export.tsx')).Export }))

const LEAD =
  'Every decision: who asked for what, from where, and how it ended. Nobody can change it.'

export function Page() {
  const filters = useFilters(...FILTERS)
  const own = useFilters('follow')
  const query = queryOf(filters)
  const list = useAuditEvents(query)
  const isFollowing = own.values.follow === '1'
  const newest = list.isLoading ? undefined : (list.items[0]?.id ?? BEFORE_ALL)
  const fresh = useFollowed(query, newest, isFollowing)
  const known = new Set(fresh.map(({ event }) => event.id))
  const older = list.items.filter(({ id }) => !known.has(id))
  const count = fresh.length
  useEffect(() => {
    if (count > 0) announce(`${countWords(count, 'new event')}.`)
  }, [count])
  const isEmpty = count + older.length === 0
  // A search that finds little ends within a request's time, and goes on with the next.
  const isLooking = isEmpty && list.hasMore
  const { isLoadingMore, loadMore } = list
  // biome-ignore lint/correctness/useExhaustiveDependencies: it is the same act each time.
  useEffect(() => {
    if (isLooking && !isLoadingMore) loadMore()
  }, [isLooking, isLoadingMore])
  return (
    <>
      <PageHead
        title="Audit log"
        lead={LEAD}
        actions={
          <>
            <Follow isOn={isFollowing} set={(isOn) => own.set('follow', isOn ? '1' : undefined)} />
            <Suspense fallback={null}>
              <Export query={query} />
            </Suspense>
          </>
        }
      />
      <Stack gap="md">
        <Toolbar filters={filters} />
        {list.error !== null && isEmpty ? (
          <EmptyState
            title="The log could not be read"
            action={<Button onClick={list.retry}>Try again</Button>}
          >
            {wordsOf(list.error)}
            <RequestId of={list.error} />
          </EmptyState>
        ) : list.isLoading || isLooking ? (
          <Skeleton height={320} aria-label="Loading" />
        ) : isEmpty ? (
          <Nothing isNarrowed={filters.isSet} clear={filters.clear} />
        ) : (
          <EventList fresh={fresh} older={older} />
        )}
        {list.hasMore && !isLooking ? (
          <Button variant="default" loading={list.isLoadingMore} onClick={list.loadMore}>
            Load older
          </Button>
        ) : isEmpty || list.isLoading ? null : (
          <Text size="sm" c="dimmed" ta="center">
            That is the whole log{filters.isSet ? ', as far as it fits' : ''}.
          </Text>
        )}
      </Stack>
      <Suspense fallback={null}>
        <EventDrawer events={[...fresh.map(({ event }) => event), ...older]} />
      </Suspense>
    </>
  )
}

function Nothing({ isNarrowed, clear }: { readonly isNarrowed: boolean; clear(): void }) {
  if (isNarrowed) {
    return (
      <EmptyState
        title="Nothing matches"
        icon={IconListDetails}
        action={
          <Button variant="default" onClick={clear}>
            Show all
          </Button>
        }
      >
        Nothing of the kind has happened, or it lies before what is kept.
      </EmptyState>
    )
  }
  return (
    <EmptyState
      title="Nothing has happened yet"
      icon={IconListDetails}
      example={{
        title: 'On the command line',
        what: 'command',
        text: 'mintmark audit list --action token. --outcome invalid_client --limit 20',
      }}
    >
      Tokens that are issued or refused, sign-ins, and everything that is managed here stand in this
      log within seconds.
    </EmptyState>
  )
}
