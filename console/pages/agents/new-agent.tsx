import { Button, NumberInput, TextInput } from '@mantine/core'
import { Link, useNavigate } from '@tanstack/react-router'
import { useState } from 'react'
import { type NewAgent, useCreateAgent } from '../../api/agents.ts'
import { fieldErrors } from '../../pieces/field-errors.ts'
import { Form } from '../../pieces/form.tsx'
import { FormFoot } from '../../pieces/form-foot.tsx'
import { PageHead } from '../../pieces/page-head.tsx'
import { Section } from '../../pieces/section.tsx'
import { sayDone } from '../../pieces/toast.tsx'
import { useOrganization } from '../../shell/organization.tsx'
import { OrganizationField } from '../../shell/organization-field.tsx'
import { OriginsField } from './origins-field.tsx'

const NAMES = ['name', 'id', 'allowed_origins', 'organization_id']

export function Page() {
  const { id: chosen } = useOrganization()
  const [wish, setWish] = useState<NewAgent>({
    name: '',
    allowed_origins: [],
    organization_id: chosen,
  })
  const create = useCreateAgent()
  const navigate = useNavigate()
  const { fields, rest } = fieldErrors(create.error, NAMES)
  const set = (part: Partial<NewAgent>): void => setWish((before) => ({ ...before, ...part }))
  const save = (): void => {
    create.mutate(wish, {
      onSuccess: (agent) => {
        sayDone(`${agent.name} is agent ${agent.id}.`)
        navigate({ to: `/agents/${agent.id}`, replace: true })
      },
    })
  }
  return (
    <>
      <PageHead title="Create an agent" back={{ to: '/agents', title: 'Agents' }} />
      <Form gap="lg" maw="44rem" onSubmit={save}>
        <Section title="The agent">
          <TextInput
            label="Name"
            required
            maxLength={200}
            value={wish.name}
            error={fields.name}
            onChange={(event) => set({ name: event.currentTarget.value })}
          />
          <NumberInput
            label="Number"
            description="What clients send as agent_id; it never changes. Empty for the next one."
            placeholder="The next one"
            min={1}
            allowDecimal={false}
            hideControls
            value={wish.id ?? ''}
            error={fields.id}
            onChange={(next) => set({ id: next === '' ? undefined : Number(next) })}
          />
          <OriginsField
            value={wish.allowed_origins}
            error={fields.allowed_origins}
            onChange={(allowed_origins) => set({ allowed_origins })}
          />
          <OrganizationField
            value={wish.organization_id}
            error={fields.organization_id}
            onChange={(organization_id) => set({ organization_id })}
          />
        </Section>
        <FormFoot
          refusal={rest}
          act="Create agent"
          isSaving={create.isPending}
          isReady={wish.name.trim() !== ''}
          other={
            <Button variant="default" renderRoot={(props) => <Link to="/agents" {...props} />}>
              Cancel
            </Button>
          }
        />
      </Form>
    </>
  )
}
