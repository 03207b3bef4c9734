import { Button, Card, NativeSelect, Stack, Switch } from '@mantine/core'
import { useNavigate } from '@tanstack/react-router'
import { type FormEvent, useState } from 'react'
import { useAgents } from '../../api/agents.ts'
import { useCreateClient } from '../../api/clients.ts'
import { useMe } from '../../api/me.ts'
import { useDraft } from '../../pieces/draft.ts'
import { fieldErrors } from '../../pieces/field-errors.ts'
import { FormFoot } from '../../pieces/form-foot.tsx'
import { More } from '../../pieces/more.tsx'
import { PageHead } from '../../pieces/page-head.tsx'
import { SecretOnce, type ShownOnce } from '../../pieces/secret-once.tsx'
import { sayDone } from '../../pieces/toast.tsx'
import { useOrganization } from '../../shell/organization.tsx'
import { OrganizationField } from '../../shell/organization-field.tsx'
import { spoken } from './kinds/spoken.ts'
import { ExpiryChoice } from './parts/expiry-choice.tsx'
import { LimitsFields } from './parts/limits-fields.tsx'
import { shownOnce } from './parts/shown-once.ts'
import { bound, fieldsOf, freshTerms, newClientOf, TERM_NAMES } from './parts/terms.ts'
import { TermsFields } from './parts/terms-fields.tsx'
import { useKind } from './use-kind.ts'

export function Page() {
  const { kind, dialects: all } = useKind()
  const dialects = all.filter((one) => one.enabled)
  const { base_url: baseUrl } = useMe()
  const { id: organization } = useOrganization()
  const navigate = useNavigate()
  const create = useCreateClient()
  const [shown, setShown] = useState<ShownOnce>()
  const [refusal, setRefusal] = useState<unknown>()
  const agents = useAgents(organization, kind.credential === 'api_key')
  const fresh = freshTerms(kind, dialects, organization)
  const { values, set } = useDraft(fresh)
  const { fields: errors, rest } = fieldErrors(refusal, TERM_NAMES)
  const form = { values, errors, set }
  const dialect = dialects.find(({ name }) => name === values.dialect)
  const toList = () => navigate({ to: `/${kind.slug}` })
  const save = async (event: FormEvent): Promise<void> => {
    event.preventDefault()
    try {
      const made = await create.mutateAsync(newClientOf(values, fieldsOf(kind, dialect)))
      create.reset()
      setRefusal(undefined)
      if (made.token_endpoint_auth_method === 'none') {
        sayDone(`${made.name} is made. It has no secret; its client ID is ${made.client_id}.`)
        return void toList()
      }
      const agentId = agents.items.find((one) => one.active)?.id
      setShown(shownOnce({ kind, client: made, secret: made, baseUrl, agentId }))
    } catch (thrown) {
      setRefusal(thrown)
    }
  }
  const props = { kind, dialect, form }
  return (
    <>
      <PageHead
        title={kind.createTitle}
        lead={kind.createLead}
        back={{ to: `/${kind.slug}`, title: kind.title }}
      />
      <Card component="form" withBorder padding="lg" maw="44rem" onSubmit={save} noValidate>
        <Stack gap="lg">
          {dialects.length < 2 ? null : (
            <NativeSelect
              label="Style"
              description="Which API’s manner it speaks. This cannot be changed later."
              data={dialects.map(({ name, title }) => ({ value: name, label: title }))}
              value={values.dialect}
              error={errors.dialect}
              onChange={({ currentTarget }) => {
                set({ dialect: currentTarget.value, scopes: [], isPublic: false })
              }}
            />
          )}
          <TermsFields {...props} />
          {kind.dialectsWithPublic?.includes(values.dialect) ? (
            <Switch
              label="Public client"
              description="For software on people’s own devices: no secret, and PKCE always."
              checked={values.isPublic}
              onChange={(event) => set({ isPublic: event.currentTarget.checked })}
            />
          ) : null}
          <More title="Expiry, lifetime and IP ranges">
            <OrganizationField
              description="Whose people see and manage it."
              value={values.organization}
              error={errors.organization_id}
              onChange={(id) => set({ organization: id, allowed_agents: [] })}
            />
            {values.isPublic ? null : (
              <ExpiryChoice
                label={`When does the ${spoken(kind.secretLabel)} expire?`}
                {...bound(form, 'expires_in_seconds')}
              />
            )}
            <LimitsFields {...props} />
          </More>
          <FormFoot
            refusal={rest}
            act={kind.save}
            isSaving={create.isPending}
            other={
              <Button variant="default" onClick={toList}>
                Cancel
              </Button>
            }
          />
        </Stack>
      </Card>
      <SecretOnce
        shown={shown}
        onClose={() => {
          setShown(undefined)
          toList()
        }}
      />
    </>
  )
}
