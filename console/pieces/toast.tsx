import { Button, Group, Text } from '@mantine/core'
import { notifications } from '@mantine/notifications'
import { IconAlertTriangle, IconCheck } from '@tabler/icons-react'
import { lazy, Suspense, useSyncExternalStore } from 'react'
import { wordsOf } from '../api/problem.ts'

const SHOWN_MS = 5_000
const UNDO_MS = 10_000

/** Says that something was done; it goes by itself. */
export function sayDone(words: string): void {
  show({
    message: words,
    color: 'brand',
    icon: <IconCheck size={18} aria-hidden />,
    autoClose: SHOWN_MS,
  })
}

/** Says that something was done and offers, for a while, to have it as it was. */
export function sayUndoable(words: string, undo: () => Promise<unknown>): void {
  const id = show({
    message: (
      <Group justify="space-between" wrap="nowrap">
        <Text size="sm">{words}</Text>
        <Button
          size="compact-sm"
          variant="light"
          onClick={async () => {
            notifications.hide(id)
            await undo().then(() => sayDone('It is as it was before.'), sayFailed)
          }}
        >
          Undo
        </Button>
      </Group>
    ),
    color: 'brand',
    autoClose: UNDO_MS,
  })
}

/** What was refused, in the server's own words. It stays until it is put away. */
export function sayFailed(thrown: unknown): void {
  show({
    title: 'That did not work',
    message: wordsOf(thrown),
    color: 'red',
    icon: <IconAlertTriangle size={18} aria-hidden />,
    autoClose: false,
  })
}

let isWanted = false
let wanted: () => void = () => {}

/** They wait in the kit's store until the place for them is there. */
function show(toast: Parameters<typeof notifications.show>[0]): string {
  isWanted = true
  wanted()
  return notifications.show(toast)
}

const Place = lazy(async () => ({ default: (await import('./toast-place.tsx')).ToastPlace }))

/** Where they appear. Its code comes with the first one. */
export function Toasts() {
  const isOpen = useSyncExternalStore(subscribe, () => isWanted)
  if (!isOpen) return null
  return (
    <Suspense fallback={null}>
      <Place />
    </Suspense>
  )
}

function subscribe(changed: () => void): () => void {
  wanted = changed
  return () => {
    wanted = () => {}
  }
}
