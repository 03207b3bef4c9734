import { Checkbox, Group, NumberInput, Stack, TextInput } from '@mantine/core'
import type { LocationWish } from '../../api/locations.ts'

export const FIELD_NAMES = [
  'name',
  'enabled',
  'locale',
  'timezone',
  'capacity_limit',
  'address',
  'organization_id',
]

export const NEW_LOCATION: LocationWish = {
  name: '',
  enabled: true,
  locale: 'en',
  timezone: Intl.DateTimeFormat().resolvedOptions().timeZone,
  capacity_limit: null,
  address: { line1: '', city: '', state: '', postal_code: '', country: '' },
}

interface LocationFieldsProps {
  readonly wish: LocationWish
  readonly errors: Readonly<Record<string, string>>
  readonly readOnly?: boolean
  set(part: Partial<LocationWish>): void
}

export function LocationFields({ wish, errors, readOnly = false, set }: LocationFieldsProps) {
  const { address } = wish
  const at = (part: Partial<LocationWish['address']>): void =>
    set({ address: { ...address, ...part } })
  return (
    <Stack gap="md">
      <TextInput
        label="Name"
        required
        maxLength={200}
        readOnly={readOnly}
        value={wish.name}
        error={errors.name}
        onChange={(event) => set({ name: event.currentTarget.value })}
      />
      <Checkbox
        label="Open"
        description="Clients are told of a closed one that it is not enabled."
        disabled={readOnly}
        checked={wish.enabled}
        onChange={(event) => set({ enabled: event.currentTarget.checked })}
      />
      <TextInput
        label="Street and number"
        maxLength={200}
        readOnly={readOnly}
        autoComplete="off"
        value={address.line1}
        error={errors.address}
        onChange={(event) => at({ line1: event.currentTarget.value })}
      />
      <Group gap="md" align="flex-start">
        <TextInput
          label="Postal code"
          w={130}
          maxLength={200}
          readOnly={readOnly}
          autoComplete="off"
          value={address.postal_code}
          onChange={(event) => at({ postal_code: event.currentTarget.value })}
        />
        <TextInput
          label="City"
          flex="1 1 12rem"
          maxLength={200}
          readOnly={readOnly}
          autoComplete="off"
          value={address.city}
          onChange={(event) => at({ city: event.currentTarget.value })}
        />
        <TextInput
          label="State"
          w={110}
          maxLength={200}
          readOnly={readOnly}
          autoComplete="off"
          value={address.state}
          onChange={(event) => at({ state: event.currentTarget.value })}
        />
        <TextInput
          label="Country"
          description="Two letters"
          required
          w={110}
          maxLength={2}
          readOnly={readOnly}
          autoComplete="off"
          placeholder="CH"
          inputWrapperOrder={['label', 'input', 'description', 'error']}
          value={address.country}
          onChange={(event) => at({ country: event.currentTarget.value.toUpperCase() })}
        />
      </Group>
      <Group gap="md" align="flex-start">
        <TextInput
          label="Time zone"
          required
          flex="1 1 12rem"
          readOnly={readOnly}
          placeholder="Europe/Zurich"
          value={wish.timezone}
          error={errors.timezone}
          onChange={(event) => set({ timezone: event.currentTarget.value.trim() })}
        />
        <TextInput
          label="Language"
          required
          w={120}
          readOnly={readOnly}
          placeholder="de-CH"
          value={wish.locale}
          error={errors.locale}
          onChange={(event) => set({ locale: event.currentTarget.value.trim() })}
        />
        <NumberInput
          label="Room for"
          placeholder="No limit"
          w={140}
          min={0}
          allowDecimal={false}
          readOnly={readOnly}
          value={wish.capacity_limit ?? ''}
          error={errors.capacity_limit}
          onChange={(value) => set({ capacity_limit: value === '' ? null : Number(value) })}
        />
      </Group>
    </Stack>
  )
}
