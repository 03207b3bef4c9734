import { Button, Collapse, Group, NativeSelect, SimpleGrid, Stack, TextInput } from '@mantine/core'
import { useDisclosure } from '@mantine/hooks'
import { IconAdjustmentsHorizontal } from '@tabler/icons-react'
import { useId, useState } from 'react'
import { useStyleTitles } from '../../api/style-titles.ts'
import type { Filters } from '../../pieces/filters.ts'
import { REFUSALS } from '../../pieces/refusals.ts'
import { SearchField } from '../../pieces/search-field.tsx'
import { ACTIONS } from './action-words.ts'
import { MORE } from './audit-filters.ts'
import { fieldOf, isoOf } from './event-time.ts'

const OUTCOMES = ['granted', ...Object.keys(REFUSALS)]

/** What the log is narrowed down to. */
export function Toolbar({ filters }: { readonly filters: Filters }) {
  const titles = useStyleTitles()
  const set = [...Object.keys(MORE), 'since', 'until'].filter(
    (name) => filters.values[name] !== undefined,
  ).length
  const [isOpen, { toggle }] = useDisclosure(set > 0)
  return (
    <Stack gap="sm">
      <Group gap="sm">
        <SearchField filters={filters} label="Search ids, addresses and details" />
        <Choice filters={filters} name="action" any="Any action" options={ACTIONS} />
        <Outcome key={filters.values.outcome} filters={filters} />
        <Choice
          filters={filters}
          name="dialect"
          any="Any style"
          options={[...titles].map(([value, label]) => ({ value, label }))}
        />
        <Button
          variant="default"
          aria-expanded={isOpen}
          leftSection={<IconAdjustmentsHorizontal size={16} aria-hidden />}
          onClick={toggle}
        >
          {set === 0 ? 'More filters' : `More filters (${set})`}
        </Button>
        {filters.isSet ? (
          <Button variant="subtle" onClick={filters.clear}>
            Show all
          </Button>
        ) : null}
      </Group>
      <Collapse expanded={isOpen}>
        <SimpleGrid cols={{ base: 1, xs: 2, md: 3 }} spacing="sm">
          {Object.entries(MORE).map(([name, label]) => (
            <Text
              key={`${name} ${filters.values[name]}`}
              filters={filters}
              name={name}
              label={label}
            />
          ))}
          <Moment filters={filters} name="since" label="From" />
          <Moment filters={filters} name="until" label="Until" />
        </SimpleGrid>
      </Collapse>
    </Stack>
  )
}

/** Granted, or the code of a refusal: those that are known are offered, others can be typed. */
function Outcome({ filters }: { readonly filters: Filters }) {
  const id = useId()
  const [text, setText] = useState(filters.values.outcome ?? '')
  return (
    <>
      <TextInput
        w={{ base: '100%', xs: 180 }}
        aria-label="Outcome"
        placeholder="Any outcome"
        list={id}
        value={text}
        onChange={(event) => {
          const value = event.currentTarget.value
          setText(value)
          if (value === '' || OUTCOMES.includes(value)) filters.set('outcome', value)
        }}
        onBlur={() => filters.set('outcome', text.trim())}
        onKeyDown={(event) => {
          if (event.key === 'Enter') filters.set('outcome', text.trim())
        }}
        spellCheck={false}
      />
      <datalist id={id}>
        {OUTCOMES.map((outcome) => (
          <option key={outcome} value={outcome} />
        ))}
      </datalist>
    </>
  )
}

interface ChoiceProps {
  readonly filters: Filters
  readonly name: string
  readonly any: string
  readonly options: readonly { readonly value: string; readonly label: string }[]
}

function Choice({ filters, name, any, options }: ChoiceProps) {
  return (
    <NativeSelect
      w={{ base: '100%', xs: 180 }}
      aria-label={any}
      value={filters.values[name] ?? ''}
      onChange={(event) => filters.set(name, event.currentTarget.value)}
      data={[{ value: '', label: any }, ...withChosen(options, filters.values[name])]}
    />
  )
}

/** What a link has chosen is shown, even where the list does not offer it. */
function withChosen(options: ChoiceProps['options'], chosen: string | undefined) {
  const isKnown = chosen === undefined || options.some(({ value }) => value === chosen)
  return isKnown ? options : [...options, { value: chosen, label: chosen }]
}

interface FieldProps {
  readonly filters: Filters
  readonly name: string
  readonly label: string
}

function Text({ filters, name, label }: FieldProps) {
  const [text, setText] = useState(filters.values[name] ?? '')
  const ask = (): void => {
    if (text.trim() !== (filters.values[name] ?? '')) filters.set(name, text.trim())
  }
  return (
    <TextInput
      label={label}
      spellCheck={false}
      value={text}
      onChange={(event) => setText(event.currentTarget.value)}
      onBlur={ask}
      onKeyDown={(event) => {
        if (event.key === 'Enter') ask()
      }}
    />
  )
}

function Moment({ filters, name, label }: FieldProps) {
  return (
    <TextInput
      label={label}
      type="datetime-local"
      value={fieldOf(filters.values[name])}
      onChange={(event) => filters.set(name, isoOf(event.currentTarget.value))}
    />
  )
}
