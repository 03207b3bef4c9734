import { SimpleGrid, TextInput } from '@mantine/core'
import { type Agent, useChangeAgent } from '../../api/agents.ts'
import { useDraft } from '../../pieces/draft.ts'
import { DurationField } from '../../pieces/duration-field.tsx'
import { fieldErrors } from '../../pieces/field-errors.ts'
import { Form } from '../../pieces/form.tsx'
import { Discard, FormFoot } from '../../pieces/form-foot.tsx'
import { Section } from '../../pieces/section.tsx'
import { sayDone } from '../../pieces/toast.tsx'
import { CountField } from './count-field.tsx'

const LEAD =
  'What tokens may be used for in other people’s pages. An exchange may ask for less, ' +
  'never for more. It counts from the next frame on.'

interface LeaseSectionProps {
  readonly agent: Agent
  readonly isFixed: boolean
}

/** What tokens may be used for in pages of others, and what those pages show. */
export function LeaseSection({ agent, isFixed }: LeaseSectionProps) {
  const change = useChangeAgent(String(agent.id))
  const draft = useDraft({ ...agent.lease, frame_url: agent.frame_url })
  const { values, changes, isDirty, set, reset } = draft
  const { fields, rest } = fieldErrors(change.error, ['lease', 'frame_url'])
  const save = (): void => {
    const { frame_url, ...lease } = changes
    const done = (): void => {
      reset()
      sayDone('The lease was saved.')
    }
    const wish = { ...(frame_url !== undefined && { frame_url }), lease }
    change.mutate(wish, { onSuccess: done })
  }
  const field = (name: 'uses' | 'sessions') => ({
    readOnly: isFixed,
    value: values[name],
    onChange: (value: number | null) => set({ [name]: value }),
  })
  const length = (name: 'redeem_seconds' | 'session_seconds' | 'heartbeat_seconds') => ({
    readOnly: isFixed,
    value: values[name],
    onChange: (value: number | null) => set({ [name]: value }),
  })
  return (
    <Section title="Lease" lead={LEAD}>
      <Form onSubmit={save} maw="52rem">
        <SimpleGrid cols={{ base: 1, sm: 2 }} spacing="md">
          <DurationField
            label="Redeem within"
            description="From the issue of a token to the frame that it opens."
            placeholder="No limit"
            {...length('redeem_seconds')}
          />
          <DurationField
            label="Longest session"
            description="A frame closes after so long, whatever tokens come."
            placeholder="No limit"
            {...length('session_seconds')}
          />
          <CountField
            label="Uses"
            description="Frames that the tokens of one exchange may open."
            {...field('uses')}
          />
          <CountField
            label="Sessions at once"
            description="Frames of one exchange that may be open together."
            {...field('sessions')}
          />
          <DurationField
            label="Heartbeat"
            description="Three missed, and a frame counts as gone."
            placeholder="30 seconds"
            {...length('heartbeat_seconds')}
          />
          <TextInput
            label="Your own page in the frame"
            description="Gets a signed frame token by POST; empty shows calls and results."
            placeholder="https://agents.example.com/show"
            readOnly={isFixed}
            value={values.frame_url ?? ''}
            error={fields.frame_url}
            onChange={(event) => set({ frame_url: event.currentTarget.value.trim() || null })}
          />
        </SimpleGrid>
        {isFixed ? null : (
          <FormFoot
            refusal={rest ?? fields.lease}
            isSaving={change.isPending}
            isReady={isDirty}
            other={<Discard isDirty={isDirty} onClick={reset} />}
          />
        )}
      </Form>
    </Section>
  )
}
