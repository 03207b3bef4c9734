import { Button, TextInput } from '@mantine/core'
import { Link, useNavigate } from '@tanstack/react-router'
import { useState } from 'react'
import { type ApiWish, useCreateApi } from '../../api/apis.ts'
import { fieldErrors } from '../../pieces/field-errors.ts'
import { Form } from '../../pieces/form.tsx'
import { FormFoot } from '../../pieces/form-foot.tsx'
import { PageHead } from '../../pieces/page-head.tsx'
import { Section } from '../../pieces/section.tsx'
import { sayDone } from '../../pieces/toast.tsx'
import { CredentialFields } from './credential-fields.tsx'
import { PlaceFields, UpstreamFields } from './place-fields.tsx'
import { RoutesField } from './routes-field.tsx'
import { FIELD_NAMES, NEW_API } from './wish.ts'

export function Page() {
  const [wish, setWish] = useState<ApiWish>(NEW_API)
  const create = useCreateApi()
  const navigate = useNavigate()
  const { fields: errors, rest } = fieldErrors(create.error, FIELD_NAMES)
  const set = (part: Partial<ApiWish>): void => setWish((before) => ({ ...before, ...part }))
  const save = (): void =>
    create.mutate(wish, {
      onSuccess: ({ name }) => {
        sayDone(`${name} is protected on every server within a second.`)
        navigate({ to: `/apis/${name}`, replace: true })
      },
    })
  const isReady = wish.name !== '' && wish.upstreams.length > 0 && wish.routes.length > 0
  return (
    <>
      <PageHead title="Add an API" back={{ to: '/apis', title: 'Gateway' }} />
      <Form gap="lg" maw="47rem" onSubmit={save}>
        <Section title="Where it answers">
          <TextInput
            label="Name"
            description="Lower-case letters, digits and hyphens. It never changes."
            required
            maxLength={50}
            spellCheck={false}
            autoCapitalize="off"
            placeholder="orders"
            value={wish.name}
            error={errors.name}
            onChange={(event) => set({ name: event.currentTarget.value.trim() })}
          />
          <PlaceFields wish={wish} errors={errors} set={set} />
        </Section>
        <Section title="Where it forwards to">
          <UpstreamFields wish={wish} errors={errors} set={set} />
        </Section>
        <Section title="Whose credentials count">
          <CredentialFields wish={wish} errors={errors} set={set} />
        </Section>
        <Section title="Routes" lead="What no route names is refused.">
          <RoutesField wish={wish} errors={errors} set={set} />
        </Section>
        <FormFoot
          refusal={rest}
          act="Add API"
          isSaving={create.isPending}
          isReady={isReady}
          other={
            <Button variant="default" renderRoot={(props) => <Link to="/apis" {...props} />}>
              Cancel
            </Button>
          }
        />
      </Form>
    </>
  )
}
