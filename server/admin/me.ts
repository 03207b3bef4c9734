import { z } from 'zod'
import { isoTime } from '../protocol/clock.ts'
import { CONSOLE_ROLES } from '../protocol/roles.ts'
import { route } from './route.ts'
import { instant } from './values.ts'

const meSchema = z
  .object({
    kind: z.enum(['key', 'person', 'local']).describe('A key, a browser, or the command line'),
    user: z
      .object({
        id: z.string(),
        name: z.string(),
        email: z.string(),
        roles: z.array(z.string()),
        organization_id: z.int(),
        has_second_factor: z.boolean(),
      })
      .nullable(),
    role: z.enum(CONSOLE_ROLES).nullable().describe('`null` where there is none for the console'),
    organization: z
      .object({ id: z.int(), name: z.string() })
      .nullable()
      .describe('`null` for the whole platform'),
    permissions: z.array(z.string()),
    csrf_token: z.string().nullable().describe('X-CSRF-Token of everything but a GET'),
    mode: z.enum(['dev', 'serve']),
    base_url: z.string(),
    brand: z.object({
      name: z.string(),
      color: z.string().nullable().describe('Hexadecimal; `null` for our own green'),
      logo_url: z.string().nullable(),
    }),
    now: instant,
  })
  .meta({ id: 'Me' })

export type MeAnswer = z.output<typeof meSchema>

/** Whoever asks, about themselves. */
export const meRoutes = [
  route({
    method: 'GET',
    path: '/me',
    name: 'me.read',
    summary: 'Who you are here, and what you may do',
    permission: 'none',
    answer: meSchema,
    async run({ actor }, { store, site, brand, clock, isDev }) {
      const { user, organizationId } = actor
      const organization =
        organizationId === undefined ? undefined : await store.organizations.load(organizationId)
      return {
        kind: actor.kind,
        user:
          user === undefined
            ? null
            : {
                id: user.publicId,
                name: user.name,
                email: user.email,
                roles: [...user.roles],
                organization_id: user.organizationId,
                has_second_factor: user.totpConfirmedAt !== undefined,
              },
        role: actor.role ?? null,
        organization:
          organization === undefined ? null : { id: organization.id, name: organization.name },
        permissions: [...actor.permissions].sort(),
        csrf_token: actor.csrfToken ?? null,
        mode: isDev ? ('dev' as const) : ('serve' as const),
        base_url: site.baseUrl,
        brand: {
          name: brand.name,
          color: brand.color ?? null,
          logo_url: brand.logo?.url ?? null,
        },
        now: isoTime(clock.now()),
      }
    },
  }),
]
