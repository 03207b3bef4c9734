import { Text } from '@mantine/core'
import { type User, useChangeUser } from '../../api/users.ts'
import { useDraft } from '../../pieces/draft.ts'
import { fieldErrors } from '../../pieces/field-errors.ts'
import { Form } from '../../pieces/form.tsx'
import { Discard, FormFoot } from '../../pieces/form-foot.tsx'
import { Section } from '../../pieces/section.tsx'
import { sayDone } from '../../pieces/toast.tsx'
import { RoleBadges } from './role-badges.tsx'
import { RoleFields } from './role-fields.tsx'

interface RolesSectionProps {
  readonly user: User
  readonly isFixed: boolean
  readonly isSelf: boolean
}

export function RolesSection({ user, isFixed, isSelf }: RolesSectionProps) {
  if (!isFixed && !isSelf) return <Roles user={user} />
  return (
    <Section title="Roles">
      <RoleBadges roles={user.roles} />
      {isSelf ? (
        <Text size="sm" c="dimmed">
          These are your own. Somebody else has to change them, so that nobody shuts themselves out.
        </Text>
      ) : null}
    </Section>
  )
}

function Roles({ user }: { readonly user: User }) {
  const change = useChangeUser(user.id)
  const { values, changes, isDirty, set, reset } = useDraft({ roles: user.roles })
  const { fields, rest } = fieldErrors(change.error, ['roles'])
  const save = (): void => {
    const done = () => {
      reset()
      sayDone(`The roles of ${user.name} were saved.`)
    }
    change.mutate(changes, { onSuccess: done })
  }
  return (
    <Section title="Roles" lead="They count from the next request on.">
      <Form onSubmit={save}>
        <RoleFields
          roles={values.roles}
          error={fields.roles}
          onChange={(roles) => set({ roles: [...roles] })}
        />
        <FormFoot
          refusal={rest}
          isSaving={change.isPending}
          isReady={isDirty}
          other={<Discard isDirty={isDirty} onClick={reset} />}
        />
      </Form>
    </Section>
  )
}
