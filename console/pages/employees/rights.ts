import type { Me } from '../../api/me.ts'
import { may } from '../../api/me.ts'
import type { User } from '../../api/users.ts'
import { CONSOLE_ROLES, consoleRoleOf, titleOfRole } from './role-list.ts'

type Reader = Pick<Me, 'role' | 'permissions' | 'user'>

/** Nobody gives a role that opens more than their own. */
export function mayGrant({ role: own }: Reader, role: string): boolean {
  const rank = (one: string | null) => CONSOLE_ROLES.findIndex(({ value }) => value === one)
  return own !== null && rank(role) >= rank(own)
}

/** Why the reader changes nothing of this person, in words; `undefined` where they may. */
export function whyFixed(reader: Reader, user: Pick<User, 'roles'>): string | undefined {
  if (!may(reader, 'users:write')) return 'Your role may look at people and change nothing.'
  const role = consoleRoleOf(user.roles)
  if (role === undefined || mayGrant(reader, role)) return undefined
  return `Only who may do as much can change somebody with the role ${titleOfRole(role)}.`
}

export function isSelf(reader: Reader, user: Pick<User, 'id'>): boolean {
  return reader.user?.id === user.id
}
