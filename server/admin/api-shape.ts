import { z } from 'zod'
import { type Api, apiSchema, ruleSchema } from '../gateway/apis/api-schema.ts'
import type { ApiRecord } from '../store/apis.ts'
import type { AdminDeps } from './deps.ts'
import { fromZod } from './invalid-request.ts'
import { instant, timeOrNull } from './values.ts'

const { name: nameField, ...fields } = apiSchema.shape
type FieldName = keyof typeof fields

/** Something that may be meant, and will surprise if it is not. */
const warning = z.object({ pointer: z.string(), detail: z.string() })

const kept = {
  configured: z.boolean().describe('Whether the configuration names it; then it is changed there'),
  created_at: instant.nullable(),
  updated_at: instant.nullable(),
  upstream_states: z
    .array(z.object({ upstream: z.string(), state: z.enum(['up', 'resting', 'down']) }))
    .describe('As the node that answers finds them'),
}

export const apiAnswer = z
  .object({
    ...apiSchema.shape,
    // One that this release cannot read has neither.
    upstreams: z.array(z.string()),
    routes: z.array(z.object(ruleSchema.shape).meta({ id: 'ApiRoute' })),
    ...kept,
    warnings: z.array(warning),
  })
  .meta({ id: 'Api' })

const { routes: _, warnings: __, ...withoutRoutes } = apiAnswer.shape

export const apiSummary = z
  .object({ ...withoutRoutes, routes_count: z.int() })
  .meta({ id: 'ApiSummary' })

export type ApiAnswer = z.output<typeof apiAnswer>
export type ApiSummary = z.output<typeof apiSummary>
export type ApiWarning = z.output<typeof warning>

export const apiParams = z.strictObject({ name: nameField })

/** The whole of it; the name stands in the path. */
export const apiWhole = z.strictObject({ ...fields, name: nameField.optional() })

/** Some of its fields; `null` takes one away. */
export const apiChange = z.strictObject(
  Object.fromEntries(
    (Object.keys(fields) as FieldName[]).map((name) => {
      const field = fields[name]
      const given: z.ZodType = field instanceof z.ZodDefault ? field.unwrap() : field
      return [name, given.nullable().optional()]
    }),
  ),
)

/** Throws `InvalidRequest` with everything that is wrong with it. */
export function parseApi(written: object): Api {
  const read = apiSchema.safeParse(written)
  if (!read.success) throw fromZod(read.error)
  return read.data
}

/** What is left when fields are changed and those that are `null` are taken away. */
export function changed(api: Api, change: Readonly<Record<string, unknown>>): object {
  const merged = Object.entries({ ...api, ...change })
  return Object.fromEntries(merged.filter(([, value]) => value !== null && value !== undefined))
}

type Times = ReadonlyMap<string, ApiRecord>

export async function timesOf({ store }: Pick<AdminDeps, 'store'>): Promise<Times> {
  return new Map((await store.apis.all()).map((one) => [one.name, one]))
}

export function keptOf(
  { apis, upstreamStates }: Pick<AdminDeps, 'apis' | 'upstreamStates'>,
  { name }: Api,
  times: Times,
) {
  const configured = apis.isConfigured(name)
  const record = configured ? undefined : times.get(name)
  return {
    configured,
    created_at: timeOrNull(record?.createdAt),
    updated_at: timeOrNull(record?.updatedAt),
    upstream_states: Object.entries(upstreamStates(name)).map(([upstream, state]) => ({
      upstream,
      state,
    })),
  }
}
