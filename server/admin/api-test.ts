import { z } from 'zod'
import { METHODS } from '../gateway/apis/api-schema.ts'
import { compileApis, findRule, type LiveApi } from '../gateway/apis/table.ts'
import { decide } from '../gateway/decide.ts'
import { ProtocolError } from '../protocol/errors.ts'
import type { AdminDeps } from './deps.ts'
import { bareToken, PLACES, requestWith } from './identify.ts'
import { refuse } from './invalid-request.ts'
import { route } from './route.ts'

const URL_CHARACTERS_MAX = 9_000
const TOKEN_CHARACTERS_MAX = 16_384

const refusalSchema = z.object({
  status: z.int(),
  code: z.string().describe('A row of the error table'),
  description: z.string().describe('What who asks is told'),
  detail: z.string().nullable().describe('What only operators see'),
})

const answerSchema = z
  .object({
    api: z.string().nullable().describe('`null` where no API has this path'),
    route: z
      .object({ methods: z.array(z.string()), path: z.string(), number: z.int() })
      .nullable()
      .describe('Which of its routes, counted from 0'),
    allowed: z.boolean(),
    presented_in: z.string().nullable().describe('The header in which the token passes'),
    client_id: z.string().nullable().describe('Whose token it is, where it passes'),
    refusal: refusalSchema.nullable(),
  })
  .meta({ id: 'ApiTest' })

export type ApiTestAnswer = z.output<typeof answerSchema>

/** What the gateway would do with a request; nothing is forwarded and nothing is counted. */
export const apiTestRoutes = [
  route({
    method: 'POST',
    path: '/apis/test',
    name: 'apis.test',
    summary: 'Which API and route a request would meet, and whether it would pass',
    permission: 'apis:read',
    status: 200,
    body: z.strictObject({
      method: z.enum(METHODS),
      url: z
        .string()
        .max(URL_CHARACTERS_MAX)
        .describe('https://host/path?query; or a path alone, for APIs at every host'),
      token: z.string().min(1).max(TOKEN_CHARACTERS_MAX).optional(),
    }),
    answer: answerSchema,
    run: ({ body, actor }, deps) => test(deps, body, actor.ip),
  }),
]

interface Wish {
  readonly method: string
  readonly url: string
  readonly token?: string | undefined
}

const NOWHERE: ApiTestAnswer = {
  api: null,
  route: null,
  allowed: false,
  presented_in: null,
  client_id: null,
  refusal: null,
}

async function test(deps: AdminDeps, wish: Wish, ip: string): Promise<ApiTestAnswer> {
  const { host, target } = split(wish.url)
  const live = compileApis(deps.apis.all(), deps.site.regions).owner(host, target)
  if (live === undefined) return NOWHERE
  const answer = { ...NOWHERE, api: live.api.name }
  try {
    const found = findRule(live, wish.method, target)
    const number = live.api.routes.indexOf(found.rule.written)
    const { methods, path } = found.rule.written
    const met = { ...answer, route: { methods, path, number } }
    return { ...met, ...(await decideAnywhere(deps, live, found, { ...wish, host }, ip)) }
  } catch (thrown) {
    return { ...answer, refusal: describe(refusalOf(thrown)) }
  }
}

/** The target stays as it was typed: how it is spelled is a part of what is tried. */
function split(url: string): { host: string; target: string } {
  const parts = /^(?:https?:\/\/([^/?#\s@]+))?((?:[/?][^#\s]*)?)$/i.exec(url)
  const [, host = '', target = ''] = parts ?? []
  if (host === '' && target === '') throw refuse('url', 'It must be https://host/path, or a path.')
  return { host: host.toLowerCase(), target: target.startsWith('/') ? target : `/${target}` }
}

type Found = ReturnType<typeof findRule>

/** In each header that could bear it. What came furthest says why it is refused. */
async function decideAnywhere(
  deps: AdminDeps,
  live: LiveApi,
  found: Found,
  { method, host, token }: Wish & { readonly host: string },
  ip: string,
): Promise<Partial<ApiTestAnswer>> {
  const line = { method, host, path: found.path }
  const asking = { ...deps, isOn: deps.liveDialects.isOn }
  const places = token === undefined ? [undefined] : PLACES
  const refusals: ProtocolError[] = []
  for (const place of places) {
    const bearing = { header: place?.header ?? 'x-none', write: place?.write ?? (() => '') }
    const request = { ...requestWith(line, bearing, bareToken(token ?? '')), ip }
    try {
      const { caller } = await decide(asking, { live, rule: found.rule }, request)
      return {
        allowed: true,
        presented_in: caller === undefined ? null : bearing.header,
        client_id: caller?.client.clientId ?? null,
      }
    } catch (thrown) {
      refusals.push(refusalOf(thrown))
    }
  }
  const refusal = refusals.find((one) => one.code !== 'invalid_token') ?? refusals[0]
  return { refusal: refusal === undefined ? null : describe(refusal) }
}

/** A fault is no answer to what was tried. */
function refusalOf(thrown: unknown): ProtocolError {
  if (thrown instanceof ProtocolError) return thrown
  throw thrown
}

function describe(error: ProtocolError): z.output<typeof refusalSchema> {
  return {
    status: error.status,
    code: error.code,
    description: error.description,
    detail: error.options.detail ?? null,
  }
}
