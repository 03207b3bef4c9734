import { ProtocolError } from '../protocol/errors.ts'
import { consoleRoleOf } from '../protocol/roles.ts'
import type { Records } from '../store/records.ts'
import type { User } from '../store/users.ts'
import { type Actor, isOpenTo, mayGrantRole } from './authority.ts'

/** Throws `access_denied` where a role opens more than the actor may; see `mayGrantRole`. */
export function demandGrantable(actor: Actor, roles: readonly string[]): void {
  const role = consoleRoleOf(roles)
  if (role === undefined || mayGrantRole(actor, role)) return
  throw new ProtocolError('access_denied', {
    description: `Only who may do as much can manage a user with the role ${role}.`,
  })
}

export async function demandUser(
  { users }: Pick<Records, 'users'>,
  publicId: string,
  actor: Actor,
): Promise<User> {
  const user = await users.loadByPublicId(publicId)
  if (user === undefined || !isOpenTo(actor, user.organizationId)) {
    throw new ProtocolError('not_found', { description: 'There is no such user.' })
  }
  return user
}

/** Somebody whose place the actor could take by this, and may. */
export async function demandManagedUser(
  records: Pick<Records, 'users'>,
  publicId: string,
  actor: Actor,
): Promise<User> {
  const user = await demandUser(records, publicId, actor)
  demandGrantable(actor, user.roles)
  return user
}
