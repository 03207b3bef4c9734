import { z } from 'zod'
import { isoTime } from '../protocol/clock.ts'
import type { Records } from '../store/records.ts'
import type { User } from '../store/users.ts'
import { instant, timeOrNull } from './values.ts'

export const userSchema = z
  .object({
    id: z.string(),
    email: z.string(),
    name: z.string(),
    organization_id: z.int(),
    roles: z.array(z.string()),
    is_kiosk_host: z.boolean(),
    enabled: z.boolean(),
    has_password: z.boolean(),
    has_second_factor: z.boolean().describe('Whether a code is asked for besides the password'),
    passkeys: z.int(),
    created_at: instant,
    last_signed_in_at: instant.nullable(),
  })
  .meta({ id: 'User' })

export type UserAnswer = z.output<typeof userSchema>
type Deps = Pick<Records, 'passkeys'>

export async function describeUser(deps: Deps, user: User): Promise<UserAnswer> {
  const [described] = await describeUsers(deps, [user])
  if (described === undefined) throw new Error('One user has one description.')
  return described
}

export async function describeUsers(
  { passkeys }: Deps,
  users: readonly User[],
): Promise<UserAnswer[]> {
  const counts = await passkeys.countOfUsers(users.map((one) => one.id))
  return users.map((user) => ({
    id: user.publicId,
    email: user.email,
    name: user.name,
    organization_id: user.organizationId,
    roles: [...user.roles],
    is_kiosk_host: user.isKioskHost,
    enabled: user.isEnabled,
    has_password: user.passwordHash !== undefined,
    has_second_factor: user.totpConfirmedAt !== undefined,
    passkeys: counts.get(user.id) ?? 0,
    created_at: isoTime(user.createdAt),
    last_signed_in_at: timeOrNull(user.lastSignedInAt),
  }))
}
