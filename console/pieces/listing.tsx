import { Button, Group, Skeleton, Stack } from '@mantine/core'
import type { ReactNode } from 'react'
import type { Listed } from '../api/list.ts'
import { wordsOf } from '../api/problem.ts'
import { EmptyState } from './empty-state.tsx'
import type { Filters } from './filters.ts'
import { RequestId } from './request-id.tsx'
import { Rows, type RowsProps } from './rows.tsx'

export type { Column } from './rows.tsx'

export interface ListingProps<Item> extends Omit<RowsProps<Item>, 'items'> {
  readonly list: Listed<Item>
  readonly filters: Filters
  /** Search and filters, above the list. */
  readonly toolbar?: ReactNode
  /** What stands here while there is none at all: what it is for and how to begin. */
  readonly empty: ReactNode
}

/** A list as a table, on a phone as cards, with what there is to say while it has no rows. */
export function Listing<Item>(props: ListingProps<Item>) {
  const { list, filters, toolbar, empty } = props
  const isEmpty = list.items.length === 0
  if (list.error !== null && isEmpty) {
    return (
      <EmptyState title="The list could not be read" action={<Again retry={list.retry} />}>
        {wordsOf(list.error)} <RequestId of={list.error} />
      </EmptyState>
    )
  }
  if (isEmpty && !list.isLoading && !filters.isSet) return empty
  return (
    <Stack gap="md">
      {toolbar === undefined ? null : <Group gap="sm">{toolbar}</Group>}
      {list.isLoading ? (
        <Skeleton height={240} aria-busy="true" aria-label="Loading" />
      ) : isEmpty ? (
        <EmptyState
          title="Nothing matches"
          action={
            <Button variant="default" onClick={filters.clear}>
              Show all
            </Button>
          }
        >
          There are others, but none that fit what you are looking for.
        </EmptyState>
      ) : (
        <Rows {...props} items={list.items} />
      )}
      {list.hasMore ? (
        <Button variant="default" loading={list.isLoadingMore} onClick={list.loadMore}>
          Load more
        </Button>
      ) : null}
    </Stack>
  )
}

function Again({ retry }: { retry(): void }) {
  return <Button onClick={retry}>Try again</Button>
}
