import { z } from 'zod'
import { randomDigits } from '../credentials/format.ts'
import { endWithPassword } from '../credentials/new-password.ts'
import { PASSWORD_CHARACTERS_MIN } from '../credentials/password-rules.ts'
import { isoTime } from '../protocol/clock.ts'
import { ProtocolError } from '../protocol/errors.ts'
import { consoleRoleOf } from '../protocol/roles.ts'
import type { Records } from '../store/records.ts'
import type { NewUser, User } from '../store/users.ts'
import { revokeUser } from '../tokens/revoke.ts'
import { type Actor, isOpenTo, mayGrantRole } from './authority.ts'
import { settleOrganization } from './organizations.ts'
import { pageOf, pageQuery, readPage } from './page.ts'
import { record } from './record.ts'
import { route } from './route.ts'
import { untilRevocationIsPast } from './second.ts'
import { displayName, idParams, instant, organizationId } from './values.ts'

const ID_DIGITS = 12
/** So that the longest characters still fit into what a sign-in reads. */
const PASSWORD_CHARACTERS_MAX = 256

const password = z
  .string()
  .min(PASSWORD_CHARACTERS_MIN)
  .max(PASSWORD_CHARACTERS_MAX)
  .describe('Never comes back')
const roles = z
  .array(
    z.string().regex(/^[a-z][a-z0-9_.-]{0,63}$/, {
      message: 'It must be a word of lower-case letters, digits, underscores, dots and dashes',
    }),
  )
  .max(50)

const userSchema = z
  .object({
    id: z.string(),
    email: z.string(),
    name: z.string(),
    organization_id: z.int(),
    roles: z.array(z.string()),
    is_kiosk_host: z.boolean(),
    enabled: z.boolean(),
    has_password: z.boolean(),
    created_at: instant,
  })
  .meta({ id: 'User' })

/** People who sign in. */
export const userRoutes = [
  route({
    method: 'POST',
    path: '/users',
    name: 'users.create',
    summary: 'Add a user',
    body: z.strictObject({
      email: z.email().max(320),
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
      return describe(await demandUser(store, made.publicId, actor))
    },
  }),
  route({
    method: 'GET',
    path: '/users',
    name: 'users.list',
    summary: 'All users, newest first',
    query: z.strictObject(pageQuery),
    answer: pageOf(userSchema),
    run: ({ query, actor }, { store }) =>
      readPage(
        query,
        'highest',
        (before, limit) => store.users.newest(actor.organizationId, before, limit),
        (user) => user.id,
        describe,
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
      describe(await demandUser(store, params.id, actor)),
  }),
  route({
    method: 'PATCH',
    path: '/users/:id',
    name: 'users.change',
    summary: 'Change a user; disabling one revokes every token and ends every sign-in',
    params: idParams,
    body: z.strictObject({
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
      const holder = { email: found.email, roles: body.roles ?? found.roles }
      const passwordHash = body.password && (await passwords.hash(body.password, holder))
      const now = clock.now()
      const changed = await store.transaction(async (records) => {
        const before = await demandUser(records, params.id, actor)
        demandGrantable(actor, before.roles)
        const after: User = {
          ...before,
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
        // Whoever knew the old password may still sit in a browser somewhere.
        if (passwordHash !== undefined) await endWithPassword(records, before.id, now)
        const detail = `${before.publicId}: ${Object.keys(body).join(', ')}`
        await record(deps, records, actor, 'users.change', { userId: before.id, detail })
        return after
      })
      if (body.enabled) await untilRevocationIsPast(deps, 'user', changed.publicId)
      return describe(changed)
    },
  }),
]

/** Throws `access_denied` where a role opens more than the actor may; see `mayGrantRole`. */
function demandGrantable(actor: Actor, roles: readonly string[]): void {
  const role = consoleRoleOf(roles)
  if (role === undefined || mayGrantRole(actor, role)) return
  throw new ProtocolError('access_denied', {
    description: `Only who may do as much can manage a user with the role ${role}.`,
  })
}

async function demandUser(
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

function describe(user: User): z.output<typeof userSchema> {
  return {
    id: user.publicId,
    email: user.email,
    name: user.name,
    organization_id: user.organizationId,
    roles: [...user.roles],
    is_kiosk_host: user.isKioskHost,
    enabled: user.isEnabled,
    has_password: user.passwordHash !== undefined,
    created_at: isoTime(user.createdAt),
  }
}
