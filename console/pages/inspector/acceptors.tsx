import { Button, Code, Table } from '@mantine/core'
import { useStyleTitles } from '../../api/style-titles.ts'
import type { AcceptedBy, RequestLine } from '../../api/tokens.ts'
import { ScrollTable } from '../../pieces/scroll-table.tsx'
import { Section } from '../../pieces/section.tsx'
import { NO_LINE } from './inspection.ts'

interface AcceptorsProps {
  readonly list: readonly AcceptedBy[]
  ask(line: RequestLine): void
}

/** The routes that would let it in as it is now. */
export function Acceptors({ list, ask }: AcceptorsProps) {
  const titles = useStyleTitles()
  if (list.length === 0) return null
  return (
    <Section title="What accepts it" lead="Every route of this server that would let it in now.">
      <ScrollTable label="What accepts it" minWidth={340}>
        <Table verticalSpacing="xs">
          <Table.Thead>
            <Table.Tr>
              <Table.Th scope="col">Route</Table.Th>
              <Table.Th scope="col" visibleFrom="sm">
                Style
              </Table.Th>
              <Table.Td />
            </Table.Tr>
          </Table.Thead>
          <Table.Tbody>
            {list.map(({ method, path, dialect }) => (
              <Table.Tr key={`${method} ${path}`}>
                <Table.Th scope="row" fw={400}>
                  <Code>
                    {method} {path}
                  </Code>
                </Table.Th>
                <Table.Td visibleFrom="sm">
                  {dialect === null ? 'Management API' : (titles.get(dialect) ?? dialect)}
                </Table.Td>
                <Table.Td ta="right">
                  <Button
                    size="compact-sm"
                    variant="subtle"
                    aria-label={`Why? Check the request ${method} ${path}`}
                    onClick={() => ask({ ...NO_LINE, method, path })}
                  >
                    Why?
                  </Button>
                </Table.Td>
              </Table.Tr>
            ))}
          </Table.Tbody>
        </Table>
      </ScrollTable>
    </Section>
  )
}
