import { ActionIcon, Anchor, Button, Group, List, Modal, Stack, Text, Tooltip } from '@mantine/core'
import { IconTrash } from '@tabler/icons-react'
import { Link } from '@tanstack/react-router'
import { useState } from 'react'
import { type Scope, useDeleteScope, useHolders, usePutScope } from '../../api/all-scopes.ts'
import { Problem } from '../../api/problem.ts'
import { sayFailed, sayUndoable } from '../../pieces/toast.tsx'

/** At once, and to be undone, while nobody holds it; else it is said who does. */
export function DeleteScope({ scope }: { readonly scope: Scope }) {
  const [isHeld, setHeld] = useState(false)
  const remove = useDeleteScope()
  const put = usePutScope()
  const holders = useHolders(scope, isHeld)
  const run = (): void => {
    if (scope.clients > 0) {
      setHeld(true)
      return
    }
    remove.mutate(scope, {
      onSuccess: () => sayUndoable(`${scope.value} was deleted.`, () => put.mutateAsync(scope)),
      onError: (thrown) => {
        // A client that got it a moment ago.
        if (thrown instanceof Problem && thrown.code === 'conflict') setHeld(true)
        else sayFailed(thrown)
      },
    })
  }
  return (
    <>
      <Tooltip label="Delete">
        <ActionIcon
          variant="subtle"
          color="gray"
          aria-label={`Delete ${scope.value}`}
          loading={remove.isPending}
          onClick={run}
        >
          <IconTrash size={18} aria-hidden />
        </ActionIcon>
      </Tooltip>
      <Modal opened={isHeld} onClose={() => setHeld(false)} title={`${scope.value} is in use`}>
        <Stack gap="md">
          <Text>Take it away from these first, so that none of them is refused by surprise:</Text>
          <List spacing={4}>
            {holders.map(({ id, name }) => (
              <List.Item key={id}>
                <Anchor renderRoot={(props) => <Link to={`/clients/${id}`} {...props} />}>
                  <bdi>{name}</bdi>
                </Anchor>
              </List.Item>
            ))}
          </List>
          <Group justify="flex-end">
            <Button data-autofocus onClick={() => setHeld(false)}>
              OK
            </Button>
          </Group>
        </Stack>
      </Modal>
    </>
  )
}
