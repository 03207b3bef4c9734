import { Group, Modal, NumberInput, TextInput } from '@mantine/core'
import { useState } from 'react'
import { type Skill, usePutSkill } from '../../api/availability.ts'
import { useMe } from '../../api/me.ts'
import { useOrganizations } from '../../api/organizations.ts'
import { fieldErrors } from '../../pieces/field-errors.ts'
import { Form } from '../../pieces/form.tsx'
import { FormFoot } from '../../pieces/form-foot.tsx'
import { sayDone } from '../../pieces/toast.tsx'
import { useOrganization } from '../../shell/organization.tsx'
import { OrganizationField } from '../../shell/organization-field.tsx'

/** What is being edited: one that is there, or a new one. */
export type Edited = Skill | 'new' | undefined

const COUNTS = [
  ['ready', 'Ready'],
  ['away', 'Away'],
  ['extended_away', 'Extended away'],
  ['logged_out', 'Logged out'],
] as const

const NAMES = ['skill', ...COUNTS.map(([name]) => name)]

interface EditSkillProps {
  readonly edited: Edited
  onClose(): void
}

export function EditSkill({ edited, onClose }: EditSkillProps) {
  const title = edited === undefined || edited === 'new' ? 'Add skill' : `Edit ${edited.skill}`
  return (
    <Modal opened={edited !== undefined} onClose={onClose} title={title}>
      {edited === undefined ? null : <Fields edited={edited} onClose={onClose} />}
    </Modal>
  )
}

function Fields({ edited, onClose }: EditSkillProps) {
  const isNew = edited === 'new' || edited === undefined
  const { organization } = useMe()
  const { id: chosen } = useOrganization()
  const { items } = useOrganizations(organization === null)
  const [wish, setWish] = useState<Partial<Skill> & Pick<Skill, 'skill'>>(
    isNew ? { skill: '', organization_id: organization?.id ?? chosen } : edited,
  )
  const put = usePutSkill()
  const { fields, rest } = fieldErrors(put.error, NAMES)
  const organization_id = wish.organization_id ?? items[0]?.id
  const save = (): void => {
    if (organization_id === undefined) return
    const { skill, ready = 0, away = 0, extended_away = 0, logged_out = 0 } = wish
    const whole = { organization_id, skill: skill.trim(), ready, away, extended_away, logged_out }
    put.mutate(whole, {
      onSuccess: () => {
        sayDone(`${whole.skill} was saved.`)
        onClose()
      },
    })
  }
  return (
    <Form onSubmit={save}>
      <TextInput
        label="Skill"
        required
        maxLength={100}
        data-autofocus={isNew ? true : undefined}
        disabled={!isNew}
        value={wish.skill}
        error={fields.skill}
        onChange={(event) => setWish({ ...wish, skill: event.currentTarget.value })}
      />
      {isNew ? (
        <OrganizationField
          value={wish.organization_id}
          onChange={(id) => setWish({ ...wish, organization_id: id })}
        />
      ) : null}
      <Group gap="md" grow>
        {COUNTS.map(([name, label]) => (
          <NumberInput
            key={name}
            label={label}
            min={0}
            miw={110}
            allowDecimal={false}
            data-autofocus={!isNew && name === 'ready' ? true : undefined}
            value={wish[name] ?? 0}
            error={fields[name]}
            onChange={(value) => setWish({ ...wish, [name]: Number(value) })}
          />
        ))}
      </Group>
      <FormFoot
        refusal={rest}
        act={isNew ? 'Add skill' : 'Save'}
        isSaving={put.isPending}
        isReady={wish.skill.trim() !== '' && organization_id !== undefined}
      />
    </Form>
  )
}
