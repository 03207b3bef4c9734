import { Select } from '@mantine/core'
import type { ReactNode } from 'react'
import { serverNow } from '../../api/me.ts'
import { exactWords } from '../../pieces/time-words.ts'

const DAY_SEC = 86_400
const NEVER = 'never'

const CHOICES = [
  { value: String(DAY_SEC), label: '1 day' },
  { value: String(7 * DAY_SEC), label: '7 days' },
  { value: String(30 * DAY_SEC), label: '30 days' },
  { value: String(90 * DAY_SEC), label: '90 days' },
  { value: String(365 * DAY_SEC), label: '1 year' },
  { value: NEVER, label: 'Never' },
]

interface ExpiryFieldProps {
  /** In seconds; `undefined` for a key without an end. */
  readonly value: number | undefined
  onChange(value: number | undefined): void
  readonly error?: ReactNode
}

export function ExpiryField({ value, onChange, error }: ExpiryFieldProps) {
  return (
    <Select
      label="Expires"
      description={
        value === undefined
          ? 'It works until somebody revokes it. Give it an end where you can.'
          : `On ${exactWords(serverNow() + value * 1000)}. Make another before that.`
      }
      maw="26rem"
      allowDeselect={false}
      error={error}
      data={CHOICES}
      value={value === undefined ? NEVER : String(value)}
      onChange={(next) => onChange(next === NEVER || next === null ? undefined : Number(next))}
    />
  )
}
