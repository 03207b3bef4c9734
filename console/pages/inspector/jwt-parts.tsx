import { SimpleGrid, Table, Text } from '@mantine/core'
import { CopyButton } from '../../pieces/copy-button.tsx'
import { Section } from '../../pieces/section.tsx'
import { exactWords } from '../../pieces/time-words.ts'
import { claimInstant, claimWords } from './claim-words.ts'
import classes from './inspector.module.css'
import type { DecodedJwt } from './jwt.ts'

/** What the token says of itself, with what each word of it means. */
export function Jwt({ jwt }: { readonly jwt: DecodedJwt }) {
  return (
    <SimpleGrid cols={{ base: 1, md: 2 }} spacing="lg" style={{ alignItems: 'start' }}>
      <Part
        title="Header"
        lead="Decoded in this browser; the signature is checked above."
        part={jwt.header}
      />
      <Part title="Claims" lead="What the token says of itself." part={jwt.claims} />
    </SimpleGrid>
  )
}

interface PartProps {
  readonly title: string
  readonly lead: string
  readonly part: Readonly<Record<string, unknown>>
}

function Part({ title, lead, part }: PartProps) {
  return (
    <Section title={title} lead={lead}>
      <Table verticalSpacing="xs" horizontalSpacing={0} className={classes.claims}>
        <Table.Tbody>
          {Object.entries(part).map(([name, value]) => (
            <Table.Tr key={name}>
              <Table.Th scope="row">
                <code>{name}</code>
                <Text size="sm" c="dimmed" fw={400}>
                  {claimWords(name)}
                </Text>
              </Table.Th>
              <Table.Td>
                <Value name={name} value={value} />
              </Table.Td>
            </Table.Tr>
          ))}
        </Table.Tbody>
      </Table>
      <div>
        <CopyButton
          text={JSON.stringify(part, undefined, 2)}
          what={`${title.toLowerCase()} as JSON`}
          isLarge
        />
      </div>
    </Section>
  )
}

function Value({ name, value }: { readonly name: string; readonly value: unknown }) {
  const instant = claimInstant(name, value)
  return (
    <>
      <code>{typeof value === 'string' ? value : JSON.stringify(value)}</code>
      {instant === undefined ? null : (
        <Text size="sm" c="dimmed">
          {exactWords(instant)}
        </Text>
      )}
    </>
  )
}
