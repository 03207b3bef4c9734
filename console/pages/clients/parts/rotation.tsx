import { Button, Group, Stack, Text } from '@mantine/core'
import { IconRefresh } from '@tabler/icons-react'
import {
  type Client,
  type Credential,
  useFinishRotation,
  useRollBack,
} from '../../../api/clients.ts'
import { Callout } from '../../../pieces/callout.tsx'
import { confirm } from '../../../pieces/confirm.tsx'
import { sayDone, sayFailed } from '../../../pieces/toast.tsx'
import { When } from '../../../pieces/when.tsx'

interface RotationProps {
  readonly client: Client
  /** The newest first. */
  readonly good: readonly Credential[]
  readonly mayWrite: boolean
}

/** While two secrets work: who still uses the old one, until when, and the two ways out. */
export function Rotation({ client, good, mayWrite }: RotationProps) {
  const finish = useFinishRotation(client.id)
  const rollBack = useRollBack(client.id)
  const [newest, previous] = good
  if (newest === undefined || previous === undefined) return null
  const isOldInUse = isLater(previous.last_used_at, newest.created_at)
  const turn = async (act: () => Promise<unknown>, words: string): Promise<void> => {
    await act().then(() => sayDone(words), sayFailed)
  }
  const askToFinish = async (): Promise<void> => {
    const isSure = await confirm({
      title: 'Finish the rotation now?',
      words: isOldInUse
        ? 'The old secret was used after the new one was made: something still has it.'
        : 'Nothing has used the old secret since the new one was made.',
      dies: [`The secret that ends in ${previous.last_four}`],
      act: 'Finish now',
    })
    if (isSure) await turn(() => finish.mutateAsync(undefined), 'Only the new secret works now.')
  }
  const askToRollBack = async (): Promise<void> => {
    const isSure = await confirm({
      title: 'Roll back?',
      words: `The secret that ends in ${previous.last_four} goes on without an end.`,
      dies: [
        `The new secret, which ends in ${newest.last_four}`,
        'Every token that was got with the new one',
      ],
      act: 'Roll back',
    })
    if (isSure) await turn(() => rollBack.mutateAsync(undefined), 'The old secret goes on.')
  }
  return (
    <Callout tone="warn" title="A rotation is under way" icon={IconRefresh}>
      <Stack gap="sm">
        <Text size="sm">
          Both secrets work. The old one, ending in <b>{previous.last_four}</b>, ends{' '}
          <When at={previous.expires_at} never="when you finish" />.{' '}
          {isOldInUse ? (
            <b>
              It is still in use, last <When at={previous.last_used_at} />.
            </b>
          ) : (
            'Nobody has used it since the new one was made.'
          )}{' '}
          The new one, ending in <b>{newest.last_four}</b>,{' '}
          {newest.last_used_at === null ? (
            'has not been used yet.'
          ) : (
            <>
              was last used <When at={newest.last_used_at} />.
            </>
          )}
        </Text>
        {mayWrite ? (
          <Group gap="sm">
            <Button size="compact-md" loading={finish.isPending} onClick={askToFinish}>
              Finish now
            </Button>
            <Button
              size="compact-md"
              variant="default"
              loading={rollBack.isPending}
              onClick={askToRollBack}
            >
              Roll back
            </Button>
          </Group>
        ) : null}
      </Stack>
    </Callout>
  )
}

function isLater(one: string | null, other: string): boolean {
  return one !== null && Date.parse(one) > Date.parse(other)
}
