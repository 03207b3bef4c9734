import { TextInput } from '@mantine/core'
import type { ReactNode } from 'react'

const DIGITS_MAX = 7

interface CountFieldProps {
  readonly label: string
  readonly description?: ReactNode
  /** `null` for no limit. */
  readonly value: number | null
  onChange(value: number | null): void
  readonly readOnly?: boolean
}

/** How many there may be; empty is no limit. */
export function CountField({ value, onChange, ...rest }: CountFieldProps) {
  return (
    <TextInput
      inputMode="numeric"
      placeholder="No limit"
      value={value === null ? '' : String(value)}
      onChange={(event) => {
        const digits = event.currentTarget.value.replace(/\D/g, '').slice(0, DIGITS_MAX)
        onChange(Number(digits) === 0 ? null : Number(digits))
      }}
      {...rest}
    />
  )
}
