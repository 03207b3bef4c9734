import { Button, Group } from '@mantine/core'
import { useDisclosure } from '@mantine/hooks'
import {
  type Client,
  type Credential,
  useEndOf,
  useRevokeCredential,
} from '../../../api/clients.ts'
import { confirm } from '../../../pieces/confirm.tsx'
import { later } from '../../../pieces/later.tsx'
import { sayDone, sayFailed } from '../../../pieces/toast.tsx'

const ExpiryDialog = later(async () => (await import('./expiry-dialog.tsx')).ExpiryDialog)

interface SecretActsProps {
  readonly client: Client
  readonly one: Credential
}

/** What may be done with a secret that still opens something. */
export function SecretActs({ client, one }: SecretActsProps) {
  const revoke = useRevokeCredential(client.id)
  const end = useEndOf(client.id, one.id)
  const [isOpen, { open, close }] = useDisclosure()
  if (one.state !== 'live' && one.state !== 'ending') return null
  const which = `the secret that ends in ${one.last_four}`
  const askToRevoke = async (): Promise<void> => {
    const isSure = await confirm({
      title: `Revoke ${which}?`,
      words: 'It is refused from now on, and this cannot be undone.',
      dies: ['The secret', 'Every token that was got with it, within a second'],
      act: 'Revoke',
    })
    if (isSure) await revoke.mutateAsync(one.id).then(() => sayDone('It is revoked.'), sayFailed)
  }
  const setEnd = async (expiresInSec: number | null): Promise<void> => {
    close()
    await end.mutateAsync(expiresInSec).then(() => sayDone('Its expiry is changed.'), sayFailed)
  }
  return (
    <Group gap={4} wrap="nowrap">
      <Button
        size="compact-sm"
        variant="subtle"
        color="gray"
        aria-label={`Expiry of ${which}`}
        onClick={open}
      >
        Expiry
      </Button>
      <Button
        size="compact-sm"
        variant="subtle"
        color="red"
        aria-label={`Revoke ${which}`}
        onClick={askToRevoke}
      >
        Revoke
      </Button>
      {isOpen ? <ExpiryDialog which={which} onClose={close} onSave={setEnd} /> : null}
    </Group>
  )
}
