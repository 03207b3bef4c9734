import { Button, Group, List, Modal, Stack, Text } from '@mantine/core'
import { IconAlertTriangle } from '@tabler/icons-react'
import { useEffect, useState } from 'react'
import { Callout } from './callout.tsx'
import type { Asked } from './confirm.tsx'

/** The question that is open, and while it goes the one that was. */
export function ConfirmDialog({ asked }: { readonly asked: Asked | undefined }) {
  const [shown, setShown] = useState<Asked>()
  const [isOpen, setOpen] = useState(false)
  // It opens after it was there, so that it knows what to give the focus back to.
  useEffect(() => {
    if (asked !== undefined) setShown(asked)
    setOpen(asked !== undefined)
  }, [asked])
  const answer = (isSure: boolean): void => shown?.answer(isSure)
  const { title, words, dies = [], act } = shown?.question ?? { title: '', words: '', act: '' }
  return (
    <Modal opened={isOpen} onClose={() => answer(false)} title={title}>
      <Stack gap="md">
        <Text>{words}</Text>
        {dies.length === 0 ? null : (
          <Callout tone="bad" title="This ends with it" icon={IconAlertTriangle}>
            <List spacing={4} size="sm">
              {dies.map((one) => (
                <List.Item key={one}>{one}</List.Item>
              ))}
            </List>
          </Callout>
        )}
        <Group justify="flex-end" gap="sm">
          <Button variant="default" data-autofocus onClick={() => answer(false)}>
            Cancel
          </Button>
          <Button color="red" onClick={() => answer(true)}>
            {act}
          </Button>
        </Group>
      </Stack>
    </Modal>
  )
}
