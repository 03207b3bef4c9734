import { Alert } from '@mantine/core'
import type { Icon } from '@tabler/icons-react'
import type { ReactNode } from 'react'
import classes from './callout.module.css'
import type { Tone } from './state-badge.tsx'

interface CalloutProps {
  readonly tone: Tone
  readonly title?: string
  readonly icon?: Icon
  readonly children: ReactNode
  /** `alert` for what has just gone wrong, `status` for what has just been done. */
  readonly role?: 'alert' | 'status'
}

/** Words that must not be overlooked. */
export function Callout({ tone, title, icon: Icon, children, role }: CalloutProps) {
  return (
    <Alert
      classNames={classes}
      data-tone={tone}
      title={title}
      role={role ?? 'note'}
      icon={Icon === undefined ? undefined : <Icon aria-hidden />}
    >
      {children}
    </Alert>
  )
}
