import { Card, Group, SimpleGrid, Stack, Text, Title } from '@mantine/core'
import { Link } from '@tanstack/react-router'
import { type Dialect, useDialects } from '../../api/dialects.ts'
import { countWords } from '../../pieces/number-words.ts'
import { PageHead } from '../../pieces/page-head.tsx'
import { lengthWords } from '../../pieces/time-words.ts'
import { StyleState } from './style-state.tsx'
import { CREDENTIAL_WORDS } from './style-words.ts'
import classes from './styles.module.css'

const LEAD =
  'Each style speaks as one vendor does: its paths, its words, its lifetimes. All of them ' +
  'issue from this one server.'

export function Page() {
  const styles = useDialects()
  return (
    <>
      <PageHead title="Styles" lead={LEAD} />
      <SimpleGrid cols={{ base: 1, sm: 2 }} spacing="md">
        {styles.map((style) => (
          <StyleCard key={style.name} style={style} />
        ))}
      </SimpleGrid>
    </>
  )
}

function StyleCard({ style }: { readonly style: Dialect }) {
  const { name, title, credential, clients, lifetimes } = style
  const access = lifetimes.access_token
  return (
    <Card withBorder padding="lg" className={classes.card}>
      <Stack gap="xs">
        <Group gap="sm" justify="space-between">
          <Title order={2} fz="h4">
            <Link to={`/styles/${name}`} className={classes.cover}>
              {title}
            </Link>
          </Title>
          <StyleState style={style} />
        </Group>
        <Text size="sm" c="dimmed">
          {CREDENTIAL_WORDS[credential]}
          {access === null ? '' : ` · tokens live ${lengthWords(access.seconds)}`}
        </Text>
        <Text size="sm" fw={600}>
          {clients === 0 ? 'No client yet' : countWords(clients, 'client')}
        </Text>
      </Stack>
    </Card>
  )
}
