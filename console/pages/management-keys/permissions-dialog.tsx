import { Button, List, Modal, Stack, Text } from '@mantine/core'
import { useDisclosure } from '@mantine/hooks'
import type { ManagementKey } from '../../api/management-keys.ts'
import { levelOf } from './levels.ts'
import { EVERYTHING, RESOURCE_GROUPS, RESOURCE_WORDS } from './resource-words.ts'

/** In a row, how much a key may do; behind it, what exactly. */
export function Permissions({ of: key }: { readonly of: ManagementKey }) {
  const [isOpen, { open, close }] = useDisclosure()
  const { permissions } = key
  if (permissions.includes(EVERYTHING)) return 'Everything'
  const resources = RESOURCE_GROUPS.flatMap((group) => group.resources)
  const held = resources.filter((one) => levelOf(permissions, one) !== 'none')
  const titles = held.map((one) => RESOURCE_WORDS[one].title)
  const named = titles.slice(0, 2).join(', ')
  const words = titles.length > 2 ? `${named} and ${titles.length - 2} more` : named
  return (
    <>
      <Button
        variant="subtle"
        size="compact-sm"
        ml={-8}
        onClick={open}
        aria-label={`What ${key.name ?? key.id} may do: ${words}`}
      >
        {words}
      </Button>
      <Modal opened={isOpen} onClose={close} title={`What ${key.name ?? key.id} may do`}>
        <Stack gap="xs">
          <List spacing={6}>
            {held.map((one) => (
              <List.Item key={one}>
                {RESOURCE_WORDS[one].title}{' '}
                <Text component="span" c="dimmed" size="sm">
                  {levelOf(permissions, one) === 'write' ? 'read and write' : 'read'}
                </Text>
              </List.Item>
            ))}
          </List>
        </Stack>
      </Modal>
    </>
  )
}
