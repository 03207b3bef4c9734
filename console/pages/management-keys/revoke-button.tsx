import { Button } from '@mantine/core'
import { type ManagementKey, useRevokeManagementKey } from '../../api/management-keys.ts'
import { confirm } from '../../pieces/confirm.tsx'
import { sayDone, sayFailed } from '../../pieces/toast.tsx'

export function RevokeButton({ of: key }: { readonly of: ManagementKey }) {
  const revoke = useRevokeManagementKey()
  const name = key.name ?? `…${key.last_four}`
  const run = async (): Promise<void> => {
    const isSure = await confirm({
      title: `Revoke the key ${name}?`,
      words: 'This cannot be undone. What was made with it stays.',
      dies: ['Every program that uses it is refused from the next request on.'],
      act: 'Revoke key',
    })
    if (isSure)
      await revoke.mutateAsync(key.id).then(() => sayDone(`${name} is revoked.`), sayFailed)
  }
  return (
    <Button
      variant="subtle"
      color="red"
      size="compact-sm"
      aria-label={`Revoke ${name}`}
      loading={revoke.isPending}
      onClick={run}
    >
      Revoke
    </Button>
  )
}
