import { Button, Collapse, Stack } from '@mantine/core'
import { useDisclosure } from '@mantine/hooks'
import { IconChevronDown, IconChevronRight } from '@tabler/icons-react'
import { type ReactNode, useId } from 'react'

/** What most people leave as it is, behind one button. */
export function More({
  title,
  children,
}: {
  readonly title: string
  readonly children: ReactNode
}) {
  const [isOpen, { toggle }] = useDisclosure()
  const id = useId()
  const Icon = isOpen ? IconChevronDown : IconChevronRight
  return (
    <div>
      <Button
        variant="subtle"
        color="gray"
        px="xs"
        leftSection={<Icon size={16} aria-hidden />}
        aria-expanded={isOpen}
        aria-controls={id}
        onClick={toggle}
      >
        {title}
      </Button>
      <Collapse expanded={isOpen} id={id}>
        <Stack gap="lg" pt="sm">
          {children}
        </Stack>
      </Collapse>
    </div>
  )
}
