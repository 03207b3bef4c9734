import { z } from 'zod'
import { inviteUser } from '../credentials/invitations.ts'
import { isoTime } from '../protocol/clock.ts'
import { ProtocolError } from '../protocol/errors.ts'
import type { Records } from '../store/records.ts'
import type { User } from '../store/users.ts'
import { revokeUser } from '../tokens/revoke.ts'
import type { Actor } from './authority.ts'
import type { AdminDeps } from './deps.ts'
import { demandManagedUser } from './known-user.ts'
import { record } from './record.ts'
import { route } from './route.ts'
import { idParams, instant } from './values.ts'

/** What is done to a user beyond changing facts. Each needs the right to grant the user's roles. */
export const userActRoutes = [
  route({
    method: 'DELETE',
    path: '/users/:id',
    name: 'users.delete',
    summary: 'Delete a user and revoke everything agreed to; the e-mail address is free again',
    params: idParams,
    async run({ params, actor }, deps) {
      await act(deps, actor, 'users.delete', params.id, async (records, user, now) => {
        // Who deletes the last operator from a console would sit in front of a locked door.
        if (user.id === actor.user?.id) {
          throw new ProtocolError('conflict', { description: 'You cannot delete yourself.' })
        }
        await revokeUser(records, user, now, deps.tokenLifetimeSecMax)
        await forgetFactors(records, user, now)
        await records.plans.removeOfUser(user.id)
        await records.users.remove(user.id, now)
      })
    },
  }),
  route({
    method: 'POST',
    path: '/users/:id/invitations',
    name: 'users.invite',
    summary: 'A link by which the user sets a password, once; links of before end with it',
    params: idParams,
    answer: z.object({ link: z.string(), expires_at: instant }).meta({ id: 'Invitation' }),
    async run({ params, actor }, deps) {
      const made = await act(deps, actor, 'users.invite', params.id, (records, user) => {
        if (user.isEnabled) return inviteUser(records, deps, user.id)
        throw new ProtocolError('conflict', { description: 'The user is disabled; enable first.' })
      })
      return { link: made.link, expires_at: isoTime(made.expiresAt) }
    },
  }),
  route({
    method: 'POST',
    path: '/users/:id/reset-second-factor',
    name: 'users.reset-second-factor',
    summary: 'Forget the authenticator, its recovery codes and all passkeys; ends every sign-in',
    params: idParams,
    async run({ params, actor }, deps) {
      await act(deps, actor, 'users.reset-second-factor', params.id, async (records, user) => {
        await records.secondFactors.remove(user.id)
        // They are on the device that was lost as well, and it may still be signed in.
        await records.passkeys.removeOfUser(user.id)
        await records.signIns.removeOfUser(user.id)
      })
    },
  }),
  route({
    method: 'POST',
    path: '/users/:id/end-sign-ins',
    name: 'users.end-sign-ins',
    summary: 'End every sign-in; what was agreed to stays',
    params: idParams,
    async run({ params, actor }, deps) {
      await act(deps, actor, 'users.end-sign-ins', params.id, async (records, user) => {
        await records.signIns.removeOfUser(user.id)
      })
    },
  }),
]

async function forgetFactors(records: Records, user: User, now: number): Promise<void> {
  await records.secondFactors.remove(user.id)
  await records.passkeys.removeOfUser(user.id)
  await records.invitations.endOfUser(user.id, now)
}

/** One act on a user that the actor may manage, with its record. */
function act<T>(
  deps: AdminDeps,
  actor: Actor,
  name: string,
  publicId: string,
  work: (records: Records, user: User, now: number) => Promise<T>,
): Promise<T> {
  const now = deps.clock.now()
  return deps.store.transaction(async (records) => {
    const user = await demandManagedUser(records, publicId, actor)
    const outcome = await work(records, user, now)
    await record(deps, records, actor, name, { userId: user.id, detail: user.publicId })
    return outcome
  })
}
