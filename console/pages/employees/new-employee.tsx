import { Button, PasswordInput, Radio, Stack, TextInput } from '@mantine/core'
import { Link, useNavigate } from '@tanstack/react-router'
import { useState } from 'react'
import { type NewUser, useCreateUser, useInviteUser } from '../../api/users.ts'
import { fieldErrors } from '../../pieces/field-errors.ts'
import { Form } from '../../pieces/form.tsx'
import { FormFoot } from '../../pieces/form-foot.tsx'
import { PageHead } from '../../pieces/page-head.tsx'
import { SecretOnce, type ShownOnce } from '../../pieces/secret-once.tsx'
import { Section } from '../../pieces/section.tsx'
import { sayDone, sayFailed } from '../../pieces/toast.tsx'
import { useOrganization } from '../../shell/organization.tsx'
import { OrganizationField } from '../../shell/organization-field.tsx'
import { invitationShown } from './invitation.ts'
import { KioskSwitch } from './kiosk-switch.tsx'
import { RoleFields } from './role-fields.tsx'
import { passwordWords } from './role-list.ts'

const NAMES = ['name', 'email', 'roles', 'password', 'organization_id']

type FirstSignIn = 'invitation' | 'password'

export function Page() {
  const { id: chosen } = useOrganization()
  const [wish, setWish] = useState<NewUser>({
    name: '',
    email: '',
    roles: ['employee'],
    is_kiosk_host: false,
    organization_id: chosen,
  })
  const [firstSignIn, setFirstSignIn] = useState<FirstSignIn>('invitation')
  const [password, setPassword] = useState('')
  const { submit, isSaving, error, invitation, leave } = useCreation()
  const { fields, rest } = fieldErrors(error, NAMES)
  const set = (part: Partial<NewUser>): void => setWish((before) => ({ ...before, ...part }))
  const send = (): void => {
    submit(firstSignIn === 'password' ? { ...wish, password } : wish)
  }
  return (
    <>
      <PageHead
        title="Create an employee manually"
        back={{ to: '/employees', title: 'Employees' }}
      />
      <Form gap="lg" maw="44rem" onSubmit={send}>
        <Section title="Who it is">
          <TextInput
            label="Name"
            required
            maxLength={200}
            data-autofocus
            value={wish.name}
            error={fields.name}
            onChange={(event) => set({ name: event.currentTarget.value })}
          />
          <TextInput
            label="E-mail"
            description="The username that this person, or the API user, signs in with."
            type="email"
            required
            maxLength={320}
            value={wish.email}
            error={fields.email}
            onChange={(event) => set({ email: event.currentTarget.value })}
          />
          <OrganizationField
            value={wish.organization_id}
            error={fields.organization_id}
            onChange={(organization_id) => set({ organization_id })}
          />
        </Section>
        <Section title="What they may do">
          <RoleFields
            roles={wish.roles}
            error={fields.roles}
            onChange={(roles) => set({ roles })}
          />
        </Section>
        <Section title="Visitors Kiosk">
          <KioskSwitch
            checked={wish.is_kiosk_host}
            onChange={(is_kiosk_host) => set({ is_kiosk_host })}
          />
        </Section>
        <Section title="First sign-in">
          <Radio.Group
            aria-label="First sign-in"
            value={firstSignIn}
            onChange={(next) => setFirstSignIn(next === 'password' ? 'password' : 'invitation')}
          >
            <Stack gap="sm">
              <Radio
                value="invitation"
                label="One-time invitation link"
                description="You hand it over; they set a password that nobody else knows."
              />
              <Radio
                value="password"
                label="Password"
                description="For an API user: the software that signs in must know it."
              />
            </Stack>
          </Radio.Group>
          {firstSignIn === 'password' ? (
            <PasswordInput
              label="Password"
              description={passwordWords(wish.roles)}
              required
              autoComplete="new-password"
              value={password}
              error={fields.password}
              onChange={(event) => setPassword(event.currentTarget.value)}
            />
          ) : null}
        </Section>
        <FormFoot
          refusal={rest}
          act="Create employee"
          isSaving={isSaving}
          isReady={wish.name.trim() !== '' && wish.email !== ''}
          other={
            <Button variant="default" renderRoot={(props) => <Link to="/employees" {...props} />}>
              Cancel
            </Button>
          }
        />
      </Form>
      <SecretOnce shown={invitation} onClose={leave} />
    </>
  )
}

/** Creates, invites where no password was given, and leads to the page of who was created. */
function useCreation() {
  const create = useCreateUser()
  const invite = useInviteUser()
  const navigate = useNavigate()
  const [made, setMade] = useState<{ id: string; invitation: ShownOnce }>()
  const open = (id: string) => navigate({ to: `/employees/${id}`, replace: true })
  const submit = async (wish: NewUser): Promise<void> => {
    // What was refused stands in the form.
    const user = await create.mutateAsync(wish).catch(() => undefined)
    if (user === undefined) return
    sayDone(`${user.name} is in the directory.`)
    if (wish.password !== undefined) return open(user.id)
    try {
      const invitation = await invite.mutateAsync(user.id)
      invite.reset()
      setMade({ id: user.id, invitation: invitationShown(user.name, invitation) })
    } catch (thrown) {
      // The person exists; another link can be made on their page.
      sayFailed(thrown)
      await open(user.id)
    }
  }
  return {
    submit,
    isSaving: create.isPending || invite.isPending,
    error: create.error,
    invitation: made?.invitation,
    leave: () => {
      if (made !== undefined) open(made.id)
    },
  }
}
