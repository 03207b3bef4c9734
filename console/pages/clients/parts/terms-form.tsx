import { Stack } from '@mantine/core'
import { type FormEvent, useState } from 'react'
import { type Client, useChangeClient } from '../../../api/clients.ts'
import type { Dialect } from '../../../api/dialects.ts'
import { useMay } from '../../../api/me.ts'
import { differences, useDraft } from '../../../pieces/draft.ts'
import { fieldErrors } from '../../../pieces/field-errors.ts'
import { Discard, FormFoot } from '../../../pieces/form-foot.tsx'
import { Section } from '../../../pieces/section.tsx'
import { sayDone } from '../../../pieces/toast.tsx'
import type { Kind } from '../kinds/kind.ts'
import { LimitsFields } from './limits-fields.tsx'
import { changeable, TERM_NAMES, termsOf } from './terms.ts'
import { TermsFields } from './terms-fields.tsx'

interface TermsFormProps {
  readonly kind: Kind
  readonly dialect: Dialect | undefined
  readonly client: Client
}

/** Everything of a client that may be edited later. Only what was changed is sent. */
export function TermsForm({ kind, dialect, client }: TermsFormProps) {
  const change = useChangeClient(client.id)
  const { values, isDirty, set, reset } = useDraft(termsOf(client))
  const mayWrite = useMay('clients:write')
  const [refusal, setRefusal] = useState<unknown>()
  const { fields: errors, rest } = fieldErrors(refusal, TERM_NAMES)
  const save = async (event: FormEvent): Promise<void> => {
    event.preventDefault()
    try {
      await change.mutateAsync(differences(changeable(client), changeable(values)))
      setRefusal(undefined)
      reset()
      sayDone('Saved. It counts from the next token on.')
    } catch (thrown) {
      setRefusal(thrown)
    }
  }
  const props = { kind, dialect, form: { values, errors, set }, readOnly: !mayWrite }
  return (
    <Section title="Details and limits" lead="What you change counts from the next token on.">
      <form onSubmit={save} noValidate>
        <Stack gap="lg" maw="44rem">
          <TermsFields {...props} />
          <LimitsFields {...props} />
          {mayWrite ? (
            <FormFoot
              refusal={rest}
              act="Save changes"
              isSaving={change.isPending}
              isReady={isDirty}
              other={<Discard isDirty={isDirty} onClick={reset} />}
            />
          ) : null}
        </Stack>
      </form>
    </Section>
  )
}
