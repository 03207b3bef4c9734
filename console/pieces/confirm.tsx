import { Alert, List, Stack, Text } from '@mantine/core'
import { modals } from '@mantine/modals'
import { IconAlertTriangle } from '@tabler/icons-react'

export interface Question {
  /** The act and its object: “Delete Nightly export?” */
  readonly title: string
  readonly words: string
  /** What dies with it, one line each. */
  readonly dies?: readonly string[]
  /** On the button: the act itself, never “OK”. */
  readonly act: string
}

/** Asks before what cannot be undone. Who answers with Escape has said no. */
export function confirm({ title, words, dies = [], act }: Question): Promise<boolean> {
  return new Promise((resolve) => {
    modals.openConfirmModal({
      title,
      children: (
        <Stack gap="md">
          <Text>{words}</Text>
          {dies.length === 0 ? null : (
            <Alert color="red" variant="light" icon={<IconAlertTriangle aria-hidden />}>
              <List spacing={4} size="sm">
                {dies.map((one) => (
                  <List.Item key={one}>{one}</List.Item>
                ))}
              </List>
            </Alert>
          )}
        </Stack>
      ),
      labels: { confirm: act, cancel: 'Cancel' },
      confirmProps: { color: 'red' },
      cancelProps: { 'data-autofocus': true },
      onConfirm: () => resolve(true),
      onClose: () => resolve(false),
    })
  })
}
