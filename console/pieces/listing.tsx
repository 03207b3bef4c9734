import { Button, Card, Group, Skeleton, Stack, Table, Text } from '@mantine/core'
import { useMediaQuery } from '@mantine/hooks'
import { Link } from '@tanstack/react-router'
import type { ReactNode } from 'react'
import type { Listed } from '../api/list.ts'
import { wordsOf } from '../api/problem.ts'
import { EmptyState } from './empty-state.tsx'
import type { Filters } from './filters.ts'
import classes from './listing.module.css'
import { RequestId } from './request-id.tsx'

export interface Column<Item> {
  readonly title: string
  /** The first column says what the row is; on a phone it heads the card. */
  cell(item: Item): ReactNode
  /** Left out of the cards of a phone. */
  readonly isWide?: boolean
}

export interface ListingProps<Item> {
  readonly list: Listed<Item>
  readonly columns: readonly Column<Item>[]
  /** What the table is of, for those who listen. */
  readonly label: string
  readonly filters: Filters
  /** Search and filters, above the list. */
  readonly toolbar?: ReactNode
  /** What stands here while there is none at all: what it is for and how to begin. */
  readonly empty: ReactNode
  keyOf(item: Item): string | number
  /** Where a row leads; the whole of it can be clicked. */
  linkOf?(item: Item): string
}

/** A list as a table, on a phone as cards, with what there is to say while it has no rows. */
export function Listing<Item>(props: ListingProps<Item>) {
  const { list, filters, toolbar, empty } = props
  const isWide = useMediaQuery('(min-width: 48em)', true, { getInitialValueInEffect: false })
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
        <Skeleton height={240} aria-label="Loading" />
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
      ) : isWide ? (
        <Rows {...props} />
      ) : (
        <Cards {...props} />
      )}
      {list.hasMore ? (
        <Button variant="default" loading={list.isLoadingMore} onClick={list.loadMore}>
          Load more
        </Button>
      ) : null}
    </Stack>
  )
}

function Rows<Item>({ list, columns, label, keyOf, linkOf }: ListingProps<Item>) {
  const [first, ...others] = columns
  return (
    <Card withBorder padding={0} className={classes.frame}>
      <Table.ScrollContainer minWidth={680}>
        <Table verticalSpacing="sm" horizontalSpacing="md" highlightOnHover={linkOf !== undefined}>
          <Table.Caption className={classes.caption}>{label}</Table.Caption>
          <Table.Thead>
            <Table.Tr>
              {columns.map(({ title }) => (
                <Table.Th key={title}>{title}</Table.Th>
              ))}
            </Table.Tr>
          </Table.Thead>
          <Table.Tbody>
            {list.items.map((item) => (
              <Table.Tr key={keyOf(item)} className={classes.row}>
                <Table.Td>
                  <Head to={linkOf?.(item)}>{first?.cell(item)}</Head>
                </Table.Td>
                {others.map((column) => (
                  <Table.Td key={column.title}>{column.cell(item)}</Table.Td>
                ))}
              </Table.Tr>
            ))}
          </Table.Tbody>
        </Table>
      </Table.ScrollContainer>
    </Card>
  )
}

function Cards<Item>({ list, columns, label, keyOf, linkOf }: ListingProps<Item>) {
  const [first, ...others] = columns
  const shown = others.filter((column) => column.isWide !== true)
  return (
    <Stack gap="sm" component="ul" className={classes.cards} aria-label={label}>
      {list.items.map((item) => (
        <Card key={keyOf(item)} component="li" withBorder padding="md" className={classes.row}>
          <Head to={linkOf?.(item)}>{first?.cell(item)}</Head>
          <dl className={classes.facts}>
            {shown.map((column) => (
              <div key={column.title}>
                <dt>{column.title}</dt>
                <dd>{column.cell(item)}</dd>
              </div>
            ))}
          </dl>
        </Card>
      ))}
    </Stack>
  )
}

/** A link that covers its row, so that nobody has to aim at the name. */
function Head({ to, children }: { readonly to: string | undefined; readonly children: ReactNode }) {
  if (to === undefined) return <Text component="div">{children}</Text>
  return (
    <Link to={to} className={classes.link}>
      {children}
    </Link>
  )
}

function Again({ retry }: { retry(): void }) {
  return <Button onClick={retry}>Try again</Button>
}
