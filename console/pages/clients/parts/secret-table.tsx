import { Text } from '@mantine/core'
import type { Client, Credential } from '../../../api/clients.ts'
import { Rows } from '../../../pieces/rows.tsx'
import { StateBadge } from '../../../pieces/state-badge.tsx'
import { When } from '../../../pieces/when.tsx'
import { stateOfSecret } from '../client-state.ts'
import { makerWords } from './maker-words.ts'
import { SecretActs } from './secret-acts.tsx'

interface SecretTableProps {
  readonly client: Client
  readonly mayWrite: boolean
}

/** Every secret that this client has had, the newest first. */
export function SecretTable({ client, mayWrite }: SecretTableProps) {
  return (
    <Rows
      label="Secrets"
      items={client.credentials.toReversed()}
      keyOf={(one) => one.id}
      columns={[
        { title: 'Secret', cell: (one) => <Ends one={one} /> },
        { title: 'State', cell: (one) => <State one={one} /> },
        { title: 'Created', cell: (one) => <Made one={one} /> },
        { title: 'Last used', cell: (one) => <When at={one.last_used_at} never="not yet" /> },
        { title: 'Expires', cell: (one) => <When at={one.revoked_at ?? one.expires_at} /> },
        ...(mayWrite
          ? [{ title: '', cell: (one: Credential) => <SecretActs client={client} one={one} /> }]
          : []),
      ]}
    />
  )
}

function Ends({ one }: { readonly one: Credential }) {
  return (
    <Text component="code" size="sm" ff="monospace">
      {one.prefix}…{one.last_four}
    </Text>
  )
}

function State({ one }: { readonly one: Credential }) {
  const { tone, words } = stateOfSecret(one)
  return <StateBadge tone={tone}>{words}</StateBadge>
}

function Made({ one }: { readonly one: Credential }) {
  return (
    <>
      <When at={one.created_at} />
      <Text size="xs" c="dimmed">
        {makerWords(one.created_by)}
      </Text>
    </>
  )
}
