import { Button, Stack, TextInput } from '@mantine/core'
import { useParams } from '@tanstack/react-router'
import { type Agent, useAgent, useChangeAgent } from '../../api/agents.ts'
import { useMay, useMe } from '../../api/me.ts'
import { CodeBlock } from '../../pieces/code-block.tsx'
import { confirm } from '../../pieces/confirm.tsx'
import { Copied } from '../../pieces/copied.tsx'
import { useDraft } from '../../pieces/draft.ts'
import { Facts } from '../../pieces/facts.tsx'
import { fieldErrors } from '../../pieces/field-errors.ts'
import { Form } from '../../pieces/form.tsx'
import { Discard, FormFoot } from '../../pieces/form-foot.tsx'
import { PageHead } from '../../pieces/page-head.tsx'
import { Section } from '../../pieces/section.tsx'
import { sayDone, sayFailed } from '../../pieces/toast.tsx'
import { When } from '../../pieces/when.tsx'
import { OrganizationName } from '../../shell/organization-name.tsx'
import { AgentState } from './agent-state.tsx'
import { embedSnippets } from './embed-snippets.ts'
import { FramesSection } from './frames-section.tsx'
import { LeaseSection } from './lease-section.tsx'
import { OriginsField } from './origins-field.tsx'
import { WorkSections } from './work-sections.tsx'

export function Page() {
  const { id = '' } = useParams({ strict: false })
  const agent = useAgent(id)
  const { base_url: baseUrl } = useMe()
  const mayChange = useMay('agents:write')
  const mayRead = useMay('agent-records:read')
  return (
    <>
      <PageHead
        title={agent.name}
        back={{ to: '/agents', title: 'Agents' }}
        badge={<AgentState agent={agent} />}
        actions={mayChange ? <SwitchButton agent={agent} /> : null}
      />
      <Stack gap="lg" key={agent.id}>
        <FramesSection agent={agent} mayKick={mayChange} />
        <Terms agent={agent} isFixed={!mayChange} />
        <LeaseSection agent={agent} isFixed={!mayChange} />
        <Section
          title="Embed it"
          lead="Put in an API key of the same organization. The key never reaches a browser."
        >
          {embedSnippets(baseUrl, agent.id).map((snippet) => (
            <CodeBlock key={snippet.title} {...snippet} />
          ))}
        </Section>
        {mayRead ? <WorkSections agentId={agent.id} /> : null}
      </Stack>
    </>
  )
}

function Terms({ agent, isFixed }: { readonly agent: Agent; readonly isFixed: boolean }) {
  const { name, allowed_origins } = agent
  const change = useChangeAgent(String(agent.id))
  const { values, changes, isDirty, set, reset } = useDraft({ name, allowed_origins })
  const { fields, rest } = fieldErrors(change.error, ['name', 'allowed_origins'])
  const save = (): void => {
    const done = () => {
      reset()
      sayDone(`${values.name} was saved.`)
    }
    change.mutate(changes, { onSuccess: done })
  }
  return (
    <Section title="The agent">
      <Facts
        facts={{
          agent_id: <Copied text={String(agent.id)} what="agent_id" />,
          Organization: <OrganizationName id={agent.organization_id} />,
          Created: <When at={agent.created_at} />,
        }}
      />
      <Form onSubmit={save}>
        <TextInput
          label="Name"
          required
          maxLength={200}
          readOnly={isFixed}
          value={values.name}
          error={fields.name}
          onChange={(event) => set({ name: event.currentTarget.value })}
        />
        <OriginsField
          readOnly={isFixed}
          value={values.allowed_origins}
          error={fields.allowed_origins}
          onChange={(origins) => set({ allowed_origins: origins })}
        />
        {isFixed ? null : (
          <FormFoot
            refusal={rest}
            isSaving={change.isPending}
            isReady={isDirty}
            other={<Discard isDirty={isDirty} onClick={reset} />}
          />
        )}
      </Form>
    </Section>
  )
}

function SwitchButton({ agent }: { readonly agent: Agent }) {
  const change = useChangeAgent(String(agent.id))
  const turn = async (): Promise<void> => {
    const isSure = agent.active
      ? await confirm({
          title: `Switch off ${agent.name}?`,
          words: 'It can be switched on again. What ends now stays ended.',
          dies: [
            `Every access and refresh token for agent ${agent.id}, within a second.`,
            'Every web page that shows it: visitors see that it is gone.',
          ],
          act: 'Switch off',
        })
      : true
    if (!isSure) return
    const words = `${agent.name} is ${agent.active ? 'off' : 'on'}.`
    await change.mutateAsync({ active: !agent.active }).then(() => sayDone(words), sayFailed)
  }
  return (
    <Button variant="default" loading={change.isPending} onClick={turn}>
      {agent.active ? 'Switch off' : 'Switch on'}
    </Button>
  )
}
