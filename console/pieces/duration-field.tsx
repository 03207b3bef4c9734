import { Group, Input, NativeSelect, NumberInput } from '@mantine/core'
import { type ReactNode, useId } from 'react'

const UNITS = [
  { value: '86400', label: 'days' },
  { value: '3600', label: 'hours' },
  { value: '60', label: 'minutes' },
  { value: '1', label: 'seconds' },
] as const

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
  const unit = unitOf(value)
  return (
    <Input.Wrapper label={label} description={description} error={error} id={id}>
      <Group gap="xs" wrap="nowrap" mt={description === undefined ? 0 : 4}>
        <NumberInput
          id={id}
          flex={1}
          min={1}
          allowDecimal={false}
          placeholder={placeholder}
          readOnly={readOnly}
          value={value === null ? '' : value / Number(unit)}
          onChange={(next) => onChange(next === '' ? null : Number(next) * Number(unit))}
        />
        <NativeSelect
          w={120}
          aria-label={`${label}: unit`}
          disabled={value === null || readOnly}
          data={UNITS}
          value={unit}
          onChange={(event) => {
            const next = Number(event.currentTarget.value)
            if (value !== null) onChange((value / Number(unit)) * next)
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
