import { Modal, NativeSelect, Stack, Textarea, TextInput } from '@mantine/core'
import { type FormEvent, useState } from 'react'
import { type Scope, usePutScope } from '../../api/all-scopes.ts'
import { fieldErrors } from '../../pieces/field-errors.ts'
import { FormFoot } from '../../pieces/form-foot.tsx'
import { sayDone } from '../../pieces/toast.tsx'
import { ConsentPreview } from './consent-preview.tsx'
import type { Edited } from './scopes.tsx'

const WORDS_MAX = 500

interface EditScopeProps {
  readonly edited: Edited
  readonly styles: ReadonlyMap<string, string>
  onClose(): void
}

/** What a scope is called, what it opens and what users read of it. */
export function EditScope({ edited, styles, onClose }: EditScopeProps) {
  const isNew = edited !== undefined && !('value' in edited)
  const title = isNew ? 'Add scope' : `Edit ${edited === undefined ? '' : edited.value}`
  return (
    <Modal opened={edited !== undefined} onClose={onClose} size="lg" title={title}>
      {edited === undefined ? null : (
        <Fields edited={edited} isNew={isNew} styles={styles} onClose={onClose} />
      )}
    </Modal>
  )
}

interface FieldsProps extends EditScopeProps {
  readonly edited: NonNullable<Edited>
  readonly isNew: boolean
}

function Fields({ edited, isNew, styles, onClose }: FieldsProps) {
  const [scope, setScope] = useState<Scope>({
    value: '',
    resource: '',
    description: '',
    built_in: false,
    clients: 0,
    ...edited,
  })
  const put = usePutScope()
  const { fields, rest } = fieldErrors(put.error, ['value', 'resource', 'description'])
  const save = (event: FormEvent): void => {
    event.preventDefault()
    put.mutate(scope, {
      onSuccess: () => {
        sayDone(isNew ? `${scope.value} was added. Give it to a client next.` : 'Saved.')
        onClose()
      },
    })
  }
  const isReady = [scope.value, scope.resource, scope.description].every((one) => one.trim() !== '')
  return (
    <Stack component="form" gap="md" onSubmit={save}>
      <NativeSelect
        label="Style"
        disabled={!isNew}
        value={scope.dialect}
        onChange={(event) => setScope({ ...scope, dialect: event.currentTarget.value })}
        data={[...styles].map(([value, label]) => ({ value, label }))}
      />
      <TextInput
        label="Scope"
        description="What clients ask for and APIs look for, such as orders:read."
        required
        data-autofocus={isNew ? true : undefined}
        disabled={!isNew}
        autoCapitalize="off"
        spellCheck={false}
        value={scope.value}
        error={fields.value}
        onChange={(event) => setScope({ ...scope, value: event.currentTarget.value })}
      />
      <TextInput
        label="API"
        description="Scopes of the same API stand together."
        required
        maxLength={WORDS_MAX}
        value={scope.resource}
        error={fields.resource}
        onChange={(event) => setScope({ ...scope, resource: event.currentTarget.value })}
      />
      <Textarea
        label="In the words that users read"
        description="It follows “If you allow it, the app can”: “See your orders”."
        required
        autosize
        minRows={2}
        maxLength={WORDS_MAX}
        data-autofocus={isNew ? undefined : true}
        value={scope.description}
        error={fields.description}
        onChange={(event) => setScope({ ...scope, description: event.currentTarget.value })}
      />
      <ConsentPreview value={scope.value} description={scope.description} />
      <FormFoot
        refusal={rest}
        act={isNew ? 'Add scope' : 'Save'}
        isSaving={put.isPending}
        isReady={isReady}
      />
    </Stack>
  )
}
