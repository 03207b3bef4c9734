import { ActionIcon, Combobox, Input, Text, TextInput, Tooltip, useCombobox } from '@mantine/core'
import { IconChevronDown, IconX } from '@tabler/icons-react'
import { type ReactNode, useState } from 'react'
import classes from './scope-picker.module.css'

export interface ScopeChoice {
  readonly value: string
  readonly description: string
  /** The API that it opens. */
  readonly resource?: string
}

const SCOPE_WORDS = {
  none: 'No scope yet.',
  open: 'Click to see the available scopes',
  all: 'All scopes are chosen.',
  empty: 'There is no scope to choose yet.',
  nothing: 'No scope is called that.',
  unknown: 'Nobody has described this scope yet.',
}

interface ScopePickerProps {
  readonly label: string
  readonly description?: ReactNode
  readonly choices: readonly ScopeChoice[]
  readonly value: readonly string[]
  onChange(value: string[]): void
  readonly error?: ReactNode
  readonly readOnly?: boolean
  /** Whether a value that nobody has described may be typed in. */
  readonly isOpen?: boolean
  /** For other things than scopes that are chosen like them. */
  readonly words?: typeof SCOPE_WORDS
}

/**
 * Click the list to see the available scopes, click a name to add it, × to take it away. What is
 * chosen stands below with what it opens, so that nobody has to know scopes by heart.
 */
export function ScopePicker(props: ScopePickerProps) {
  const { label, description, choices, value, onChange, error, readOnly = false } = props
  const { words = SCOPE_WORDS } = props
  const add = (scope: string): void => {
    if (!value.includes(scope)) onChange([...value, scope])
  }
  return (
    <Input.Wrapper label={label} description={description} error={error} labelElement="div">
      {readOnly ? null : <Choices {...props} add={add} />}
      {value.length === 0 ? (
        <Text size="sm" c="dimmed" mt="xs">
          {words.none}
        </Text>
      ) : (
        <ul className={classes.chosen} aria-label={`${label}: chosen`}>
          {value.map((scope) => (
            <li key={scope}>
              <Words choice={choices.find((one) => one.value === scope) ?? unknown(scope, words)} />
              {readOnly ? null : (
                <Tooltip label="Remove">
                  <ActionIcon
                    variant="subtle"
                    color="gray"
                    aria-label={`Remove ${scope}`}
                    onClick={() => onChange(value.filter((one) => one !== scope))}
                  >
                    <IconX size={16} aria-hidden />
                  </ActionIcon>
                </Tooltip>
              )}
            </li>
          ))}
        </ul>
      )}
    </Input.Wrapper>
  )
}

function Choices(props: ScopePickerProps & { add(scope: string): void }) {
  const { label, choices, value, add, isOpen = false, words = SCOPE_WORDS } = props
  const [text, setText] = useState('')
  const combobox = useCombobox({ onDropdownClose: () => combobox.resetSelectedOption() })
  const wanted = text.trim().toLowerCase()
  const left = choices.filter(
    (one) =>
      !value.includes(one.value) &&
      `${one.value} ${one.description} ${one.resource}`.toLowerCase().includes(wanted),
  )
  const isNew = isOpen && wanted !== '' && !choices.some((one) => one.value === text.trim())
  return (
    <Combobox
      store={combobox}
      onOptionSubmit={(scope) => {
        add(scope)
        setText('')
        combobox.resetSelectedOption()
      }}
    >
      <Combobox.Target>
        <TextInput
          mt={4}
          aria-label={label}
          placeholder={words.open}
          rightSection={<IconChevronDown size={16} aria-hidden />}
          rightSectionPointerEvents="none"
          value={text}
          onClick={() => combobox.openDropdown()}
          onFocus={() => combobox.openDropdown()}
          onBlur={() => combobox.closeDropdown()}
          onChange={(event) => {
            setText(event.currentTarget.value)
            combobox.openDropdown()
            combobox.updateSelectedOptionIndex()
          }}
        />
      </Combobox.Target>
      <Combobox.Dropdown>
        <Combobox.Options className={classes.options} aria-label={label}>
          {left.map((choice) => (
            <Combobox.Option key={choice.value} value={choice.value}>
              <Words choice={choice} />
            </Combobox.Option>
          ))}
          {isNew ? (
            <Combobox.Option value={text.trim()}>
              Add <code>{text.trim()}</code>
            </Combobox.Option>
          ) : null}
          {left.length === 0 && !isNew ? (
            <Combobox.Empty>
              {choices.length === 0 ? words.empty : wanted === '' ? words.all : words.nothing}
            </Combobox.Empty>
          ) : null}
        </Combobox.Options>
      </Combobox.Dropdown>
    </Combobox>
  )
}

function Words({ choice }: { readonly choice: ScopeChoice }) {
  return (
    <span className={classes.words}>
      <code>{choice.value}</code>
      <span>{choice.description}</span>
      {choice.resource === undefined ? null : <small>{choice.resource}</small>}
    </span>
  )
}

function unknown(value: string, words: typeof SCOPE_WORDS): ScopeChoice {
  return { value, description: words.unknown }
}
