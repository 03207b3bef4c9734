import { Button } from '@mantine/core'
import type { Organization } from '../../api/organizations.ts'
import { sayDone } from '../../pieces/toast.tsx'
import { useOrganization } from '../../shell/organization.tsx'

interface SwitchToProps {
  readonly organization: Organization
  /** In a row of a list. */
  readonly isSmall?: boolean
}

/** What lists show from now on, in this tab: this organization, or all of them again. */
export function SwitchTo({ organization, isSmall = false }: SwitchToProps) {
  const { id, choose } = useOrganization()
  const isShown = id === organization.id
  const turn = (): void => {
    choose(isShown ? undefined : organization.id)
    sayDone(`Lists show ${isShown ? 'all organizations' : organization.name} now.`)
  }
  return (
    <Button
      variant={isShown ? 'light' : 'default'}
      size={isSmall ? 'compact-sm' : 'sm'}
      aria-label={isShown ? 'Back to all organizations' : `Switch into ${organization.name}`}
      onClick={turn}
    >
      {isShown ? 'Back to all' : 'Switch into'}
    </Button>
  )
}
