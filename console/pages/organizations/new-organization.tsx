import { Button, TextInput } from '@mantine/core'
import { Link, useNavigate } from '@tanstack/react-router'
import { useState } from 'react'
import { useCreateOrganization } from '../../api/organizations.ts'
import { fieldErrors } from '../../pieces/field-errors.ts'
import { Form } from '../../pieces/form.tsx'
import { FormFoot } from '../../pieces/form-foot.tsx'
import { PageHead } from '../../pieces/page-head.tsx'
import { Section } from '../../pieces/section.tsx'
import { sayDone } from '../../pieces/toast.tsx'

export function Page() {
  const [name, setName] = useState('')
  const create = useCreateOrganization()
  const navigate = useNavigate()
  const { fields, rest } = fieldErrors(create.error, ['name'])
  const save = (): void => {
    create.mutate(
      { name },
      {
        onSuccess: (made) => {
          sayDone(`${made.name} is organization ${made.id}.`)
          navigate({ to: `/organizations/${made.id}`, replace: true })
        },
      },
    )
  }
  return (
    <>
      <PageHead
        title="Create an organization"
        lead="Then invite its first administrator: create an employee in it."
        back={{ to: '/organizations', title: 'Organizations' }}
      />
      <Form gap="lg" maw="44rem" onSubmit={save}>
        <Section title="The organization">
          <TextInput
            label="Name"
            required
            maxLength={200}
            value={name}
            error={fields.name}
            onChange={(event) => setName(event.currentTarget.value)}
          />
        </Section>
        <FormFoot
          refusal={rest}
          act="Create organization"
          isSaving={create.isPending}
          isReady={name.trim() !== ''}
          other={
            <Button
              variant="default"
              renderRoot={(props) => <Link to="/organizations" {...props} />}
            >
              Cancel
            </Button>
          }
        />
      </Form>
    </>
  )
}
