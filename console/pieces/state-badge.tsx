import { Badge, type BadgeProps } from '@mantine/core'
import classes from './state-badge.module.css'

/** Good: as it should be. Warn: ends soon. Off: counts no more. Note: only a fact. */
export type Tone = 'good' | 'warn' | 'off' | 'bad' | 'note'

/** How a list and a page speak of a state. */
export interface StateWords {
  readonly title: string
  readonly words: string
  readonly tone: Tone
}

interface StateBadgeProps extends Pick<BadgeProps, 'size'> {
  readonly tone: Tone
  readonly children: string
}

/** A state in a word; the colour only says it again. */
export function StateBadge({ tone, children, size = 'md' }: StateBadgeProps) {
  return (
    <Badge className={classes.badge} data-tone={tone} size={size} tt="none" radius="sm">
      {children}
    </Badge>
  )
}
