import { Button, Group, Text } from '@mantine/core'
import { useRemoval } from '../../api/removal.ts'
import { type User, useChangeUser, userPath } from '../../api/users.ts'
import { confirm } from '../../pieces/confirm.tsx'
import { Section } from '../../pieces/section.tsx'
import { sayDone, sayFailed } from '../../pieces/toast.tsx'

/** Letting somebody in no more: for now, or for good. */
export function EndSection({ user }: { readonly user: User }) {
  const change = useChangeUser(user.id)
  const removal = useRemoval(userPath(user.id), '/employees')
  const { name } = user
  const disable = async (): Promise<void> => {
    const isSure = await confirm({
      title: `Disable ${name}?`,
      words: 'They can be enabled again. What ends now stays ended.',
      dies: [
        'Every sign-in of theirs, in every browser.',
        'Every token that apps and integrations hold for them, within a second.',
      ],
      act: 'Disable',
    })
    if (!isSure) return
    await change
      .mutateAsync({ enabled: false })
      .then(() => sayDone(`${name} is disabled.`), sayFailed)
  }
  const enable = (): Promise<void> =>
    change.mutateAsync({ enabled: true }).then(() => sayDone(`${name} may sign in.`), sayFailed)
  const removeUser = async (): Promise<void> => {
    const isSure = await confirm({
      title: `Delete ${name}?`,
      words: 'This cannot be undone. To keep them out for a while, disable them instead.',
      dies: [
        'Their account, with password, second factor and passkeys.',
        'Every sign-in and every token that apps hold for them, within a second.',
        'Their right to guest manage plans.',
      ],
      act: 'Delete employee',
    })
    if (!isSure) return
    await removal.mutateAsync().then(() => sayDone(`${name} was deleted.`), sayFailed)
  }
  return (
    <Section title={user.enabled ? 'Disable or delete' : 'Enable or delete'}>
      <Text size="sm" c="dimmed">
        {user.enabled
          ? 'A disabled employee is refused everywhere, and can be enabled again.'
          : `${name} is refused everywhere until you enable them.`}
      </Text>
      <Group gap="sm">
        <Button
          variant="default"
          loading={change.isPending}
          onClick={user.enabled ? disable : enable}
        >
          {user.enabled ? 'Disable' : 'Enable'}
        </Button>
        <Button color="red" variant="outline" loading={removal.isPending} onClick={removeUser}>
          Delete employee
        </Button>
      </Group>
    </Section>
  )
}
