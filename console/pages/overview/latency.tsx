import { Table } from '@mantine/core'
import type { Overview } from '../../api/overview.ts'
import { ScrollTable } from '../../pieces/scroll-table.tsx'
import { Section } from '../../pieces/section.tsx'
import { styleColour } from '../../pieces/style-colours.ts'
import { Swatch } from './legend.tsx'
import classes from './overview.module.css'
import { Range } from './range.tsx'

const LEAD =
  'Half of the requests took no longer than the first figure, 95 and 99 of 100 no longer ' +
  'than the others.'

/** How long answers took this server, without the network. */
export function Latency({ latency, adoption }: Pick<Overview, 'latency' | 'adoption'>) {
  const most = Math.max(...latency.map(({ p99_ms }) => p99_ms))
  return (
    <Section title="How quick it is" lead={LEAD}>
      <ScrollTable label="How quick it is" minWidth={290}>
        <Table tabularNums className={classes.table}>
          <Table.Thead>
            <Table.Tr>
              <Table.Th scope="col">Style</Table.Th>
              <Table.Th scope="col" ta="right">
                p50
              </Table.Th>
              <Table.Th scope="col" ta="right">
                p95
              </Table.Th>
              <Table.Th scope="col" ta="right">
                p99
              </Table.Th>
              <Table.Td aria-hidden w="30%" visibleFrom="sm" />
            </Table.Tr>
          </Table.Thead>
          <Table.Tbody>
            {latency.map(({ dialect, p50_ms, p95_ms, p99_ms }) => {
              const at = adoption.findIndex((one) => one.dialect === dialect)
              const colour = styleColour(Math.max(0, at))
              return (
                <Table.Tr key={dialect}>
                  <Table.Th scope="row" data-may-wrap>
                    <Swatch colour={colour} /> {adoption[at]?.title ?? dialect}
                  </Table.Th>
                  <Table.Td ta="right">{msWords(p50_ms)}</Table.Td>
                  <Table.Td ta="right">{msWords(p95_ms)}</Table.Td>
                  <Table.Td ta="right">{msWords(p99_ms)}</Table.Td>
                  <Table.Td aria-hidden visibleFrom="sm">
                    <Range marks={[p50_ms, p95_ms, p99_ms]} most={most} colour={colour} />
                  </Table.Td>
                </Table.Tr>
              )
            })}
          </Table.Tbody>
        </Table>
      </ScrollTable>
    </Section>
  )
}

function msWords(ms: number): string {
  if (ms < 1) return '< 1 ms'
  return ms < 1_000 ? `${ms.toLocaleString()} ms` : `${(ms / 1_000).toLocaleString()} s`
}
