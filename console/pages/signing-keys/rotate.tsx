import { Button, Group, Modal, Radio, Stack, Text } from '@mantine/core'
import { useDisclosure } from '@mantine/hooks'
import { IconAlertTriangle, IconRefresh } from '@tabler/icons-react'
import { useState } from 'react'
import type { Dialect } from '../../api/dialects.ts'
import { type SigningKey, useRotate } from '../../api/signing-keys.ts'
import { Callout } from '../../pieces/callout.tsx'
import { sayDone, sayFailed } from '../../pieces/toast.tsx'
import { When } from '../../pieces/when.tsx'

const LEADS = [
  { value: '', label: 'As configured', description: 'An hour, where nobody has changed it.' },
  {
    value: '86400',
    label: 'In 24 hours',
    description: 'For verifiers that keep the keys for long.',
  },
  { value: '604800', label: 'In 7 days', description: 'For verifiers that are told by hand.' },
  {
    value: '0',
    label: 'Now',
    description: 'Verifiers that do not know it yet refuse its tokens until they ask again.',
  },
] as const

interface RotateProps {
  readonly style: Dialect
  readonly waiting: SigningKey | undefined
}

/** Publishes a successor. Nobody loses a token by it. */
export function Rotate({ style, waiting }: RotateProps) {
  const [isOpen, { open, close }] = useDisclosure()
  const [lead, setLead] = useState('')
  const rotate = useRotate()
  if (waiting !== undefined) {
    return (
      <Text size="sm" c="dimmed">
        A successor is published and takes over <When at={waiting.activates_at} />.
      </Text>
    )
  }
  const run = (): void =>
    rotate.mutate(
      { dialect: style.name, lead_seconds: lead === '' ? undefined : Number(lead) },
      {
        onSuccess: () => {
          close()
          sayDone(`A successor is published for ${style.title}.`)
        },
        onError: sayFailed,
      },
    )
  return (
    <>
      <Button
        variant="default"
        leftSection={<IconRefresh size={16} aria-hidden />}
        aria-label={`Rotate the key of ${style.title}`}
        onClick={open}
      >
        Rotate…
      </Button>
      <Modal opened={isOpen} onClose={close} title={`Rotate the key of ${style.title}`}>
        <Stack gap="md">
          <Text>
            A new key is published at once. It signs after the time that you choose; from then on
            the present key only verifies. Tokens that are out stay good.
          </Text>
          <Radio.Group label="The new key signs" value={lead} onChange={setLead}>
            <Stack gap="sm" mt="xs">
              {LEADS.map((one) => (
                <Radio key={one.value} {...one} />
              ))}
            </Stack>
          </Radio.Group>
          {lead === '0' ? (
            <Callout tone="warn" icon={IconAlertTriangle}>
              Choose this only where this server alone verifies, or where you can wait for
              verifiers.
            </Callout>
          ) : null}
          <Group justify="flex-end" gap="sm">
            <Button variant="default" onClick={close}>
              Cancel
            </Button>
            <Button loading={rotate.isPending} onClick={run}>
              Publish the new key
            </Button>
          </Group>
        </Stack>
      </Modal>
    </>
  )
}
