import { ActionIcon, Button, Tooltip } from '@mantine/core'
import { useTimeout } from '@mantine/hooks'
import { IconCheck, IconCopy } from '@tabler/icons-react'
import { useState } from 'react'
import { announce } from './announce.ts'
import { copy } from './copy.ts'

const SHOWN_MS = 1_600

interface CopyButtonProps {
  readonly text: string
  /** What is copied, such as “client id”. */
  readonly what: string
  /** With words beside the icon. */
  readonly isLarge?: boolean
}

export function CopyButton({ text, what, isLarge = false }: CopyButtonProps) {
  const [isDone, setDone] = useState(false)
  const { start } = useTimeout(() => setDone(false), SHOWN_MS)
  const run = async (): Promise<void> => {
    await copy(text)
    setDone(true)
    announce(`Copied: ${what}`)
    start()
  }
  const Icon = isDone ? IconCheck : IconCopy
  if (isLarge) {
    return (
      <Button variant="default" leftSection={<Icon size={16} aria-hidden />} onClick={run}>
        {isDone ? 'Copied' : `Copy ${what}`}
      </Button>
    )
  }
  return (
    <Tooltip label={isDone ? 'Copied' : `Copy ${what}`}>
      <ActionIcon
        variant="subtle"
        color={isDone ? 'brand' : 'gray'}
        aria-label={`Copy ${what}`}
        onClick={run}
      >
        <Icon size={16} aria-hidden />
      </ActionIcon>
    </Tooltip>
  )
}
