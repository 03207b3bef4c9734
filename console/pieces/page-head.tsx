import { Anchor, Box, Group, Text, Title } from '@mantine/core'
import { IconChevronLeft } from '@tabler/icons-react'
import { Link } from '@tanstack/react-router'
import { type ReactNode, useEffect } from 'react'
import { announce } from './announce.ts'

interface Head {
  readonly title: string
  /** One sentence under the title that says what the page is for. */
  readonly lead?: ReactNode
  /** The list that a page of one thing belongs to. */
  readonly back?: { readonly to: string; readonly title: string }
  readonly badge?: ReactNode
  readonly actions?: ReactNode
}

/** Every page's one `h1`. It also names the tab, and is read out when the page is arrived at. */
export function PageHead({ title, lead, back, badge, actions }: Head) {
  useEffect(() => {
    document.title = `${title} · ${document.documentElement.dataset.brand ?? 'Mintmark'}`
    announce(title)
  }, [title])
  return (
    <Box component="header" mb="lg">
      {back === undefined ? null : (
        <Anchor
          renderRoot={(props) => <Link to={back.to} {...props} />}
          size="sm"
          mb={4}
          display="inline-flex"
          style={{ alignItems: 'center' }}
        >
          <IconChevronLeft size={16} aria-hidden /> {back.title}
        </Anchor>
      )}
      <Group justify="space-between" align="flex-start" gap="md">
        <Box flex="1 1 20rem">
          <Group gap="sm">
            <Title order={1} fz="h2" tabIndex={-1} id="page-title">
              {title}
            </Title>
            {badge}
          </Group>
          {lead === undefined ? null : (
            <Text c="dimmed" mt={4} maw="44rem">
              {lead}
            </Text>
          )}
        </Box>
        {actions === undefined ? null : <Group gap="sm">{actions}</Group>}
      </Group>
    </Box>
  )
}
