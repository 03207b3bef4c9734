import { Button } from '@mantine/core'
import { IconPlayerPause, IconPlayerPlay } from '@tabler/icons-react'
import classes from './audit.module.css'

interface FollowProps {
  readonly isOn: boolean
  set(isOn: boolean): void
}

export function Follow({ isOn, set }: FollowProps) {
  return isOn ? (
    <Button
      leftSection={<IconPlayerPause size={16} aria-hidden />}
      rightSection={<span className={classes.pulse} aria-hidden />}
      onClick={() => set(false)}
    >
      Pause
    </Button>
  ) : (
    <Button
      variant="default"
      leftSection={<IconPlayerPlay size={16} aria-hidden />}
      onClick={() => set(true)}
    >
      Follow live
    </Button>
  )
}
