import { z } from 'zod'
import { HOST_NAME } from '../../protocol/site.ts'

const ORIGIN = /^https?:\/\/[^\s/?#@]+$/
/** Segments of unreserved characters and what RFC 3986 §3.3 allows beside them, but no `;`. */
const SEGMENT = "[A-Za-z0-9\\-_~.!$&'()+,=:@]+"
const PATH = new RegExp(`^/(?:${SEGMENT}(?:/${SEGMENT})*)?$`)
const ROUTE = new RegExp(
  `^/(?:(?:${SEGMENT}|\\{\\w+\\})(?:/(?:${SEGMENT}|\\{\\w+\\}))*(?:/\\*)?|\\*)?$`,
)

export const APIS_MAX = 200
const ROUTES_MAX = 1_000
const SCOPE = /^[\x21\x23-\x5b\x5d-\x7e]{1,200}$/

export const METHODS = ['GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE', 'OPTIONS'] as const
export const PRESENTATIONS = ['bearer', 'api_key', 'composite', 'x_token'] as const

const path = z
  .string()
  .max(500)
  .regex(PATH, 'It must be a path such as /orders: no dots alone, no %, no trailing slash')
  .refine(hasNoDots, 'A segment must not be . or ..')
const reason = z.string().trim().min(3).max(300)
const scopes = z.array(z.string().regex(SCOPE, 'It is no scope (RFC 6749 §3.3)')).min(1).max(50)
const limit = z.strictObject({
  requests: z.int().min(1).max(1_000_000_000),
  seconds: z.int().min(1).max(86_400),
})

/** What a rule may say anew for itself. */
const terms = {
  /** Styles whose credentials count; none named: all that are on. */
  dialects: z.array(z.string().min(1).max(50)).max(20).optional(),
  presentations: z.array(z.enum(PRESENTATIONS)).min(1).optional(),
  timeout_seconds: z.int().min(1).max(3_600).optional(),
  body_bytes_max: z
    .int()
    .min(0)
    .max(10 * 1024 ** 3)
    .optional(),
  limits: z
    .strictObject({ per_credential: limit.optional(), per_organization: limit.optional() })
    .optional(),
}

export const ruleSchema = z
  .strictObject({
    methods: z.array(z.enum(METHODS)).min(1),
    path: z
      .string()
      .max(500)
      .regex(ROUTE, 'It must be a path such as /{id}/items or /files/*')
      .refine(hasNoDots, 'A segment must not be . or ..')
      .describe('Below the API’s path. {name} is one segment, a trailing * is the rest'),
    scopes: scopes.optional().describe('All of them are needed'),
    any_scope: scopes.optional().describe('One of them is enough'),
    no_scope_because: reason.optional().describe('Any live credential is enough'),
    public_because: reason.optional().describe('No credential is needed'),
    ...terms,
  })
  .refine(
    (rule) =>
      [rule.scopes, rule.any_scope, rule.no_scope_because, rule.public_because].filter(
        (one) => one !== undefined,
      ).length === 1,
    'It needs exactly one of scopes, any_scope, no_scope_because and public_because',
  )

export const apiSchema = z
  .strictObject({
    name: z.string().regex(/^[a-z0-9][a-z0-9-]{0,49}$/, 'Lower-case letters, digits and hyphens'),
    hosts: z
      .array(z.string().toLowerCase().regex(HOST_NAME, 'A host name: no scheme, no port, no path'))
      .max(50)
      .default([])
      .describe('Host names that it answers at; none and no regions: any host'),
    regions: z
      .array(z.string().min(1).max(50))
      .max(100)
      .default([])
      .describe('Regions at whose API hosts it answers'),
    path: path.default('/').describe('What all its paths begin with'),
    upstreams: z
      .array(z.string().regex(ORIGIN, 'It must be http(s)://host[:port] without a path'))
      .min(1)
      .max(20),
    upstream_path: path.optional().describe('Takes the place of the path when it is forwarded'),
    health: z
      .strictObject({ path, interval_seconds: z.int().min(1).max(3_600).default(10) })
      .optional()
      .describe('Asked of each upstream; one that does not answer 2xx gets no requests'),
    preflights: z
      .enum(['refused', 'forwarded'])
      .default('refused')
      .describe('Whether browsers that ask first (CORS) are answered by the upstream'),
    enabled: z.boolean().default(true),
    ...terms,
    routes: z.array(ruleSchema).min(1, 'Without a route everything is refused').max(ROUTES_MAX),
  })
  .refine(
    (api) => api.path !== '/' || api.hosts.length + api.regions.length > 0,
    'An API at every path needs hosts or regions: it would hide the token endpoints',
  )

export const apisSchema = z.array(apiSchema).max(APIS_MAX)

export type ApiSchema = typeof apiSchema
export type Api = z.output<typeof apiSchema>
export type ApiInput = z.input<typeof apiSchema>
export type ApiRule = z.output<typeof ruleSchema>
export type Presentation = (typeof PRESENTATIONS)[number]

function hasNoDots(text: string): boolean {
  return !text.split('/').some((segment) => segment === '.' || segment === '..')
}
