import { Modal, Text, TextInput } from '@mantine/core'
import { IconInfoCircle } from '@tabler/icons-react'
import { useState } from 'react'
import { type RegionWish, usePutRegion } from '../../api/regions.ts'
import { Callout } from '../../pieces/callout.tsx'
import { fieldErrors } from '../../pieces/field-errors.ts'
import { Form } from '../../pieces/form.tsx'
import { FormFoot } from '../../pieces/form-foot.tsx'
import { sayDone } from '../../pieces/toast.tsx'
import type { Edited } from './regions.tsx'

interface EditRegionProps {
  readonly edited: Edited
  /** The first region is the default one. */
  readonly isFirst: boolean
  onClose(): void
}

export function EditRegion({ edited, isFirst, onClose }: EditRegionProps) {
  const title = edited === undefined || edited === 'new' ? 'Add region' : `Edit ${edited.name}`
  return (
    <Modal opened={edited !== undefined} onClose={onClose} title={title}>
      {edited === undefined ? null : <Fields edited={edited} isFirst={isFirst} onClose={onClose} />}
    </Modal>
  )
}

function Fields({ edited, isFirst, onClose }: EditRegionProps) {
  const isNew = edited === 'new' || edited === undefined
  const [wish, setWish] = useState<RegionWish>(
    isNew
      ? { name: '', token_host: '', api_host: '', default: isFirst ? true : undefined }
      : { name: edited.name, token_host: edited.token_host, api_host: edited.api_host },
  )
  const put = usePutRegion()
  const { fields, rest } = fieldErrors(put.error, ['name', 'token_host', 'api_host'])
  const save = (): void =>
    put.mutate(wish, {
      onSuccess: ({ name }) => {
        sayDone(`${name} is known on every server within a second.`)
        onClose()
      },
    })
  return (
    <Form onSubmit={save}>
      <TextInput
        label="Name"
        description="Stands in tokens and in the address, such as emea."
        required
        data-autofocus={isNew ? true : undefined}
        disabled={!isNew}
        value={wish.name}
        error={fields.name}
        onChange={(event) => setWish({ ...wish, name: event.currentTarget.value.trim() })}
      />
      <TextInput
        label="Host that hands out tokens"
        required
        data-autofocus={isNew ? undefined : true}
        placeholder="emea.example.com"
        spellCheck={false}
        value={wish.token_host}
        error={fields.token_host}
        onChange={(event) => setWish({ ...wish, token_host: event.currentTarget.value.trim() })}
      />
      <TextInput
        label="Host that serves APIs"
        required
        placeholder="emea.api.example.com"
        spellCheck={false}
        value={wish.api_host}
        error={fields.api_host}
        onChange={(event) => setWish({ ...wish, api_host: event.currentTarget.value.trim() })}
      />
      <Callout tone="note" icon={IconInfoCircle}>
        <Text size="sm">
          Point both names at this server in DNS, and give them a certificate, before clients are
          told.
        </Text>
      </Callout>
      <FormFoot
        refusal={rest}
        act={isNew ? 'Add region' : 'Save'}
        isSaving={put.isPending}
        isReady={wish.name !== '' && wish.token_host !== '' && wish.api_host !== ''}
      />
    </Form>
  )
}
