import type { Subject } from '../protocol/client.ts'
import { fromWords } from './lists.ts'

/** The resource owner that a family or a code speaks for. */
export interface Owner extends Subject {
  readonly isEnabled: boolean
}

/** What is read of a user beside a row that names one. */
export const OWNER = [
  'users.id as owner_id',
  'users.public_id as owner_public_id',
  'users.organization_id as owner_organization_id',
  'users.email as owner_email',
  'users.name as owner_name',
  'users.roles as owner_roles',
  'users.is_enabled as owner_is_enabled',
] as const

interface OwnerRow {
  readonly owner_id: number | null
  readonly owner_public_id: string | null
  readonly owner_organization_id: number | null
  readonly owner_email: string | null
  readonly owner_name: string | null
  readonly owner_roles: string | null
  readonly owner_is_enabled: number | null
}

/** The columns of a user that is not there are all null. */
export function ownerOf(row: OwnerRow): Owner | undefined {
  if (row.owner_id === null) return undefined
  return {
    id: row.owner_id,
    publicId: row.owner_public_id ?? '',
    organizationId: row.owner_organization_id ?? 0,
    email: row.owner_email ?? '',
    name: row.owner_name ?? '',
    roles: fromWords(row.owner_roles ?? ''),
    isEnabled: row.owner_is_enabled === 1,
  }
}
