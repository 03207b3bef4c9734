import { Group, Input, NativeSelect, TextInput } from '@mantine/core'
import { type ReactNode, useId, useState } from 'react'

const UNITS = [
  { value: '86400', label: 'days' },
  { value: '3600', label: 'hours' },
  { value: '60', label: 'minutes' },
  { value: '1', label: 'seconds' },
] as const

const DIGITS_MAX = 9

interface DurationFieldProps {
  readonly label: string
  readonly description?: ReactNode
  /** In seconds; `null` for the default. */
  readonly value: number | null
  onChange(value: number | null): void
  /** What an empty field means. */
  readonly placeholder: string
  readonly error?: ReactNode
  readonly readOnly?: boolean
}

/** A length of time, in the largest unit that says it without a fraction. */
export function DurationField(props: DurationFieldProps) {
  const { label, description, value, onChange, placeholder, error, readOnly } = props
  const id = useId()
  const [chosen, choose] = useState(() => unitOf(value))
  // Kept while somebody types, so that 60 minutes do not turn into an hour below their fingers.
  const unit = value === null || value % Number(chosen) === 0 ? chosen : unitOf(value)
  return (
    <Input.Wrapper label={label} description={description} error={error} id={id}>
      <Group gap="xs" wrap="nowrap" mt={description === undefined ? 0 : 4}>
        <TextInput
          id={id}
          flex={1}
          inputMode="numeric"
          placeholder={placeholder}
          readOnly={readOnly}
          value={value === null ? '' : String(value / Number(unit))}
          onChange={(event) => {
            const digits = event.currentTarget.value.replace(/\D/g, '').slice(0, DIGITS_MAX)
            onChange(Number(digits) === 0 ? null : Number(digits) * Number(unit))
          }}
        />
        <NativeSelect
          w={120}
          aria-label={`${label}: unit`}
          disabled={readOnly}
          data={[...UNITS]}
          value={unit}
          onChange={({ currentTarget: { value: next } }) => {
            choose(next)
            if (value !== null) onChange((value / Number(unit)) * Number(next))
          }}
        />
      </Group>
    </Input.Wrapper>
  )
}

function unitOf(value: number | null): string {
  if (value === null) return '60'
  return UNITS.find((one) => value % Number(one.value) === 0)?.value ?? '1'
}
