import { Text } from '@mantine/core'
import {
  type Dialect,
  type DialectChanges,
  LIFETIMES,
  type Lifetime,
  useChangeDialect,
} from '../../api/dialects.ts'
import { useDraft } from '../../pieces/draft.ts'
import { DurationField } from '../../pieces/duration-field.tsx'
import { fieldErrors } from '../../pieces/field-errors.ts'
import { Form } from '../../pieces/form.tsx'
import { Discard, FormFoot } from '../../pieces/form-foot.tsx'
import { Section } from '../../pieces/section.tsx'
import { lengthWords } from '../../pieces/time-words.ts'
import { sayUndoable } from '../../pieces/toast.tsx'
import { LIFETIME_WORDS } from './style-words.ts'
import classes from './styles.module.css'

const LEAD =
  'An empty field follows the default, whose source stands below it. A change counts for ' +
  'what is issued from now on; a client with a lifetime of its own keeps that.'

interface LifetimesProps {
  readonly style: Dialect
  readonly mayChange: boolean
}

type Overrides = { [Name in Lifetime]: number | null }

export function Lifetimes({ style, mayChange }: LifetimesProps) {
  const stored = overridesOf(style)
  const draft = useDraft(stored)
  const change = useChangeDialect(style.name)
  const offered = LIFETIMES.filter((name) => style.lifetimes[name] !== null)
  const { fields, rest } = fieldErrors(change.error, offered.map(fieldOf))
  const save = (): void => {
    const changes = changesIn(draft.changes)
    const back = changesIn(
      Object.fromEntries(
        Object.keys(draft.changes).map((name) => [name, stored[name as Lifetime]]),
      ),
    )
    change.mutate(changes, {
      onSuccess: () =>
        sayUndoable('The lifetimes are changed, for what is issued from now on.', () =>
          change.mutateAsync(back),
        ),
    })
  }
  if (offered.length === 0) return null
  return (
    <Section title="Lifetimes" lead={LEAD}>
      <Form gap="lg" maw="36rem" onSubmit={save}>
        {offered.map((name) => {
          const lifetime = style.lifetimes[name]
          return lifetime === null ? null : (
            <div key={name}>
              <DurationField
                label={LIFETIME_WORDS[name]}
                placeholder={`Default: ${lengthWords(lifetime.default_seconds)}`}
                value={draft.values[name]}
                onChange={(value) => draft.set({ [name]: value })}
                error={fields[fieldOf(name)]}
                readOnly={!mayChange}
              />
              <Text component="blockquote" size="sm" c="dimmed" className={classes.quote}>
                {lifetime.from} So the default is {lengthWords(lifetime.default_seconds)}.
              </Text>
            </div>
          )
        })}
        {mayChange ? (
          <FormFoot
            refusal={rest}
            isSaving={change.isPending}
            isReady={draft.isDirty}
            other={<Discard isDirty={draft.isDirty} onClick={draft.reset} />}
          />
        ) : null}
      </Form>
    </Section>
  )
}

function overridesOf({ lifetimes }: Dialect): Overrides {
  const of = (name: Lifetime): number | null => {
    const lifetime = lifetimes[name]
    return lifetime?.overridden === true ? lifetime.seconds : null
  }
  return { access_token: of('access_token'), refresh_token: of('refresh_token'), code: of('code') }
}

function fieldOf(name: Lifetime): `${Lifetime}_lifetime_seconds` {
  return `${name}_lifetime_seconds`
}

function changesIn(changed: Partial<Overrides>): DialectChanges {
  return Object.fromEntries(
    LIFETIMES.filter((name) => name in changed).map((name) => [fieldOf(name), changed[name]]),
  )
}
