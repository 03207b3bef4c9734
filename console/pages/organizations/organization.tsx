import { Stack, Text, TextInput } from '@mantine/core'
import { useParams } from '@tanstack/react-router'
import { useMay } from '../../api/me.ts'
import {
  type Organization,
  useOneOrganization,
  useRenameOrganization,
} from '../../api/organizations.ts'
import { Copied } from '../../pieces/copied.tsx'
import { useDraft } from '../../pieces/draft.ts'
import { Facts } from '../../pieces/facts.tsx'
import { fieldErrors } from '../../pieces/field-errors.ts'
import { Form } from '../../pieces/form.tsx'
import { Discard, FormFoot } from '../../pieces/form-foot.tsx'
import { PageHead } from '../../pieces/page-head.tsx'
import { Section } from '../../pieces/section.tsx'
import { sayDone } from '../../pieces/toast.tsx'
import { When } from '../../pieces/when.tsx'
import { countWords } from './count-words.ts'
import { SwitchTo } from './switch-to.tsx'

export function Page() {
  const { id = '' } = useParams({ strict: false })
  const organization = useOneOrganization(id)
  const mayChange = useMay('organizations:write')
  return (
    <>
      <PageHead
        title={organization.name}
        back={{ to: '/organizations', title: 'Organizations' }}
        actions={<SwitchTo organization={organization} />}
      />
      <Stack gap="lg" key={organization.id}>
        <Section title="What belongs to it">
          <Facts
            facts={{
              'Organization id': <Copied text={String(organization.id)} what="organization id" />,
              Clients: countWords(organization.clients),
              Employees: countWords(organization.users),
              Agents: countWords(organization.agents),
              Created: <When at={organization.created_at} />,
            }}
          />
          <Text size="sm" c="dimmed">
            Switch into it, and every list shows what is its own. What you create meanwhile belongs
            to it.
          </Text>
        </Section>
        {mayChange ? <Name organization={organization} /> : null}
      </Stack>
    </>
  )
}

function Name({ organization }: { readonly organization: Organization }) {
  const rename = useRenameOrganization(String(organization.id))
  const { values, isDirty, set, reset } = useDraft({ name: organization.name })
  const { fields, rest } = fieldErrors(rename.error, ['name'])
  const save = (): void => {
    const done = () => {
      reset()
      sayDone(`It is called ${values.name} now.`)
    }
    rename.mutate(values, { onSuccess: done })
  }
  return (
    <Section title="Rename">
      <Form onSubmit={save}>
        <TextInput
          label="Name"
          required
          maxLength={200}
          value={values.name}
          error={fields.name}
          onChange={(event) => set({ name: event.currentTarget.value })}
        />
        <FormFoot
          refusal={rest}
          isSaving={rename.isPending}
          isReady={isDirty}
          other={<Discard isDirty={isDirty} onClick={reset} />}
        />
      </Form>
    </Section>
  )
}
