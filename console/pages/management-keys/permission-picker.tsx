import { Button, Group, Input, SegmentedControl, Stack, Text } from '@mantine/core'
import type { ReactNode } from 'react'
import type { Resource } from '../../../server/admin/permissions.ts'
import { type Level, levelOf, levelsFrom, presetsFor, sameSet, withLevel } from './levels.ts'
import classes from './permission-picker.module.css'
import { EVERYTHING, RESOURCE_GROUPS, RESOURCE_WORDS } from './resource-words.ts'

interface PermissionPickerProps {
  /** What the reader may do, and so may give. */
  readonly own: readonly string[]
  readonly value: readonly string[]
  onChange(value: readonly string[]): void
  readonly error?: ReactNode
}

/** What a key may do: a usual choice at once, or resource by resource. */
export function PermissionPicker({ own, value, onChange, error }: PermissionPickerProps) {
  const isAll = value.includes(EVERYTHING)
  const presets = presetsFor(own)
  const picked = presets.find(({ permissions }) => sameSet(value, permissions))
  const groups = RESOURCE_GROUPS.map(({ title, resources }) => ({
    title,
    resources: resources.filter((one) => levelsFrom(own, one).length > 0),
  })).filter(({ resources }) => resources.length > 0)
  return (
    <Input.Wrapper label="What it may do" labelElement="div" error={error}>
      <Stack gap="lg" mt="xs">
        <Group gap="xs" role="group" aria-label="Usual choices">
          {presets.map(({ title, permissions }) => (
            <Button
              key={title}
              size="xs"
              variant={sameSet(value, permissions) ? 'filled' : 'default'}
              aria-pressed={sameSet(value, permissions)}
              onClick={() => onChange(permissions)}
            >
              {title}
            </Button>
          ))}
        </Group>
        {picked === undefined ? null : (
          <Text size="sm" c="dimmed" mt={-8}>
            {picked.words}.
          </Text>
        )}
        {isAll
          ? null
          : groups.map(({ title, resources }) => (
              <div key={title}>
                <Text fw={600} size="sm" mb={6}>
                  {title}
                </Text>
                <div className={classes.rows}>
                  {resources.map((resource) => (
                    <Row
                      key={resource}
                      resource={resource}
                      levels={levelsFrom(own, resource)}
                      level={levelOf(value, resource)}
                      onChange={(level) => onChange(withLevel(value, resource, level))}
                    />
                  ))}
                </div>
              </div>
            ))}
      </Stack>
    </Input.Wrapper>
  )
}

const LEVELS: Readonly<Record<Level, string>> = {
  none: 'None',
  read: 'Read',
  write: 'Read and write',
}

interface RowProps {
  readonly resource: Resource
  readonly levels: readonly Level[]
  readonly level: Level
  onChange(level: Level): void
}

function Row({ resource, levels, level, onChange }: RowProps) {
  const { title, words } = RESOURCE_WORDS[resource]
  return (
    <div className={classes.row}>
      <div className={classes.words}>
        <Text size="sm" fw={500}>
          {title}
        </Text>
        <Text size="sm" c="dimmed">
          {words}
        </Text>
      </div>
      <SegmentedControl
        size="xs"
        aria-label={title}
        value={level}
        onChange={(next) => onChange(levels.find((one) => one === next) ?? 'none')}
        data={levels.map((one) => ({ value: one, label: LEVELS[one] }))}
      />
    </div>
  )
}
