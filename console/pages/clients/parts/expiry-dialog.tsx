import { Button, Group, Modal, Stack } from '@mantine/core'
import { useState } from 'react'
import { ExpiryChoice } from './expiry-choice.tsx'

interface ExpiryDialogProps {
  readonly which: string
  onClose(): void
  onSave(expiresInSec: number | null): void
}

/** Asks when a secret is to end. */
export function ExpiryDialog({ which, onClose, onSave }: ExpiryDialogProps) {
  const [seconds, setSeconds] = useState<number | null>(null)
  return (
    <Modal opened onClose={onClose} title="Change its expiry">
      <Stack gap="lg">
        <ExpiryChoice label={`When does ${which} expire?`} value={seconds} onChange={setSeconds} />
        <Group justify="flex-end">
          <Button variant="default" onClick={onClose}>
            Cancel
          </Button>
          <Button onClick={() => onSave(seconds)}>Save</Button>
        </Group>
      </Stack>
    </Modal>
  )
}
