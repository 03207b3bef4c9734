import { Checkbox, TextInput } from '@mantine/core'
import { useAgents } from '../../../api/agents.ts'
import type { Dialect } from '../../../api/dialects.ts'
import { useScopesOf } from '../../../api/scopes.ts'
import { LinesField } from '../../../pieces/lines-field.tsx'
import { ScopePicker } from '../../../pieces/scope-picker.tsx'
import type { Field, Kind } from '../kinds/kind.ts'
import { bound, type Form, fieldsOf } from './terms.ts'

export interface TermsFieldsProps {
  readonly kind: Kind
  readonly dialect: Dialect | undefined
  readonly form: Form
  readonly readOnly?: boolean
}

/** What it is called and what it may do, in the order of its guide. */
export function TermsFields({ kind, dialect, form, readOnly }: TermsFieldsProps) {
  const fields = fieldsOf(kind, dialect)
  return (
    <>
      <TextInput
        label="Name"
        description={kind.nameHint}
        required
        maxLength={200}
        data-autofocus
        readOnly={readOnly}
        value={form.values.name}
        error={form.errors.name}
        onChange={(event) => form.set({ name: event.currentTarget.value })}
      />
      {kind.fields
        .filter((field) => fields.has(field))
        .map((field) => (
          <One key={field} field={field} props={{ kind, dialect, form, readOnly }} />
        ))}
    </>
  )
}

function One({ field, props }: { readonly field: Field; readonly props: TermsFieldsProps }) {
  const { kind, form, readOnly } = props
  switch (field) {
    case 'scopes':
      return <Scopes {...props} />
    case 'redirect_uris':
      return (
        <LinesField
          label="Redirect URIs"
          description="Where users are sent back to, one per line; compared letter by letter."
          placeholder="https://example.com/callback"
          readOnly={readOnly}
          {...bound(form, 'redirect_uris')}
        />
      )
    case 'audiences':
      return (
        <LinesField
          label="Audiences"
          description="APIs that its tokens are for, by their URI, one per line. None: this server."
          placeholder="https://api.example.com"
          readOnly={readOnly}
          {...bound(form, 'audiences')}
        />
      )
    case 'displayed':
      return (
        <Checkbox
          label={kind.displayedLabel ?? 'Displayed'}
          description="Whether it may be shown to people who look for one."
          disabled={readOnly}
          checked={form.values.displayed}
          error={form.errors.displayed}
          onChange={(event) => form.set({ displayed: event.currentTarget.checked })}
        />
      )
    case 'allowed_origins':
      return (
        <LinesField
          label="Allowed origins"
          description="Pages that may show what it embeds, one per line. None: as the agent says."
          placeholder="https://www.example.com"
          readOnly={readOnly}
          {...bound(form, 'allowed_origins')}
        />
      )
    case 'allowed_agents':
      return <Agents {...props} />
    default:
      return field satisfies never
  }
}

function Scopes({ kind, dialect, form, readOnly }: TermsFieldsProps) {
  const choices = useScopesOf(dialect?.name ?? '')
  return (
    <ScopePicker
      label={kind.scopesLabel}
      description={kind.scopesHint}
      choices={choices}
      isOpen={choices.length === 0}
      readOnly={readOnly}
      {...bound(form, 'scopes')}
    />
  )
}

function Agents({ form, readOnly }: TermsFieldsProps) {
  const { organization, allowed_agents: chosen } = form.values
  const { items } = useAgents(organization)
  return (
    <ScopePicker
      label="Allowed agents"
      description="The only agents that this key opens."
      words={AGENT_WORDS}
      choices={items.map(({ id, name }) => ({ value: String(id), description: name }))}
      value={chosen.map(String)}
      onChange={(ids) => form.set({ allowed_agents: ids.map(Number) })}
      error={form.errors.allowed_agents}
      readOnly={readOnly}
    />
  )
}

const AGENT_WORDS = {
  none: 'All agents of its organization.',
  open: 'Click to see the agents',
  all: 'All agents are chosen.',
  empty: 'There is no agent to choose yet.',
  nothing: 'No agent is called that.',
  unknown: 'There is no such agent any more.',
}
