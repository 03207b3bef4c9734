import { Button, Group, Modal, Radio, Stack, Text } from '@mantine/core'
import { useState } from 'react'
import { When } from '../../../pieces/when.tsx'

const OVERLAPS = [
  {
    value: '0',
    label: 'Not at all',
    description: 'It is refused from now on: for one that leaked.',
  },
  { value: '3600', label: '1 hour', description: 'Both work until then.' },
  { value: '86400', label: '24 hours', description: 'Both work until then. Time to deploy it.' },
  { value: '604800', label: '7 days', description: 'For what is changed by hand, or by others.' },
] as const

const BY_DEFAULT = '86400'

interface RotateDialogProps {
  readonly isBusy: boolean
  readonly lastUsedAt: string | null
  onClose(): void
  onRotate(overlapSec: number): void
}

/** Asks how long both are to work. */
export function RotateDialog(props: RotateDialogProps) {
  const { isBusy, lastUsedAt, onClose, onRotate } = props
  const [overlap, setOverlap] = useState<string>(BY_DEFAULT)
  return (
    <Modal opened onClose={onClose} title="Rotate the secret">
      <Stack gap="md">
        <Text>
          You get a new secret now, and see it once. The present one{' '}
          {lastUsedAt === null ? (
            'has not been used yet'
          ) : (
            <>
              was last used <When at={lastUsedAt} />
            </>
          )}
          .
        </Text>
        <Radio.Group
          label="How long shall the present one keep working?"
          value={overlap}
          onChange={setOverlap}
        >
          <Stack gap="sm" mt="sm">
            {OVERLAPS.map((one) => (
              <Radio key={one.value} {...one} />
            ))}
          </Stack>
        </Radio.Group>
        <Group justify="flex-end">
          <Button variant="default" onClick={onClose}>
            Cancel
          </Button>
          <Button
            loading={isBusy}
            color={overlap === '0' ? 'red' : undefined}
            onClick={() => onRotate(Number(overlap))}
          >
            {overlap === '0' ? 'Rotate and end the old one' : 'Rotate'}
          </Button>
        </Group>
      </Stack>
    </Modal>
  )
}
