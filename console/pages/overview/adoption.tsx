import { Anchor, Table, Text } from '@mantine/core'
import { Link } from '@tanstack/react-router'
import { useMay } from '../../api/me.ts'
import type { Overview } from '../../api/overview.ts'
import { ScrollTable } from '../../pieces/scroll-table.tsx'
import { Section } from '../../pieces/section.tsx'
import { styleColour } from '../../pieces/style-colours.ts'
import { Swatch } from './legend.tsx'
import classes from './overview.module.css'

/** Who uses which style. */
export function Adoption({ adoption }: { readonly adoption: Overview['adoption'] }) {
  const mayOpen = useMay('dialects:read')
  return (
    <Section title="Styles in use" lead="Active: a secret of theirs was used in this time.">
      <ScrollTable label="Styles in use" minWidth={320}>
        <Table tabularNums className={classes.table}>
          <Table.Thead>
            <Table.Tr>
              <Table.Th scope="col">Style</Table.Th>
              <Table.Th scope="col" ta="right">
                Clients
              </Table.Th>
              <Table.Th scope="col" ta="right">
                Active
              </Table.Th>
              <Table.Th scope="col" ta="right">
                Tokens
              </Table.Th>
            </Table.Tr>
          </Table.Thead>
          <Table.Tbody>
            {adoption.map(({ dialect, title, clients, active_clients, tokens }, at) => (
              <Table.Tr key={dialect}>
                <Table.Th scope="row" data-may-wrap>
                  <Swatch colour={styleColour(at)} />{' '}
                  {mayOpen ? (
                    <Anchor
                      inherit
                      c="inherit"
                      underline="always"
                      renderRoot={(props) => <Link to={`/styles/${dialect}`} {...props} />}
                    >
                      {title}
                    </Anchor>
                  ) : (
                    title
                  )}
                </Table.Th>
                <Table.Td ta="right">{clients.toLocaleString()}</Table.Td>
                <Table.Td ta="right">{active_clients.toLocaleString()}</Table.Td>
                <Table.Td ta="right">{tokens.toLocaleString()}</Table.Td>
              </Table.Tr>
            ))}
          </Table.Tbody>
        </Table>
      </ScrollTable>
      {adoption.every(({ tokens }) => tokens === 0) ? (
        <Text size="sm" c="dimmed">
          No token was issued in this time.
        </Text>
      ) : null}
    </Section>
  )
}
