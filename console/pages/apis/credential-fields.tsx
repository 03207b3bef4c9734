import { Checkbox, Fieldset, Group, NumberInput, Stack } from '@mantine/core'
import type { ApiWish } from '../../api/apis.ts'
import { useDialects } from '../../api/dialects.ts'
import { type FieldsProps, type Terms, typedNumber } from './fields.ts'

type Presentation = NonNullable<ApiWish['presentations']>[number]
type Limits = NonNullable<ApiWish['limits']>

export const PRESENTATIONS: readonly { readonly value: Presentation; readonly label: string }[] = [
  { value: 'bearer', label: 'Authorization: Bearer' },
  { value: 'api_key', label: 'X-API-Key' },
  { value: 'composite', label: 'Composite bearer' },
  { value: 'x_token', label: 'X-Token' },
]
const USUAL: readonly Presentation[] = ['bearer']
const LIMIT_SEC = 60

/** Whose credentials count, and how they are shown. */
export function CredentialFields({ wish, errors, set }: FieldsProps<Terms>) {
  const styles = useDialects()
  const chosen = wish.dialects ?? []
  const shown = wish.presentations ?? USUAL
  return (
    <Stack gap="md" maw="44rem">
      <Checkbox.Group
        label="Styles"
        description="Whose credentials count. With none chosen, those of every style that is on."
        value={chosen}
        error={errors.dialects}
        onChange={(dialects) => set({ dialects: dialects.length === 0 ? undefined : dialects })}
      >
        <Group gap="md" mt="xs">
          {styles.map(({ name, title }) => (
            <Checkbox key={name} value={name} label={title} />
          ))}
        </Group>
      </Checkbox.Group>
      <Checkbox.Group
        label="Shown as"
        description="In which form a request may bear its credential."
        value={[...shown]}
        error={errors.presentations}
        onChange={(values) => {
          set({
            presentations: PRESENTATIONS.filter(({ value }) => values.includes(value)).map(
              ({ value }) => value,
            ),
          })
        }}
      >
        <Group gap="md" mt="xs">
          {PRESENTATIONS.map(({ value, label }) => (
            <Checkbox key={value} value={value} label={label} />
          ))}
        </Group>
      </Checkbox.Group>
    </Stack>
  )
}

/** How much one caller may ask for. */
export function LimitFields({ wish, errors, set }: FieldsProps<Terms>) {
  const limits = wish.limits ?? {}
  const put = (part: Limits): void => {
    const next = { ...limits, ...part }
    const isNone = next.per_credential === undefined && next.per_organization === undefined
    set({ limits: isNone ? undefined : next })
  }
  return (
    <Stack gap="md" maw="44rem">
      <LimitField
        legend="Each credential"
        limit={limits.per_credential}
        error={errors.limits}
        onChange={(per_credential) => put({ per_credential })}
      />
      <LimitField
        legend="Each organization"
        limit={limits.per_organization}
        onChange={(per_organization) => put({ per_organization })}
      />
    </Stack>
  )
}

interface LimitFieldProps {
  readonly legend: string
  readonly limit: Limits['per_credential']
  readonly error?: string | undefined
  onChange(limit: Limits['per_credential']): void
}

function LimitField({ legend, limit, error, onChange }: LimitFieldProps) {
  return (
    <Fieldset legend={legend} variant="unstyled">
      <Group gap="md" align="flex-start">
        <NumberInput
          label="Requests"
          placeholder="No limit"
          w={160}
          min={1}
          allowDecimal={false}
          thousandSeparator=" "
          value={limit?.requests ?? ''}
          error={error}
          onChange={(value) => {
            const requests = typedNumber(value)
            const seconds = limit?.seconds ?? LIMIT_SEC
            onChange(requests === undefined ? undefined : { requests, seconds })
          }}
        />
        <NumberInput
          label="In"
          suffix=" s"
          w={120}
          min={1}
          allowDecimal={false}
          disabled={limit === undefined}
          value={limit?.seconds ?? LIMIT_SEC}
          onChange={(value) => {
            if (limit === undefined) return
            onChange({ ...limit, seconds: typedNumber(value) ?? LIMIT_SEC })
          }}
        />
      </Group>
    </Fieldset>
  )
}
