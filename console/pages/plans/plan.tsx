import { Button, Group, Stack, TextInput } from '@mantine/core'
import { useParams } from '@tanstack/react-router'
import { useMay, useMe } from '../../api/me.ts'
import { type Plan, planPath, useChangePlan, usePlan } from '../../api/plans.ts'
import { useRemoval } from '../../api/removal.ts'
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
import { OrganizationName } from '../../shell/organization-name.tsx'
import { bearerLine } from './bearer-line.ts'
import { GuestsSection } from './guests-section.tsx'

export function Page() {
  const { id = '' } = useParams({ strict: false })
  const plan = usePlan(id)
  const { base_url: baseUrl } = useMe()
  const mayChange = useMay('plans:write')
  return (
    <>
      <PageHead title={plan.name} back={{ to: '/plans', title: 'Plans' }} />
      <Stack gap="lg" key={plan.id}>
        <Section title="The plan">
          <Facts
            facts={{
              'Plan id': <Copied text={plan.id} what="plan id" />,
              'Plan key': <Copied text={plan.plan_key} what="plan key" />,
              Organization: <OrganizationName id={plan.organization_id} />,
            }}
          />
          {mayChange ? <Name plan={plan} /> : null}
        </Section>
        <GuestsSection plan={plan} isFixed={!mayChange} />
        <Section title="Use it" lead="The plan key is the fourth part of the app’s bearer.">
          <CodeBlock
            title="Act on the plan"
            what="curl line"
            text={bearerLine(baseUrl, plan.plan_key)}
          />
        </Section>
        {mayChange ? <DeleteSection plan={plan} /> : null}
      </Stack>
    </>
  )
}

function Name({ plan }: { readonly plan: Plan }) {
  const change = useChangePlan(plan.id)
  const { values, isDirty, set, reset } = useDraft({ name: plan.name })
  const { fields, rest } = fieldErrors(change.error, ['name'])
  const save = (): void => {
    const done = () => {
      reset()
      sayDone(`The plan is called ${values.name} now.`)
    }
    change.mutate(values, { onSuccess: done })
  }
  return (
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
        isSaving={change.isPending}
        isReady={isDirty}
        other={<Discard isDirty={isDirty} onClick={reset} />}
      />
    </Form>
  )
}

function DeleteSection({ plan }: { readonly plan: Plan }) {
  const removal = useRemoval(planPath(plan.id), '/plans')
  const run = async (): Promise<void> => {
    const isSure = await confirm({
      title: `Delete the plan ${plan.name}?`,
      words: 'This cannot be undone: a plan of the same name would have another key.',
      dies: [
        'The plan key: bearers that end with it are refused, within a second.',
        ...(plan.guests.length === 0
          ? []
          : [`The right to guest manage it of ${plan.guests.map(({ name }) => name).join(', ')}.`]),
      ],
      act: 'Delete plan',
    })
    if (!isSure) return
    await removal.mutateAsync().then(() => sayDone(`${plan.name} was deleted.`), sayFailed)
  }
  return (
    <Section title="Delete" lead="What apps do on this plan ends at once.">
      <Group>
        <Button color="red" variant="outline" loading={removal.isPending} onClick={run}>
          Delete plan
        </Button>
      </Group>
    </Section>
  )
}
