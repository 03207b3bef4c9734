import { TextInput } from '@mantine/core'
import { type User, useChangeUser } from '../../api/users.ts'
import { Copied } from '../../pieces/copied.tsx'
import { useDraft } from '../../pieces/draft.ts'
import { Facts } from '../../pieces/facts.tsx'
import { fieldErrors } from '../../pieces/field-errors.ts'
import { Form } from '../../pieces/form.tsx'
import { Discard, FormFoot } from '../../pieces/form-foot.tsx'
import { Section } from '../../pieces/section.tsx'
import { sayDone } from '../../pieces/toast.tsx'
import { When } from '../../pieces/when.tsx'
import { OrganizationName } from '../../shell/organization-name.tsx'

interface ProfileSectionProps {
  readonly user: User
  readonly isFixed: boolean
}

export function ProfileSection({ user, isFixed }: ProfileSectionProps) {
  const change = useChangeUser(user.id)
  const { values, changes, isDirty, set, reset } = useDraft({ name: user.name, email: user.email })
  const { fields, rest } = fieldErrors(change.error, ['name', 'email'])
  const save = (): void => {
    const done = () => {
      reset()
      sayDone(`${values.name} was saved.`)
    }
    change.mutate(changes, { onSuccess: done })
  }
  return (
    <Section title="Profile">
      <Form onSubmit={save}>
        <TextInput
          label="Name"
          required
          maxLength={200}
          readOnly={isFixed}
          value={values.name}
          error={fields.name}
          onChange={(event) => set({ name: event.currentTarget.value })}
        />
        <TextInput
          label="E-mail"
          description="The username to sign in with, for people and for API users."
          type="email"
          required
          maxLength={320}
          readOnly={isFixed}
          value={values.email}
          error={fields.email}
          onChange={(event) => set({ email: event.currentTarget.value })}
        />
        <Facts
          facts={{
            'User id': <Copied text={user.id} what="user id" />,
            Organization: <OrganizationName id={user.organization_id} />,
            Created: <When at={user.created_at} />,
          }}
        />
        {isFixed ? null : (
          <FormFoot
            refusal={rest}
            isSaving={change.isPending}
            isReady={isDirty}
            other={<Discard isDirty={isDirty} onClick={reset} />}
          />
        )}
      </Form>
    </Section>
  )
}
