import { Table } from '@mantine/core'
import type { ReactNode } from 'react'

interface ScrollTableProps {
  /** What the table is of, for those who listen. */
  readonly label: string
  /** In pixels; a narrower window scrolls within the table. */
  readonly minWidth: number
  readonly maxHeight?: number
  readonly children: ReactNode
}

/** Room for a table that may be wider than the window, within reach of the keyboard. */
export function ScrollTable({ label, children, ...sizes }: ScrollTableProps) {
  const viewportProps = { tabIndex: 0, role: 'group', 'aria-label': label }
  return (
    <Table.ScrollContainer {...sizes} scrollAreaProps={{ viewportProps }}>
      {children}
    </Table.ScrollContainer>
  )
}
