import { Card, Stack, Table, Text } from '@mantine/core'
import { useMediaQuery } from '@mantine/hooks'
import { Link } from '@tanstack/react-router'
import type { ReactNode } from 'react'
import classes from './rows.module.css'

export interface Column<Item> {
  /** Empty where the column holds only buttons. */
  readonly title: string
  /** The first column says what the row is; on a phone it heads the card. */
  cell(item: Item): ReactNode
  /** Left out of the cards of a phone. */
  readonly isWide?: boolean
}

export interface RowsProps<Item> {
  readonly items: readonly Item[]
  readonly columns: readonly Column<Item>[]
  /** What the table is of, for those who listen. */
  readonly label: string
  keyOf(item: Item): string | number
  /** Where a row leads; the whole of it can be clicked. */
  linkOf?(item: Item): string
}

/** Things of one kind: a table on a desk, cards on a phone. */
export function Rows<Item>(props: RowsProps<Item>) {
  const isWide = useMediaQuery('(min-width: 48em)', true, { getInitialValueInEffect: false })
  return isWide ? <Desk {...props} /> : <Phone {...props} />
}

function Desk<Item>({ items, columns, label, keyOf, linkOf }: RowsProps<Item>) {
  const [first, ...others] = columns
  return (
    <Card withBorder padding={0} className={classes.frame}>
      <div className={classes.scroll}>
        <Table verticalSpacing="sm" horizontalSpacing="md" highlightOnHover={linkOf !== undefined}>
          <Table.Caption className={classes.caption}>{label}</Table.Caption>
          <Table.Thead>
            <Table.Tr>
              {columns.map(({ title }) =>
                title === '' ? <Table.Td key={title} /> : <Table.Th key={title}>{title}</Table.Th>,
              )}
            </Table.Tr>
          </Table.Thead>
          <Table.Tbody>
            {items.map((item) => (
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
      </div>
    </Card>
  )
}

function Phone<Item>({ items, columns, label, keyOf, linkOf }: RowsProps<Item>) {
  const [first, ...others] = columns
  const shown = others.filter((column) => column.isWide !== true)
  return (
    <Stack gap="sm" component="ul" className={classes.cards} aria-label={label}>
      {items.map((item) => (
        <Card key={keyOf(item)} component="li" withBorder padding="md" className={classes.row}>
          <Head to={linkOf?.(item)}>{first?.cell(item)}</Head>
          <dl className={classes.facts}>
            {shown.map((column) => (
              <div key={column.title}>
                {column.title === '' ? null : <dt>{column.title}</dt>}
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
