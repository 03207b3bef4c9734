import { Center, Stack, Text, Title } from '@mantine/core'
import type { Icon } from '@tabler/icons-react'
import type { ReactNode } from 'react'
import { CodeBlock, type Snippet } from './code-block.tsx'
import classes from './empty-state.module.css'

interface EmptyStateProps {
  readonly title: string
  readonly icon?: Icon
  /** What the thing is for, and what happens next; one or two sentences. */
  readonly children: ReactNode
  readonly action?: ReactNode
  /** The same by other means: a command or a request. */
  readonly example?: Snippet
}

/** Where a list would be: it teaches what would stand here. */
export function EmptyState(props: EmptyStateProps) {
  const { title, icon: Icon, children, action, example } = props
  return (
    <Center className={classes.frame}>
      <Stack align="center" gap="sm" maw="30rem" ta="center">
        {Icon === undefined ? null : (
          <span className={classes.icon}>
            <Icon size={28} stroke={1.5} aria-hidden />
          </span>
        )}
        <Title order={2} fz="h4">
          {title}
        </Title>
        <Text c="dimmed">{children}</Text>
        {action === undefined ? null : <div className={classes.action}>{action}</div>}
        {example === undefined ? null : (
          <div className={classes.example}>
            <CodeBlock {...example} />
          </div>
        )}
      </Stack>
    </Center>
  )
}
