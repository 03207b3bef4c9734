import { Stack, Text } from '@mantine/core'
import type { ReactNode } from 'react'
import { PageHead } from './page-head.tsx'

/** A page that has one thing to say, and perhaps one thing to do. */
export function Notice({
  title,
  children,
  action,
}: {
  readonly title: string
  readonly children: ReactNode
  readonly action?: ReactNode
}) {
  return (
    <Stack gap="md" maw="36rem" py="xl">
      <PageHead title={title} />
      <Text c="dimmed">{children}</Text>
      {action === undefined ? null : <div>{action}</div>}
    </Stack>
  )
}
