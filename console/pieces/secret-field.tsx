import { ActionIcon, Group, Input, Text, Tooltip } from '@mantine/core'
import { IconEye, IconEyeOff } from '@tabler/icons-react'
import { useId } from 'react'
import { CopyButton } from './copy-button.tsx'
import classes from './secret-field.module.css'

export const HIDDEN = '•'.repeat(24)

interface SecretFieldProps {
  readonly label: string
  readonly value: string
  readonly isSecret: boolean
  readonly isOpen: boolean
  toggle(): void
}

/** Hidden until it is asked for, because somebody may look over a shoulder. */
export function SecretField({ label, value, isSecret, isOpen, toggle }: SecretFieldProps) {
  const id = useId()
  return (
    <div>
      <Input.Label id={id} component="div">
        {label}
      </Input.Label>
      <Group className={classes.frame} gap="xs" wrap="nowrap">
        <Text component="code" aria-labelledby={id} className={classes.value} role="group">
          {isOpen || !isSecret ? value : HIDDEN}
        </Text>
        {isSecret ? (
          <Tooltip label={isOpen ? 'Hide' : 'Show'}>
            <ActionIcon
              variant="subtle"
              color="gray"
              aria-label={`${isOpen ? 'Hide' : 'Show'} ${label}`}
              onClick={toggle}
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
