import { TagsInput } from '@mantine/core'
import type { ReactNode } from 'react'

interface LinesFieldProps {
  readonly label: string
  readonly description?: ReactNode
  readonly placeholder?: string
  readonly value: readonly string[]
  onChange(value: string[]): void
  readonly error?: ReactNode
  readonly readOnly?: boolean
}

/** Several short texts without spaces: addresses, origins, redirect URIs. */
export function LinesField({ value, placeholder, readOnly, ...props }: LinesFieldProps) {
  return (
    <TagsInput
      {...props}
      readOnly={readOnly}
      value={[...value]}
      placeholder={value.length === 0 ? placeholder : undefined}
      splitChars={[',', ' ', '\n']}
      acceptValueOnBlur
      autoCapitalize="off"
      spellCheck={false}
    />
  )
}
