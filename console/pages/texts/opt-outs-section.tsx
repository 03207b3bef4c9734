import { Button, TextInput } from '@mantine/core'
import { useMay } from '../../api/me.ts'
import { type TextOptOut, useAddOptOut, useRemoveOptOut, useTextOptOuts } from '../../api/texts.ts'
import { useDraft } from '../../pieces/draft.ts'
import { fieldErrors } from '../../pieces/field-errors.ts'
import { useFilters } from '../../pieces/filters.ts'
import { Form } from '../../pieces/form.tsx'
import { FormFoot } from '../../pieces/form-foot.tsx'
import { type Column, Listing } from '../../pieces/listing.tsx'
import { Section } from '../../pieces/section.tsx'
import { sayDone, sayFailed } from '../../pieces/toast.tsx'
import { When } from '../../pieces/when.tsx'

const SOURCES: Readonly<Record<TextOptOut['source'], string>> = {
  reply: 'They answered STOP',
  provider: 'The provider knows of it',
  operator: 'Somebody here',
}

const COLUMNS: readonly Column<TextOptOut>[] = [
  { title: 'Number', cell: ({ phone_number }) => phone_number },
  { title: 'By', cell: ({ source }) => SOURCES[source] },
  { title: 'Since', cell: ({ created_at }) => <When at={created_at} /> },
]

/** Numbers that get no texts, whoever asks for them. */
export function OptOutsSection() {
  const mayChange = useMay('text-opt-outs:write')
  return (
    <Section title="Numbers that get no texts" lead="Their rooms are opened all the same.">
      <Listing
        label="Numbers that get no texts"
        list={useTextOptOuts()}
        filters={useFilters()}
        empty="There are none."
        keyOf={({ id }) => id}
        columns={
          mayChange
            ? [...COLUMNS, { title: 'Take off', cell: (one) => <TakeOff optOut={one} /> }]
            : COLUMNS
        }
      />
      {mayChange ? <Add /> : null}
    </Section>
  )
}

function Add() {
  const add = useAddOptOut()
  const { values, isDirty, set, reset } = useDraft({ phone_number: '' })
  const { fields, rest } = fieldErrors(add.error, ['phone_number'])
  const save = (): void => {
    add.mutate(values.phone_number, {
      onSuccess: () => {
        reset()
        sayDone('The number gets no texts any more.')
      },
    })
  }
  return (
    <Form onSubmit={save}>
      <TextInput
        label="Phone number"
        description="International, such as +6512345678"
        type="tel"
        maxLength={32}
        value={values.phone_number}
        error={fields.phone_number}
        onChange={(event) => set({ phone_number: event.currentTarget.value })}
      />
      <FormFoot act="Add number" refusal={rest} isSaving={add.isPending} isReady={isDirty} />
    </Form>
  )
}

function TakeOff({ optOut }: { readonly optOut: TextOptOut }) {
  const removal = useRemoveOptOut()
  return (
    <Button
      size="compact-sm"
      variant="default"
      loading={removal.isPending}
      aria-label={`Take off: ${optOut.phone_number}`}
      onClick={() =>
        removal.mutate(optOut, {
          onSuccess: () => sayDone('The number gets texts again.'),
          onError: sayFailed,
        })
      }
    >
      Take off
    </Button>
  )
}
