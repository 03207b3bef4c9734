import { Table } from '@mantine/core'
import { ScrollTable } from '../../pieces/scroll-table.tsx'
import { spanWords } from '../../pieces/time-words.ts'
import type { ShownStyle } from './legend.tsx'
import classes from './overview.module.css'
import type { Step } from './steps.ts'

interface StepTableProps {
  readonly steps: readonly Step[]
  readonly styles: readonly ShownStyle[]
  readonly label: string
}

/** The same figures as in the picture, for those who would rather read them. */
export function StepTable({ steps, styles, label }: StepTableProps) {
  const told = steps.filter(({ sum }) => sum > 0).toReversed()
  return (
    <ScrollTable label={label} minWidth={160 + styles.length * 120} maxHeight={360}>
      <Table stickyHeader tabularNums verticalSpacing="xs" className={classes.table}>
        <Table.Caption>{label}; times without any are left out</Table.Caption>
        <Table.Thead>
          <Table.Tr>
            <Table.Th scope="col">Time</Table.Th>
            {styles.map(({ name, title }) => (
              <Table.Th key={name} scope="col" ta="right">
                {title}
              </Table.Th>
            ))}
            <Table.Th scope="col" ta="right">
              All
            </Table.Th>
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {told.map((step) => (
            <Table.Tr key={step.fromMs}>
              <Table.Th scope="row">{spanWords(step.fromMs, step.toMs)}</Table.Th>
              {styles.map(({ name }) => (
                <Table.Td key={name} ta="right">
                  {(step.counts[name] ?? 0).toLocaleString()}
                </Table.Td>
              ))}
              <Table.Td ta="right" fw={600}>
                {step.sum.toLocaleString()}
              </Table.Td>
            </Table.Tr>
          ))}
        </Table.Tbody>
      </Table>
    </ScrollTable>
  )
}
