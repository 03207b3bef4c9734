import { Code, Group, Table, Text } from '@mantine/core'
import type { Dialect } from '../../api/dialects.ts'
import { useMe } from '../../api/me.ts'
import { CopyButton } from '../../pieces/copy-button.tsx'
import { ScrollTable } from '../../pieces/scroll-table.tsx'
import { Section } from '../../pieces/section.tsx'
import { operationWords } from './style-words.ts'

/** Every path of the style, ready to be copied. */
export function Endpoints({ style }: { readonly style: Dialect }) {
  const { base_url: baseUrl } = useMe()
  return (
    <Section title="Endpoints" lead="In another region the host differs, and the paths do not.">
      <ScrollTable label="Endpoints" minWidth={300}>
        <Table verticalSpacing={6} horizontalSpacing="xs">
          <Table.Thead>
            <Table.Tr>
              <Table.Th scope="col">Path</Table.Th>
              <Table.Th scope="col" visibleFrom="sm">
                What for
              </Table.Th>
            </Table.Tr>
          </Table.Thead>
          <Table.Tbody>
            {style.endpoints.map(({ operation, method, path }) => (
              <Table.Tr key={`${method} ${path}`}>
                <Table.Td>
                  <Group gap="xs" wrap="nowrap">
                    <Code>
                      {method} {path}
                    </Code>
                    <CopyButton text={`${baseUrl}${path}`} what={`URL of ${method} ${path}`} />
                  </Group>
                </Table.Td>
                <Table.Td visibleFrom="sm">
                  <Text size="sm">{operationWords(operation)}</Text>
                </Table.Td>
              </Table.Tr>
            ))}
          </Table.Tbody>
        </Table>
      </ScrollTable>
    </Section>
  )
}
