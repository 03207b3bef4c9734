import { ActionIcon, Group, Input, Text, Tooltip } from '@mantine/core'
import { IconEye, IconEyeOff } from '@tabler/icons-react'
import { useId, useState } from 'react'
import { CopyButton } from './copy-button.tsx'
import classes from './secret-field.module.css'

interface SecretFieldProps {
  readonly label: string
  readonly value: string
  /** Hidden until it is asked for, because somebody may look over a shoulder. */
  readonly isSecret: boolean
}

export function SecretField({ label, value, isSecret }: SecretFieldProps) {
  const id = useId()
  const [isOpen, setOpen] = useState(!isSecret)
  return (
    <div>
      <Input.Label id={id} component="div">
        {label}
      </Input.Label>
      <Group className={classes.frame} gap="xs" wrap="nowrap">
        <Text
          component="code"
          aria-labelledby={id}
          className={classes.value}
          role="textbox"
          aria-readonly
        >
          {isOpen ? value : '•'.repeat(24)}
        </Text>
        {isSecret ? (
          <Tooltip label={isOpen ? 'Hide' : 'Show'}>
            <ActionIcon
              variant="subtle"
              color="gray"
              aria-label={`${isOpen ? 'Hide' : 'Show'} ${label}`}
              onClick={() => setOpen(!isOpen)}
            >
              {isOpen ? <IconEyeOff size={16} aria-hidden /> : <IconEye size={16} aria-hidden />}
            </ActionIcon>
          </Tooltip>
        ) : null}
        <CopyButton text={value} what={label} />
      </Group>
    </div>
  )
}
