import { Box, Card, Stack, Text, Title } from '@mantine/core'
import { type ReactNode, useId } from 'react'

interface SectionProps {
  readonly title: string
  readonly lead?: ReactNode
  readonly children: ReactNode
}

/** One part of a page about one thing. */
export function Section({ title, lead, children }: SectionProps) {
  const id = useId()
  return (
    <Card withBorder padding="lg" component="section" aria-labelledby={id}>
      <Stack gap="md">
        <Box>
          <Title order={2} fz="h4" id={id}>
            {title}
          </Title>
          {lead === undefined ? null : (
            <Text c="dimmed" size="sm" mt={4} maw="44rem">
              {lead}
            </Text>
          )}
        </Box>
        {children}
      </Stack>
    </Card>
  )
}
