import { Button, Collapse, Stack, Switch } from '@mantine/core'
import { useDisclosure } from '@mantine/hooks'
import { IconChevronDown, IconChevronUp } from '@tabler/icons-react'
import type { Route } from '../../api/apis.ts'
import { CredentialFields, LimitFields } from './credential-fields.tsx'
import type { Terms } from './fields.ts'
import { BoundFields } from './place-fields.tsx'
import { ownTerms } from './route-words.ts'

interface RouteTermsProps {
  readonly terms: Terms
  /** What counts where the route says nothing. */
  readonly api: Terms
  set(part: Terms): void
}

const NO_ERRORS = {}

/** What a route says otherwise than its API; what it leaves out is the API’s. */
export function RouteTerms({ terms, api, set }: RouteTermsProps) {
  const [isOpen, { toggle }] = useDisclosure(ownTerms(terms).length > 0)
  const hasOwnCredentials = terms.dialects !== undefined || terms.presentations !== undefined
  const part = { wish: terms, errors: NO_ERRORS, set }
  // Absent would be the API’s styles; none at all is every style, here as there.
  const setCredentials = ({ dialects, ...others }: Terms): void =>
    set('presentations' in others ? others : { dialects: dialects ?? [] })
  return (
    <div>
      <Button
        variant="subtle"
        size="compact-sm"
        aria-expanded={isOpen}
        rightSection={isOpen ? <IconChevronUp size={16} /> : <IconChevronDown size={16} />}
        onClick={toggle}
      >
        Otherwise than the API
      </Button>
      <Collapse expanded={isOpen}>
        <Stack gap="md" pt="sm">
          <Switch
            label="Other credentials count"
            checked={hasOwnCredentials}
            onChange={({ currentTarget: { checked } }) => {
              const { dialects = [], presentations = ['bearer'] } = api
              set(
                checked
                  ? { dialects, presentations }
                  : { dialects: undefined, presentations: undefined },
              )
            }}
          />
          {hasOwnCredentials ? <CredentialFields {...part} set={setCredentials} /> : null}
          <Switch
            label="Limits of its own"
            checked={terms.limits !== undefined}
            onChange={({ currentTarget: { checked } }) => {
              set({ limits: checked ? (api.limits ?? {}) : undefined })
            }}
          />
          {terms.limits === undefined ? null : <LimitFields {...part} />}
          <BoundFields {...part} absent={api} />
        </Stack>
      </Collapse>
    </div>
  )
}

export function termsOf(route: Partial<Route>): Terms {
  const { dialects, presentations, limits, timeout_seconds, body_bytes_max } = route
  return { dialects, presentations, limits, timeout_seconds, body_bytes_max }
}
