import { Group, Kbd, Modal, Stack, Switch, Text } from '@mantine/core'
import { useSingleKeys } from '../pieces/single-keys.ts'
import { SEARCH_KEYS } from './keys.ts'
import classes from './shortcuts.module.css'

const SHORTCUTS: readonly { readonly keys: readonly string[]; readonly words: string }[] = [
  { keys: [SEARCH_KEYS], words: 'Search, or go to a page' },
  { keys: ['/'], words: 'The same' },
  { keys: ['C'], words: 'Create another one of what the list shows' },
  { keys: ['?'], words: 'This help' },
  { keys: ['Tab', 'Shift Tab'], words: 'Forth and back; the first Tab skips to the page' },
  { keys: ['Enter'], words: 'Open the row, press the button, send the form' },
  { keys: ['Up', 'Down'], words: 'Within a menu, a list of choices or the search' },
  { keys: ['Esc'], words: 'Close; a question is answered with no' },
]

interface ShortcutsProps {
  readonly isOpen: boolean
  close(): void
}

export function Shortcuts({ isOpen, close }: ShortcutsProps) {
  const { isOn, turn } = useSingleKeys()
  return (
    <Modal opened={isOpen} onClose={close} title="Keyboard shortcuts">
      <Stack gap="lg">
        <dl className={classes.shortcuts}>
          {SHORTCUTS.map(({ keys, words }) => (
            <div key={keys.join()}>
              <dt>
                <Group gap={4}>
                  {keys.map((one) => (
                    <Kbd key={one}>{one}</Kbd>
                  ))}
                </Group>
              </dt>
              <dd>
                <Text size="sm">{words}</Text>
              </dd>
            </div>
          ))}
        </dl>
        <Switch
          label="Single keys"
          description="Turn them off if you dictate, or press keys by accident."
          checked={isOn}
          onChange={(event) => turn(event.currentTarget.checked)}
        />
      </Stack>
    </Modal>
  )
}
