import { Checkbox, Group, NumberInput, Stack, TextInput } from '@mantine/core'
import { useRegions } from '../../api/regions.ts'
import { LinesField } from '../../pieces/lines-field.tsx'
import { type FieldsProps, type Terms, typedNumber } from './fields.ts'

const HEALTH_SEC = 10
/** As the gateway has it where nothing is said. */
const TIMEOUT_SEC = 30
const BODY_BYTES_MAX = 1_048_576

/** Where it answers. */
export function PlaceFields({ wish, errors, set }: FieldsProps) {
  const regions = useRegions()
  return (
    <Stack gap="md" maw="44rem">
      <LinesField
        label="Hosts"
        description="One per line. Without hosts and regions it answers at every host."
        placeholder="api.example.com"
        value={wish.hosts ?? []}
        error={errors.hosts}
        onChange={(hosts) => set({ hosts })}
      />
      {regions.length === 0 ? null : (
        <Checkbox.Group
          label="API hosts of regions"
          description="A token of another region is told where it belongs."
          value={wish.regions ?? []}
          error={errors.regions}
          onChange={(chosen) => set({ regions: chosen })}
        >
          <Group gap="md" mt="xs">
            {regions.map(({ name }) => (
              <Checkbox key={name} value={name} label={name} />
            ))}
          </Group>
        </Checkbox.Group>
      )}
      <TextInput
        label="Path"
        description="What all of its paths begin with."
        required
        placeholder="/orders"
        spellCheck={false}
        autoCapitalize="off"
        value={wish.path ?? '/'}
        error={errors.path}
        onChange={(event) => set({ path: event.currentTarget.value.trim() })}
      />
    </Stack>
  )
}

/** Where it forwards to. */
export function UpstreamFields({ wish, errors, set }: FieldsProps) {
  const { health } = wish
  return (
    <Stack gap="md" maw="44rem">
      <LinesField
        label="Upstreams"
        description="One per line: where the API really is."
        placeholder="http://10.0.0.5:9000"
        value={wish.upstreams}
        error={errors.upstreams}
        onChange={(upstreams) => set({ upstreams })}
      />
      <TextInput
        label="Path there"
        description="Takes the place of the path above. Empty: the path is forwarded as it came."
        spellCheck={false}
        autoCapitalize="off"
        value={wish.upstream_path ?? ''}
        error={errors.upstream_path}
        onChange={(event) => set({ upstream_path: event.currentTarget.value.trim() || undefined })}
      />
      <Group gap="md" align="flex-end">
        <TextInput
          label="Health check"
          description="A path that answers 2xx while the upstream is well. Empty for none."
          flex="1 1 16rem"
          placeholder="/health"
          spellCheck={false}
          value={health?.path ?? ''}
          error={errors.health}
          onChange={(event) => {
            const path = event.currentTarget.value.trim()
            const interval_seconds = health?.interval_seconds ?? HEALTH_SEC
            set({ health: path === '' ? undefined : { path, interval_seconds } })
          }}
        />
        {health === undefined ? null : (
          <NumberInput
            label="Every"
            suffix=" s"
            w={120}
            min={1}
            allowDecimal={false}
            value={health.interval_seconds ?? HEALTH_SEC}
            onChange={(value) => {
              set({ health: { ...health, interval_seconds: typedNumber(value) ?? HEALTH_SEC } })
            }}
          />
        )}
      </Group>
      <BoundFields wish={wish} errors={errors} set={set} />
      <Checkbox
        label="It answers browsers that ask first (CORS)"
        checked={wish.preflights === 'forwarded'}
        onChange={(event) => {
          set({ preflights: event.currentTarget.checked ? 'forwarded' : 'refused' })
        }}
      />
    </Stack>
  )
}

interface BoundFieldsProps extends FieldsProps<Terms> {
  /** What counts where nothing is said here. */
  readonly absent?: Terms
}

/** How long a request may take, and how much it may bring. */
export function BoundFields({ wish, errors, set, absent = {} }: BoundFieldsProps) {
  return (
    <Group gap="md">
      <NumberInput
        label="Longest wait"
        placeholder={`${absent.timeout_seconds ?? TIMEOUT_SEC} s`}
        suffix=" s"
        w={160}
        min={1}
        allowDecimal={false}
        value={wish.timeout_seconds ?? ''}
        error={errors.timeout_seconds}
        onChange={(value) => set({ timeout_seconds: typedNumber(value) })}
      />
      <NumberInput
        label="Longest body, in bytes"
        placeholder={(absent.body_bytes_max ?? BODY_BYTES_MAX).toLocaleString('fr')}
        thousandSeparator=" "
        w={200}
        min={0}
        allowDecimal={false}
        value={wish.body_bytes_max ?? ''}
        error={errors.body_bytes_max}
        onChange={(value) => set({ body_bytes_max: typedNumber(value) })}
      />
    </Group>
  )
}
