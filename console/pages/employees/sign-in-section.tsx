import { Button, Group } from '@mantine/core'
import { useState } from 'react'
import { type User, useEndSignIns, useInviteUser, useResetSecondFactor } from '../../api/users.ts'
import { confirm } from '../../pieces/confirm.tsx'
import { Facts } from '../../pieces/facts.tsx'
import { SecretOnce, type ShownOnce } from '../../pieces/secret-once.tsx'
import { Section } from '../../pieces/section.tsx'
import { sayDone, sayFailed } from '../../pieces/toast.tsx'
import { When } from '../../pieces/when.tsx'
import { invitationShown } from './invitation.ts'
import { PasswordButton } from './password-button.tsx'

interface SignInSectionProps {
  readonly user: User
  readonly isFixed: boolean
  readonly isSelf: boolean
}

export function SignInSection({ user, isFixed, isSelf }: SignInSectionProps) {
  return (
    <Section title="Signing in">
      <Facts
        facts={{
          Password: user.has_password ? 'Set' : 'None yet',
          'Second factor': user.has_second_factor ? 'On' : 'Off',
          Passkeys: user.passkeys === 0 ? 'None' : user.passkeys,
          'Last signed in': <When at={user.last_signed_in_at} />,
        }}
      />
      {isSelf ? (
        <Group>
          <Button component="a" href="/account" variant="default">
            Change how you sign in
          </Button>
        </Group>
      ) : isFixed ? null : (
        <Acts user={user} />
      )}
    </Section>
  )
}

function Acts({ user }: { readonly user: User }) {
  const { invite, isInviting, shown, close } = useInvitation(user)
  const reset = useResetSecondFactor(user.id)
  const end = useEndSignIns(user.id)
  const resetSecondFactor = async (): Promise<void> => {
    const isSure = await confirm({
      title: `Reset the second factor of ${user.name}?`,
      words: 'Do it when they have lost their device, and only after they proved who they are.',
      dies: [
        'Their code generator, recovery codes and passkeys count no more.',
        'Every browser in which they are signed in.',
        'Until they set up a new factor, a password is enough to sign in.',
      ],
      act: 'Reset second factor',
    })
    if (isSure)
      await reset.mutateAsync().then(() => sayDone('The second factor is off.'), sayFailed)
  }
  const endSignIns = async (): Promise<void> => {
    const isSure = await confirm({
      title: `End all sign-ins of ${user.name}?`,
      words: 'They can sign in again at once. What they allowed apps to do goes on.',
      dies: ['Every browser in which they are signed in, here and on consent pages.'],
      act: 'End sign-ins',
    })
    if (isSure) await end.mutateAsync().then(() => sayDone('All sign-ins have ended.'), sayFailed)
  }
  return (
    <Group gap="sm">
      {user.enabled ? (
        <Button variant="default" loading={isInviting} onClick={invite}>
          {user.has_password ? 'New password by link' : 'Invitation link'}
        </Button>
      ) : null}
      <PasswordButton user={user} />
      {user.has_second_factor || user.passkeys > 0 ? (
        <Button variant="default" onClick={resetSecondFactor}>
          Reset second factor
        </Button>
      ) : null}
      <Button variant="default" onClick={endSignIns}>
        End sign-ins
      </Button>
      <SecretOnce shown={shown} onClose={close} />
    </Group>
  )
}

/** The link lives in the open dialog, and nowhere after it. */
function useInvitation(user: User) {
  const mutation = useInviteUser()
  const [shown, setShown] = useState<ShownOnce>()
  const invite = async (): Promise<void> => {
    try {
      setShown(invitationShown(user.name, await mutation.mutateAsync(user.id)))
    } catch (thrown) {
      sayFailed(thrown)
    }
    mutation.reset()
  }
  return { invite, isInviting: mutation.isPending, shown, close: () => setShown(undefined) }
}
