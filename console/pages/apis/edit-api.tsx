import { type Api, useChangeApi } from '../../api/apis.ts'
import { useDraft } from '../../pieces/draft.ts'
import { fieldErrors } from '../../pieces/field-errors.ts'
import { Form } from '../../pieces/form.tsx'
import { Discard, FormFoot } from '../../pieces/form-foot.tsx'
import { Section } from '../../pieces/section.tsx'
import { sayDone } from '../../pieces/toast.tsx'
import { CredentialFields, LimitFields } from './credential-fields.tsx'
import classes from './edit-api.module.css'
import { PlaceFields, UpstreamFields } from './place-fields.tsx'
import { RoutesField } from './routes-field.tsx'
import { UpstreamList } from './upstream-list.tsx'
import { changesOf, FIELD_NAMES, wishOf } from './wish.ts'

/** Everything of it at once: rules that belong together come into force together. */
export function EditApi({ api }: { readonly api: Api }) {
  const change = useChangeApi(api.name)
  const { values: wish, changes, isDirty, set, reset } = useDraft(wishOf(api))
  const { fields: errors, rest } = fieldErrors(change.error, FIELD_NAMES)
  const save = (): void => {
    const done = () => {
      reset()
      sayDone('It counts on every server within a second.')
    }
    change.mutate(changesOf(changes), { onSuccess: done })
  }
  const part = { wish, errors, set }
  return (
    <Form gap="lg" maw="none" onSubmit={save}>
      <Section title="Routes" lead="What no route names is refused.">
        <RoutesField {...part} />
      </Section>
      <Section title="Where it answers">
        <PlaceFields {...part} />
      </Section>
      <Section title="Where it forwards to" lead={<UpstreamList api={api} />}>
        <UpstreamFields {...part} />
      </Section>
      <Section title="Whose credentials count">
        <CredentialFields {...part} />
      </Section>
      <Section title="Limits" lead="One request more is answered with 429.">
        <LimitFields {...part} />
      </Section>
      <div className={isDirty ? classes.foot : undefined}>
        <FormFoot
          refusal={rest}
          isSaving={change.isPending}
          isReady={isDirty && wish.routes.length > 0 && wish.upstreams.length > 0}
          other={<Discard isDirty={isDirty} onClick={reset} />}
        />
      </div>
    </Form>
  )
}
