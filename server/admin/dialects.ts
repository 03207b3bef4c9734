import { z } from 'zod'
import type { Default, Dialect } from '../dialects/contract.ts'
import type { SettledRules } from '../grants/contract.ts'
import { ProtocolError } from '../protocol/errors.ts'
import type { DialectSetting } from '../store/dialect-settings.ts'
import { noteChanged } from '../tokens/revoke.ts'
import type { AdminDeps } from './deps.ts'
import { refuse } from './invalid-request.ts'
import { onePage, pageOf } from './page.ts'
import { record } from './record.ts'
import { route } from './route.ts'

/** RFC 6749 §4.1.2 recommends ten minutes at most. */
const CODE_LIFETIME_SEC_MAX = 600

const lifetimeSchema = z
  .object({
    seconds: z.int().describe('What counts now'),
    default_seconds: z.int().describe('What counts where nobody overrides it'),
    from: z.string().describe('Where the default comes from'),
    overridden: z.boolean(),
  })
  .nullable()
  .describe('`null` where the style has none')

const dialectSchema = z
  .object({
    name: z.string(),
    title: z.string(),
    credential: z.enum(['client_secret', 'api_key', 'key_pair']),
    algorithm: z.enum(['HS256', 'RS256', 'ES256']).nullable(),
    enabled: z.boolean(),
    configured: z.boolean().describe('`false` where the configuration leaves it out for good'),
    lifetimes: z.object({
      access_token: lifetimeSchema,
      refresh_token: lifetimeSchema,
      code: lifetimeSchema,
    }),
    lifetime_seconds_max: z.int().describe('How long a token may live at most'),
    grants: z.array(z.string()),
    token_url: z.string().nullable(),
    endpoints: z.array(z.object({ operation: z.string(), method: z.string(), path: z.string() })),
    clients: z.int(),
  })
  .meta({ id: 'Dialect' })

export type DialectAnswer = z.output<typeof dialectSchema>

const seconds = z.int().min(1).nullable().optional().describe('`null` takes the override away')

/** The styles: which are served, and for how long what they hand out lives. */
export const dialectRoutes = [
  route({
    method: 'GET',
    path: '/dialects',
    name: 'dialects.list',
    summary: 'All styles as they are served now',
    answer: pageOf(dialectSchema),
    async run({ actor }, deps) {
      const clients = await deps.clientCounts(actor.organizationId)
      return onePage(deps.allDialects.map((one) => describe(deps, one, clients)))
    },
  }),
  route({
    method: 'PATCH',
    path: '/dialects/:name',
    name: 'dialects.change',
    summary: 'Switch a style off or on, or override its lifetimes; on every node within a second',
    params: z.strictObject({ name: z.string().max(100) }),
    body: z.strictObject({
      enabled: z
        .boolean()
        .optional()
        .describe('Off, its paths are not there and its tokens count nowhere; nothing is revoked'),
      access_token_lifetime_seconds: seconds,
      refresh_token_lifetime_seconds: seconds,
      code_lifetime_seconds: seconds,
    }),
    answer: dialectSchema,
    async run({ params, body, actor }, deps) {
      const { store, clock, liveDialects } = deps
      const dialect = deps.allDialects.find((one) => one.name === params.name)
      if (dialect === undefined) {
        throw new ProtocolError('not_found', { description: 'There is no such style.' })
      }
      const { name } = dialect
      if (!deps.configuredRules.has(name)) {
        throw refuse('name', 'The configuration leaves this style out: take it off dialects_off.')
      }
      for (const [field, rule, limit] of LIFETIMES) {
        demandLifetime(body[field], field, dialect.rules[rule], limit ?? deps.tokenLifetimeSecMax)
      }
      const now = clock.now()
      await store.transaction(async (records) => {
        const before = (await records.dialectSettings.load(name)) ?? AS_CONFIGURED
        const overridden = (asked: number | null | undefined, present: number | undefined) =>
          asked === undefined ? present : (asked ?? undefined)
        await records.dialectSettings.put({
          dialect: name,
          isEnabled: body.enabled ?? before.isEnabled,
          accessTokenLifetimeSec: overridden(
            body.access_token_lifetime_seconds,
            before.accessTokenLifetimeSec,
          ),
          refreshTokenLifetimeSec: overridden(
            body.refresh_token_lifetime_seconds,
            before.refreshTokenLifetimeSec,
          ),
          codeLifetimeSec: overridden(body.code_lifetime_seconds, before.codeLifetimeSec),
          updatedAt: now,
        })
        await noteChanged(records, 'dialect', name, now)
        const detail = Object.entries(body)
          .map(([field, value]) => `${field}: ${value}`)
          .join(', ')
        await record(deps, records, actor, 'dialects.change', { dialect: name, detail })
      })
      await liveDialects.load()
      return describe(deps, dialect, await deps.clientCounts(actor.organizationId))
    },
  }),
]

