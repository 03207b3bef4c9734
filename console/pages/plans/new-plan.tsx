import { Button, TextInput } from '@mantine/core'
import { Link, useNavigate } from '@tanstack/react-router'
import { useState } from 'react'
import { type NewPlan, useCreatePlan } from '../../api/plans.ts'
import { fieldErrors } from '../../pieces/field-errors.ts'
import { Form } from '../../pieces/form.tsx'
import { FormFoot } from '../../pieces/form-foot.tsx'
import { PageHead } from '../../pieces/page-head.tsx'
import { Section } from '../../pieces/section.tsx'
import { sayDone } from '../../pieces/toast.tsx'
import { useOrganization } from '../../shell/organization.tsx'
import { OrganizationField } from '../../shell/organization-field.tsx'

export function Page() {
  const { id: chosen } = useOrganization()
  const [wish, setWish] = useState<NewPlan>({ name: '', organization_id: chosen })
  const create = useCreatePlan()
  const navigate = useNavigate()
  const { fields, rest } = fieldErrors(create.error, ['name', 'organization_id'])
  const save = (): void => {
    create.mutate(wish, {
      onSuccess: (plan) => {
        sayDone(`${plan.name} was created. Now say who may guest manage it.`)
        navigate({ to: `/plans/${plan.id}`, replace: true })
      },
    })
  }
  return (
    <>
      <PageHead title="Create a plan" back={{ to: '/plans', title: 'Plans' }} />
      <Form gap="lg" maw="44rem" onSubmit={save}>
        <Section title="The plan">
          <TextInput
            label="Name"
            description="People read it where they allow an app to manage it."
            required
            maxLength={200}
            value={wish.name}
            error={fields.name}
            onChange={(event) => setWish({ ...wish, name: event.currentTarget.value })}
          />
          <OrganizationField
            value={wish.organization_id}
            error={fields.organization_id}
            onChange={(organization_id) => setWish({ ...wish, organization_id })}
          />
        </Section>
        <FormFoot
          refusal={rest}
          act="Create plan"
          isSaving={create.isPending}
          isReady={wish.name.trim() !== ''}
          other={
            <Button variant="default" renderRoot={(props) => <Link to="/plans" {...props} />}>
              Cancel
            </Button>
          }
        />
      </Form>
    </>
  )
}
