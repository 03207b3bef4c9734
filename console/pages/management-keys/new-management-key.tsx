import { Button, TextInput } from '@mantine/core'
import { Link, useNavigate } from '@tanstack/react-router'
import { useState } from 'react'
import { type NewManagementKey, useCreateManagementKey } from '../../api/management-keys.ts'
import { useMe } from '../../api/me.ts'
import { fieldErrors } from '../../pieces/field-errors.ts'
import { Form } from '../../pieces/form.tsx'
import { FormFoot } from '../../pieces/form-foot.tsx'
import { PageHead } from '../../pieces/page-head.tsx'
import { SecretOnce, type ShownOnce } from '../../pieces/secret-once.tsx'
import { Section } from '../../pieces/section.tsx'
import { useOrganization } from '../../shell/organization.tsx'
import { OrganizationField } from '../../shell/organization-field.tsx'
import { ExpiryField } from './expiry-field.tsx'
import { keyShown } from './key-shown.ts'
import { within } from './levels.ts'
import { PermissionPicker } from './permission-picker.tsx'

const NAMES = ['name', 'permissions', 'organization_id', 'expires_in_seconds']
const LIFETIME_SEC = 90 * 86_400

export function Page() {
  const { id: chosen } = useOrganization()
  const { permissions: own, base_url: baseUrl } = useMe()
  const [wish, setWish] = useState<NewManagementKey>({
    name: '',
    permissions: [],
    organization_id: chosen,
    expires_in_seconds: LIFETIME_SEC,
  })
  const create = useCreateManagementKey()
  const [shown, setShown] = useState<ShownOnce>()
  const navigate = useNavigate()
  const { fields, rest } = fieldErrors(create.error, NAMES)
  const set = (part: Partial<NewManagementKey>): void => setWish((now) => ({ ...now, ...part }))
  const save = async (): Promise<void> => {
    // What was refused stands in the form.
    const made = await create.mutateAsync(wish).catch(() => undefined)
    if (made === undefined) return
    setShown(keyShown(wish.name, made.management_key, baseUrl))
    create.reset()
  }
  return (
    <>
      <PageHead
        title="Create a management key"
        lead="For a program that manages this server: it says who may call the management API."
        back={{ to: '/management-keys', title: 'Management keys' }}
      />
      <Form gap="lg" maw="48rem" onSubmit={save}>
        <Section title="The key">
          <TextInput
            label="Name"
            description="What uses it, so that you know later which one to revoke."
            placeholder="Deploy pipeline"
            required
            maxLength={200}
            value={wish.name}
            error={fields.name}
            onChange={(event) => set({ name: event.currentTarget.value })}
          />
          <OrganizationField
            value={wish.organization_id}
            none="The whole platform"
            description="With an organization it sees that one, and can do nothing to the platform."
            error={fields.organization_id}
            onChange={(organization_id) =>
              set({ organization_id, permissions: within(wish.permissions, organization_id) })
            }
          />
          <ExpiryField
            value={wish.expires_in_seconds}
            error={fields.expires_in_seconds}
            onChange={(expires_in_seconds) => set({ expires_in_seconds })}
          />
        </Section>
        <Section title="Permissions" lead="As little as it needs: whoever finds the key has them.">
          <PermissionPicker
            own={within(own, wish.organization_id)}
            value={wish.permissions}
            error={fields.permissions}
            onChange={(permissions) => set({ permissions })}
          />
        </Section>
        <FormFoot
          refusal={rest}
          act="Create key"
          isSaving={create.isPending}
          isReady={wish.name.trim() !== '' && wish.permissions.length > 0}
          other={
            <Button
              variant="default"
              renderRoot={(props) => <Link to="/management-keys" {...props} />}
            >
              Cancel
            </Button>
          }
        />
      </Form>
      <SecretOnce
        shown={shown}
        onClose={() => {
          setShown(undefined)
          navigate({ to: '/management-keys', replace: true })
        }}
      />
    </>
  )
}