const AS_CONFIGURED: Omit<DialectSetting, 'dialect' | 'updatedAt'> = {
  isEnabled: true,
  accessTokenLifetimeSec: undefined,
  refreshTokenLifetimeSec: undefined,
  codeLifetimeSec: undefined,
}

/** Which rule a field overrides, and the limit where it is not that of all tokens. */
const LIFETIMES = [
  ['access_token_lifetime_seconds', 'accessTokenLifetimeSec', undefined],
  ['refresh_token_lifetime_seconds', 'refreshTokenLifetimeSec', undefined],
  ['code_lifetime_seconds', 'codeLifetimeSec', CODE_LIFETIME_SEC_MAX],
] as const

function demandLifetime(
  asked: number | null | undefined,
  field: string,
  rule: Default,
  secondsMax: number,
): void {
  if (asked === undefined || asked === null) return
  if (rule.value === 0) throw refuse(field, 'This style has nothing of the kind.')
  if (asked > secondsMax) {
    const why =
      field === 'code_lifetime_seconds'
        ? 'a code that lies about can be stolen'
        : 'a revocation is remembered so long, and no token may outlive its own'
    throw refuse(field, `It must be ${secondsMax} at most: ${why}.`)
  }
}

function describe(
  deps: AdminDeps,
  dialect: Dialect,
  clients: ReadonlyMap<string, number>,
): z.output<typeof dialectSchema> {
  const { name, rules } = dialect
  const token = dialect.endpoints.find(({ operation }) => operation === 'token')
  const lifetime = (rule: (typeof LIFETIMES)[number][1], what: string) =>
    describeLifetime(deps, dialect, rule, `lifetimes.${name}.${what}_sec`)
  return {
    name,
    title: dialect.title,
    credential: dialect.credential,
    algorithm: dialect.style?.algorithm ?? null,
    enabled: deps.liveDialects.isOn(name),
    configured: deps.configuredRules.has(name),
    lifetimes: {
      access_token: lifetime('accessTokenLifetimeSec', 'access_token'),
      refresh_token: lifetime('refreshTokenLifetimeSec', 'refresh_token'),
      code: lifetime('codeLifetimeSec', 'code'),
    },
    lifetime_seconds_max: deps.tokenLifetimeSecMax,
    grants: [...rules.grants],
    token_url: token === undefined ? null : `${deps.site.baseUrl}${token.path}`,
    endpoints: dialect.endpoints.map(({ operation, method, path }) => ({
      operation,
      method,
      path,
    })),
    clients: clients.get(name) ?? 0,
  }
}

function describeLifetime(
  { liveDialects, configuredRules }: AdminDeps,
  { name, rules }: Dialect,
  rule: keyof SettledRules & keyof Dialect['rules'] & (typeof LIFETIMES)[number][1],
  setting: string,
): z.output<typeof lifetimeSchema> {
  const { value, from } = rules[rule]
  if (value === 0) return null
  const configured = configuredRules.get(name)?.[rule] ?? value
  return {
    seconds: liveDialects.settled.get(name)?.[rule] ?? configured,
    default_seconds: configured,
    from: configured === value ? from : `The setting ${setting}.`,
    overridden: liveDialects.settingOf(name)?.[rule] !== undefined,
  }
}
