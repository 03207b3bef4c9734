import { z } from 'zod'
import { randomDigits } from '../credentials/format.ts'
import { endWithPassword } from '../credentials/new-password.ts'
import { PASSWORD_CHARACTERS_MIN } from '../credentials/password-rules.ts'
import type { NewUser, User } from '../store/users.ts'
import { revokeUser } from '../tokens/revoke.ts'
import { demandGrantable, demandManagedUser, demandUser } from './known-user.ts'
import { settleOrganization } from './organizations.ts'
import { ownAndText, ownFilterOf } from './own-filter.ts'
import { pageOf, pageQuery, readPageWhole } from './page.ts'
import { record } from './record.ts'
import { route } from './route.ts'
import { untilRevocationIsPast } from './second.ts'
import { describeUser, describeUsers, userSchema } from './user-shape.ts'
import { displayName, idParams, organizationId } from './values.ts'

const ID_DIGITS = 12
/** So that the longest characters still fit into what a sign-in reads. */
const PASSWORD_CHARACTERS_MAX = 256

const password = z
  .string()
  .min(PASSWORD_CHARACTERS_MIN)
  .max(PASSWORD_CHARACTERS_MAX)
  .describe('Never comes back')
const role = z.string().regex(/^[a-z][a-z0-9_.-]{0,63}$/, {
  message: 'It must be a word of lower-case letters, digits, underscores, dots and dashes',
})
const roles = z.array(role).max(50)
const email = z.email().max(320)

/** People who sign in. */
export const userRoutes = [
  route({
    method: 'POST',
    path: '/users',
    name: 'users.create',
    summary: 'Add a user',
    body: z.strictObject({
      email,
      name: displayName,
      password: password.optional(),
      roles: roles.default([]),
      is_kiosk_host: z.boolean().default(false),
      organization_id: organizationId.optional(),
    }),
    answer: userSchema,
    async run({ body, actor }, deps) {
      const { store, passwords, random, clock } = deps
      demandGrantable(actor, body.roles)
      const passwordHash = body.password && (await passwords.hash(body.password, body))
      const at = clock.now()
      const made = await store.transaction(async (records) => {
        const user: NewUser = {
          publicId: `usr_${randomDigits(random, ID_DIGITS)}`,
          organizationId: await settleOrganization(records, body.organization_id, at, actor),
          email: body.email,
          name: body.name,
          passwordHash,
          roles: body.roles,
          isEnabled: true,
          isKioskHost: body.is_kiosk_host,
          createdAt: at,
        }
        const userId = await records.users.add(user)
        const about = { userId, detail: user.publicId }
        await record(deps, records, actor, 'users.create', about)
        return user
      })
      return describeUser(store, await demandUser(store, made.publicId, actor))
    },
  }),
  route({
    method: 'GET',
    path: '/users',
    name: 'users.list',
    summary: 'All users, newest first',
    query: z.strictObject({
      ...pageQuery,
      ...ownAndText,
      q: ownAndText.q.describe('A part of the name, the e-mail address or the id'),
      role: role.optional(),
    }),
    answer: pageOf(userSchema),
    run: ({ query, actor }, { store }) =>
      readPageWhole(
        query,
        'highest',
        async (before, limit) => {
          const filter = ownFilterOf(query, actor)
          return filter ? store.users.newest({ ...filter, role: query.role }, before, limit) : []
        },
        (user) => user.id,
        (users) => describeUsers(store, users),
      ),
  }),
  route({
    method: 'GET',
    path: '/users/:id',
    name: 'users.read',
    summary: 'One user',
    params: idParams,
    answer: userSchema,
    run: async ({ params, actor }, { store }) =>
      describeUser(store, await demandUser(store, params.id, actor)),
  }),
  route({
    method: 'PATCH',
    path: '/users/:id',
    name: 'users.change',
    summary:
      'Change a user; disabling one revokes every token and ends every sign-in. A link to set a ' +
      'password ends with another address or role',
    params: idParams,
    body: z.strictObject({
      email: email.optional(),
      name: displayName.optional(),
      password: password.optional(),
      roles: roles.optional(),
      is_kiosk_host: z.boolean().optional(),
      enabled: z.boolean().optional(),
    }),
    answer: userSchema,
    async run({ params, body, actor }, deps) {
      const { store, passwords, clock, tokenLifetimeSecMax } = deps
      const found = await demandUser(store, params.id, actor)
      demandGrantable(actor, body.roles ?? [])
      const holder = { email: body.email ?? found.email, roles: body.roles ?? found.roles }
      const passwordHash = body.password && (await passwords.hash(body.password, holder))
      const now = clock.now()
      const changed = await store.transaction(async (records) => {
        const before = await demandManagedUser(records, params.id, actor)
        const after: User = {
          ...before,
          email: body.email?.toLowerCase() ?? before.email,
          name: body.name ?? before.name,
          passwordHash: passwordHash ?? before.passwordHash,
          roles: body.roles ?? before.roles,
          isKioskHost: body.is_kiosk_host ?? before.isKioskHost,
          isEnabled: body.enabled ?? before.isEnabled,
        }
        await records.users.change(after)
        if (before.isEnabled && !after.isEnabled) {
          await revokeUser(records, before, now, tokenLifetimeSecMax)
        }
        // Whoever reads the old mailbox shall not set the password, nor whoever kept a link to
        // somebody who could do less: with it they would do as much.
        if (isOtherThanInvited(before, after)) await records.invitations.endOfUser(before.id, now)
        // Whoever knew the old password may still sit in a browser somewhere.
        if (passwordHash !== undefined) await endWithPassword(records, before.id, now)
        const detail = `${before.publicId}: ${Object.keys(body).join(', ')}`
        await record(deps, records, actor, 'users.change', { userId: before.id, detail })
        return after
      })
      // Read before the wait, while the request has time for it.
      const described = await describeUser(store, changed)
      if (body.enabled) await untilRevocationIsPast(deps, 'user', changed.publicId)
      return described
    },
  }),
]

function isOtherThanInvited(before: User, after: User): boolean {
  const isSameRoles = after.roles.join(' ') === before.roles.join(' ')
  return after.email !== before.email || !after.isEnabled || !isSameRoles
}
