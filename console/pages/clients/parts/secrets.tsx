import { Button, Group } from '@mantine/core'
import { useDisclosure } from '@mantine/hooks'
import { IconRefresh } from '@tabler/icons-react'
import { useState } from 'react'
import { type Client, useRotate } from '../../../api/clients.ts'
import { useMay, useMe } from '../../../api/me.ts'
import { later } from '../../../pieces/later.tsx'
import { SecretOnce, type ShownOnce } from '../../../pieces/secret-once.tsx'
import { Section } from '../../../pieces/section.tsx'
import { lengthWords } from '../../../pieces/time-words.ts'
import { sayFailed } from '../../../pieces/toast.tsx'
import { goodOf } from '../client-state.ts'
import type { Kind } from '../kinds/kind.ts'
import { spoken } from '../kinds/spoken.ts'
import { Rotation } from './rotation.tsx'
import { SecretTable } from './secret-table.tsx'
import { shownOnce } from './shown-once.ts'

const RotateDialog = later(async () => (await import('./rotate-dialog.tsx')).RotateDialog)

interface SecretsProps {
  readonly kind: Kind
  readonly client: Client
  readonly agentId: number | undefined
}

/** The secrets that there are, and the way from one to the next. */
export function Secrets({ kind, client, agentId }: SecretsProps) {
  const { base_url: baseUrl } = useMe()
  const mayWrite = useMay('credentials:write')
  const [isOpen, { open, close }] = useDisclosure()
  const [shown, setShown] = useState<ShownOnce>()
  const rotate = useRotate(client.id)
  const good = goodOf(client)
  const what = spoken(kind.secretLabel)
  const run = async (overlapSec: number): Promise<void> => {
    try {
      const secret = await rotate.mutateAsync(overlapSec)
      rotate.reset()
      close()
      const old = overlapSec === 0 ? 'has ended' : `works for ${lengthWords(overlapSec)} more`
      const words = `This is the new ${what}. The old one ${old}.`
      setShown(shownOnce({ kind, client, secret, baseUrl, words, agentId }))
    } catch (thrown) {
      close()
      sayFailed(thrown)
    }
  }
  return (
    <Section
      title={good.length > 1 ? 'Secrets' : kind.secretLabel}
      lead="Only its hash is kept. What is shown of it is how it begins and how it ends."
    >
      {good.length > 1 ? <Rotation client={client} good={good} mayWrite={mayWrite} /> : null}
      <SecretTable client={client} mayWrite={mayWrite} />
      {mayWrite ? (
        <Group>
          <Button
            variant="default"
            leftSection={<IconRefresh size={16} aria-hidden />}
            onClick={open}
          >
            {good.length === 0 ? 'Create a new one' : 'Rotate'}
          </Button>
        </Group>
      ) : null}
      {isOpen ? (
        <RotateDialog
          isBusy={rotate.isPending}
          lastUsedAt={good[0]?.last_used_at ?? null}
          onClose={close}
          onRotate={run}
        />
      ) : null}
      <SecretOnce shown={shown} onClose={() => setShown(undefined)} />
    </Section>
  )
}
