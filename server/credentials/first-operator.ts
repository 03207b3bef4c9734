import type { Records } from '../store/records.ts'
import type { User } from '../store/users.ts'
import { randomDigits } from './format.ts'
import { type InvitationDeps, inviteFirstOperator, type NewInvitation } from './invitations.ts'
import { endWithPassword } from './new-password.ts'

export const OPERATOR = 'operator'
const ID_DIGITS = 12
/** Where there is no organization yet. */
const FIRST_ORGANIZATION = { id: 1, name: 'Default' }

/**
 * A link for a store that nobody operates yet, and `undefined` for any other: there is no default
 * password, and whoever can read what the server prints, or run commands beside it, begins.
 */
export async function linkForFirstOperator(
  records: Records,
  deps: InvitationDeps,
): Promise<NewInvitation | undefined> {
  return (await records.users.isAnybody(OPERATOR)) ? undefined : inviteFirstOperator(records, deps)
}

/**
 * Uses the invitation up and makes the operator; `undefined` where that is too late. An address
 * that somebody has already keeps its person, who becomes the operator, with the new password.
 */
export async function makeFirstOperator(
  records: Records,
  { random, clock }: InvitationDeps,
  invitationId: number,
  person: Pick<User, 'name' | 'email' | 'passwordHash'>,
): Promise<User | undefined> {
  const now = clock.now()
  if (!(await records.invitations.consume(invitationId, now))) return undefined
  if (await records.users.isAnybody(OPERATOR)) return undefined
  const organization = await records.organizations.first()
  if (organization === undefined) {
    await records.organizations.add(FIRST_ORGANIZATION.id, FIRST_ORGANIZATION.name, now)
  }
  const known = await records.users.loadByEmail(person.email)
  if (known !== undefined) {
    const roles = [...new Set([...known.roles, OPERATOR])]
    const changed = { ...known, ...person, roles, isEnabled: true }
    await records.users.change(changed)
    await endWithPassword(records, known.id, now)
    return changed
  }
  const id = await records.users.add({
    ...person,
    publicId: `usr_${randomDigits(random, ID_DIGITS)}`,
    organizationId: organization?.id ?? FIRST_ORGANIZATION.id,
    roles: [OPERATOR],
    isEnabled: true,
    isKioskHost: false,
    createdAt: now,
  })
  return records.users.load(id)
}
