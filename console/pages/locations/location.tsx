import { Button, Stack } from '@mantine/core'
import { useParams } from '@tanstack/react-router'
import {
  type Location,
  type LocationWish,
  locationPath,
  useChangeLocation,
  useLocation,
} from '../../api/locations.ts'
import { useMay } from '../../api/me.ts'
import { useRemoval } from '../../api/removal.ts'
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
import { FIELD_NAMES, LocationFields } from './location-fields.tsx'

export function Page() {
  const { id = '' } = useParams({ strict: false })
  const location = useLocation(id)
  const mayChange = useMay('locations:write')
  return (
    <>
      <PageHead title={location.name} back={{ to: '/locations', title: 'Locations' }} />
      <Stack gap="lg" key={location.id}>
        <Section title="The location">
          <Facts
            facts={{
              'Location id': <Copied text={location.id} what="location id" />,
              Organization: <OrganizationName id={location.organization_id} />,
              Changed: <When at={location.updated_at} />,
            }}
          />
          <Terms location={location} isFixed={!mayChange} />
        </Section>
        {mayChange ? <DeleteSection location={location} /> : null}
      </Stack>
    </>
  )
}

interface TermsProps {
  readonly location: Location
  readonly isFixed: boolean
}

function Terms({ location, isFixed }: TermsProps) {
  const { name, enabled, locale, timezone, capacity_limit, address } = location
  const stored: LocationWish = { name, enabled, locale, timezone, capacity_limit, address }
  const change = useChangeLocation(location.id)
  const { values, changes, isDirty, set, reset } = useDraft(stored)
  const { fields: errors, rest } = fieldErrors(change.error, FIELD_NAMES)
  const save = (): void => {
    const done = () => {
      reset()
      sayDone(`${values.name} was saved.`)
    }
    change.mutate(changes, { onSuccess: done })
  }
  return (
    <Form onSubmit={save} maw="44rem">
      <LocationFields wish={values} errors={errors} readOnly={isFixed} set={set} />
      {isFixed ? null : (
        <FormFoot
          refusal={rest}
          isSaving={change.isPending}
          isReady={isDirty}
          other={<Discard isDirty={isDirty} onClick={reset} />}
        />
      )}
    </Form>
  )
}

function DeleteSection({ location }: { readonly location: Location }) {
  const removal = useRemoval(locationPath(location.id), '/locations')
  const run = async (): Promise<void> => {
    const isSure = await confirm({
      title: `Delete the location ${location.name}?`,
      words: 'This cannot be undone: a new one has another id.',
      dies: ['Clients that ask for it by its id are told that it is not there.'],
      act: 'Delete location',
    })
    if (!isSure) return
    await removal.mutateAsync().then(() => sayDone(`${location.name} was deleted.`), sayFailed)
  }
  return (
    <Section title="Delete" lead="To keep its id, close it instead.">
      <div>
        <Button color="red" variant="outline" loading={removal.isPending} onClick={run}>
          Delete location
        </Button>
      </div>
    </Section>
  )
}
