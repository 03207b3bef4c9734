import { Group, Stack, Text, Tooltip } from '@mantine/core'
import type { Client } from '../../../api/clients.ts'
import type { Dialect } from '../../../api/dialects.ts'
import type { Column } from '../../../pieces/rows.tsx'
import { StateBadge } from '../../../pieces/state-badge.tsx'
import { When } from '../../../pieces/when.tsx'
import { goodOf, stateOf } from '../client-state.ts'
import type { Kind } from '../kinds/kind.ts'
import classes from './columns.module.css'
import { makerWords } from './maker-words.ts'

const SCOPES_SHOWN = 2

export function columnsOf(kind: Kind, dialects: readonly Dialect[]): readonly Column<Client>[] {
  const titles = new Map(dialects.map(({ name, title }) => [name, title]))
  const scopes: Column<Client> = { title: 'Scopes', cell: ({ scopes }) => <Scopes all={scopes} /> }
  const style: Column<Client> = {
    title: 'Style',
    cell: ({ dialect }) => titles.get(dialect) ?? dialect,
  }
  return [
    { title: 'Name', cell: (client) => <Name client={client} /> },
    { title: kind.secretLabel, cell: (client) => <Newest kind={kind} client={client} /> },
    ...(dialects.length > 1 ? [style] : []),
    ...(kind.fields.includes('scopes') ? [scopes] : []),
    {
      title: 'Created',
      cell: (client) => (
        <>
          <When at={client.created_at} />
          <Text size="xs" c="dimmed">
            {makerWords(client.created_by)}
          </Text>
        </>
      ),
    },
    { title: 'Last used', cell: ({ last_used_at }) => <When at={last_used_at} never="not yet" /> },
    { title: 'Expires', cell: (client) => <When at={goodOf(client)[0]?.expires_at} /> },
    {
      title: 'State',
      cell: (client) => {
        const { tone, words } = stateOf(client, client.token_endpoint_auth_method === 'none')
        return <StateBadge tone={tone}>{words}</StateBadge>
      },
    },
  ]
}

function Name({ client }: { readonly client: Client }) {
  return (
    <Stack gap={0} component="span">
      <span>{client.name}</span>
      <Text component="code" size="xs" c="dimmed" ff="monospace" fw={400}>
        {client.client_id}
      </Text>
    </Stack>
  )
}

function Newest({ kind, client }: { readonly kind: Kind; readonly client: Client }) {
  const [newest] = goodOf(client)
  if (newest === undefined) return <Text c="dimmed">none</Text>
  // Only the beginning of a key tells it from others.
  const prefix = kind.credential === 'api_key' ? newest.prefix : ''
  return (
    <Text component="code" size="sm" ff="monospace" className={classes.whole}>
      {prefix}…{newest.last_four}
    </Text>
  )
}

function Scopes({ all }: { readonly all: readonly string[] }) {
  if (all.length === 0) return <Text c="dimmed">none</Text>
  const more = all.length - SCOPES_SHOWN
  return (
    <Stack gap={2}>
      {all.slice(0, SCOPES_SHOWN).map((scope) => (
        <Text key={scope} component="code" size="xs" ff="monospace" className={classes.whole}>
          {scope}
        </Text>
      ))}
      {more > 0 ? (
        <Group>
          <Tooltip label={all.slice(SCOPES_SHOWN).join(', ')} multiline maw={360}>
            <Text size="xs" c="dimmed">
              and {more} more
            </Text>
          </Tooltip>
        </Group>
      ) : null}
    </Stack>
  )
}
