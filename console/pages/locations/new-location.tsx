import { Button } from '@mantine/core'
import { Link, useNavigate } from '@tanstack/react-router'
import { useState } from 'react'
import { type LocationWish, useCreateLocation } from '../../api/locations.ts'
import { fieldErrors } from '../../pieces/field-errors.ts'
import { Form } from '../../pieces/form.tsx'
import { FormFoot } from '../../pieces/form-foot.tsx'
import { PageHead } from '../../pieces/page-head.tsx'
import { Section } from '../../pieces/section.tsx'
import { sayDone } from '../../pieces/toast.tsx'
import { useOrganization } from '../../shell/organization.tsx'
import { OrganizationField } from '../../shell/organization-field.tsx'
import { FIELD_NAMES, LocationFields, NEW_LOCATION } from './location-fields.tsx'

export function Page() {
  const { id: chosen } = useOrganization()
  const [wish, setWish] = useState<LocationWish>({ ...NEW_LOCATION, organization_id: chosen })
  const create = useCreateLocation()
  const navigate = useNavigate()
  const { fields: errors, rest } = fieldErrors(create.error, FIELD_NAMES)
  const set = (part: Partial<LocationWish>): void => setWish((before) => ({ ...before, ...part }))
  const save = (): void =>
    create.mutate(wish, {
      onSuccess: ({ id, name }) => {
        sayDone(`${name} was added.`)
        navigate({ to: `/locations/${id}`, replace: true })
      },
    })
  return (
    <>
      <PageHead title="Add a location" back={{ to: '/locations', title: 'Locations' }} />
      <Form gap="lg" maw="44rem" onSubmit={save}>
        <Section title="The location">
          <LocationFields wish={wish} errors={errors} set={set} />
          <OrganizationField
            value={wish.organization_id}
            error={errors.organization_id}
            onChange={(organization_id) => set({ organization_id })}
          />
        </Section>
        <FormFoot
          refusal={rest}
          act="Add location"
          isSaving={create.isPending}
          isReady={wish.name.trim() !== '' && wish.address.country.length === 2}
          other={
            <Button variant="default" renderRoot={(props) => <Link to="/locations" {...props} />}>
              Cancel
            </Button>
          }
        />
      </Form>
    </>
  )
}
