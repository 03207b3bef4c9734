import { useMe } from '../api/me.ts'
import { useOrganizations } from '../api/organizations.ts'

/** Whose a thing is, by name; the number until the name is known. */
export function OrganizationName({ id }: { readonly id: number }) {
  const { organization } = useMe()
  const { items } = useOrganizations(organization === null)
  const name =
    organization?.id === id ? organization.name : items.find((one) => one.id === id)?.name
  return <span>{name ?? `Organization ${id}`}</span>
}
