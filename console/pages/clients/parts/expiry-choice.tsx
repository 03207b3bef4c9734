import { NativeSelect } from '@mantine/core'
import { lengthWords } from '../../../pieces/time-words.ts'

const DAY_SEC = 86_400
const CHOICES = [30, 90, 180, 365].map((days) => days * DAY_SEC)
const NEVER = 'never'

interface ExpiryChoiceProps {
  readonly label: string
  readonly value: number | null
  onChange(seconds: number | null): void
}

/** When a secret ends by itself. */
export function ExpiryChoice({ label, value, onChange }: ExpiryChoiceProps) {
  return (
    <NativeSelect
      label={label}
      description="It is refused from then on; what it got before lives on."
      value={value === null ? NEVER : String(value)}
      onChange={({ currentTarget: { value: next } }) =>
        onChange(next === NEVER ? null : Number(next))
      }
      data={[
        { value: NEVER, label: 'Never' },
        ...CHOICES.map((seconds) => ({
          value: String(seconds),
          label: `In ${lengthWords(seconds)}`,
        })),
      ]}
    />
  )
}
