import { Button, Group, Stack, Text } from '@mantine/core'
import { IconAlertTriangle } from '@tabler/icons-react'
import { useParams } from '@tanstack/react-router'
import { useAgents } from '../../api/agents.ts'
import { useClient } from '../../api/clients.ts'
import { useMay, useMe } from '../../api/me.ts'
import { Callout } from '../../pieces/callout.tsx'
import { CodeBlock } from '../../pieces/code-block.tsx'
import { Copied } from '../../pieces/copied.tsx'
import { Facts } from '../../pieces/facts.tsx'
import { PageHead } from '../../pieces/page-head.tsx'
import { Section } from '../../pieces/section.tsx'
import { StateBadge } from '../../pieces/state-badge.tsx'
import { When } from '../../pieces/when.tsx'
import { stateOf } from './client-state.ts'
import { snippetsOf } from './kinds/snippets.ts'
import { makerWords } from './parts/maker-words.ts'
import { Secrets } from './parts/secrets.tsx'
import { TermsForm } from './parts/terms-form.tsx'
import { useEnding } from './parts/use-ending.ts'
import { useKind } from './use-kind.ts'

export function Page() {
  const { kind, dialects } = useKind()
  const { id = '' } = useParams({ strict: false })
  const client = useClient(id)
  const { base_url: baseUrl } = useMe()
  const mayWrite = useMay('clients:write')
  const dialect = dialects.find(({ name }) => name === client.dialect)
  const isPublic = client.token_endpoint_auth_method === 'none'
  const agents = useAgents(client.organization_id, kind.credential === 'api_key')
  const { setEnabled, remove, isBusy } = useEnding(kind, client)
  const { tone, words } = stateOf(client, isPublic)
  const steps = snippetsOf(client.dialect).steps({
    clientId: client.client_id,
    secret: {},
    scopes: client.scopes,
    redirectUri: client.redirect_uris[0],
    agentId: client.allowed_agents[0] ?? agents.items.find((one) => one.active)?.id,
    baseUrl,
  })
  return (
    <>
      <PageHead
        title={client.name}
        back={{ to: `/${kind.slug}`, title: kind.title }}
        badge={<StateBadge tone={tone}>{words}</StateBadge>}
        actions={
          mayWrite ? (
            <Button variant="default" loading={isBusy} onClick={() => setEnabled(!client.enabled)}>
              {client.enabled ? 'Disable' : 'Enable'}
            </Button>
          ) : undefined
        }
      />
      <Stack gap="lg">
        {dialect?.enabled === false ? (
          <Callout tone="warn" title="Its style is switched off" icon={IconAlertTriangle}>
            Nothing of {dialect.title} is served until an operator switches it on again.
          </Callout>
        ) : null}
        <Section title="Overview">
          <Facts
            facts={{
              [kind.idLabel]: <Copied text={client.client_id} what={kind.idLabel} />,
              Style: dialect?.title ?? client.dialect,
              Created: (
                <Text component="span">
                  <When at={client.created_at} /> {makerWords(client.created_by)}
                </Text>
              ),
              'Last used': <When at={client.last_used_at} never="not yet" />,
            }}
          />
          {steps.map((step) => (
            <CodeBlock key={step.title} {...step} />
          ))}
        </Section>
        {isPublic ? null : <Secrets kind={kind} client={client} agentId={agents.items[0]?.id} />}
        <TermsForm kind={kind} dialect={dialect} client={client} />
        {mayWrite ? (
          <Section
            title={`Delete this ${kind.one}`}
            lead="It ends at once with all that it ever got. To stop it for a while, disable it."
          >
            <Group>
              <Button color="red" variant="outline" onClick={remove}>
                Delete
              </Button>
            </Group>
          </Section>
        ) : null}
      </Stack>
    </>
  )
}
