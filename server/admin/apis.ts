import { type Api, apiSchema } from '../gateway/apis/api-schema.ts'
import { apisWith } from '../live/live-apis.ts'
import { ProtocolError } from '../protocol/errors.ts'
import type { Records } from '../store/records.ts'
import { noteChanged } from '../tokens/revoke.ts'
import { conflict, demandKnown, demandOneRuleEach, demandRoom } from './api-demands.ts'
import {
  type ApiAnswer,
  apiAnswer,
  apiChange,
  apiParams,
  apiSummary,
  apiWhole,
  changed,
  keptOf,
  parseApi,
  timesOf,
} from './api-shape.ts'
import { warningsOf } from './api-warnings.ts'
import type { Actor } from './authority.ts'
import type { AdminDeps } from './deps.ts'
import { refuse } from './invalid-request.ts'
import { onePage, pageOf } from './page.ts'
import { record } from './record.ts'
import { route } from './route.ts'

/** A thousand rules fit. */
const bodyBytesMax = 1_048_576

/** What the gateway protects and by which rules; changes count on every node within a second. */
export const apiRoutes = [
  route({
    method: 'GET',
    path: '/apis',
    name: 'apis.list',
    summary: 'All APIs behind the gateway, without their routes',
    answer: pageOf(apiSummary),
    async run(_, deps) {
      const times = await timesOf(deps)
      return onePage(
        deps.apis.all().map((api) => ({
          ...api,
          ...keptOf(deps, api, times),
          routes_count: api.routes.length,
        })),
      )
    },
  }),
  route({
    method: 'POST',
    path: '/apis',
    name: 'apis.create',
    summary: 'Add an API: what no route of it names is refused',
    bodyBytesMax,
    body: apiSchema,
    answer: apiAnswer,
    run: ({ body, actor }, deps) =>
      change(deps, actor, 'apis.create', body.name, (known) => {
        if (known !== undefined) throw conflict('There is an API of this name already.')
        return body
      }),
  }),
  route({
    method: 'GET',
    path: '/apis/:name',
    name: 'apis.read',
    summary: 'One API with its routes',
    params: apiParams,
    answer: apiAnswer,
    run: ({ params }, deps) => describe(deps, demandApi(deps, params.name)),
  }),
  route({
    method: 'PUT',
    path: '/apis/:name',
    name: 'apis.put',
    summary: 'Add an API, or put this in the place of the whole of one',
    bodyBytesMax,
    params: apiParams,
    body: apiWhole,
    answer: apiAnswer,
    run: ({ params: { name }, body, actor }, deps) =>
      change(deps, actor, 'apis.put', name, () => {
        if (body.name !== undefined && body.name !== name) {
          throw refuse('name', 'It must be the name in the path: an API is not renamed.')
        }
        return parseApi({ ...body, name })
      }),
  }),
  route({
    method: 'PATCH',
    path: '/apis/:name',
    name: 'apis.change',
    summary: 'Change some of its fields; routes are one of them, and null takes a field away',
    bodyBytesMax,
    params: apiParams,
    body: apiChange,
    answer: apiAnswer,
    run: ({ params, body, actor }, deps) =>
      change(deps, actor, 'apis.change', params.name, (known) => {
        if (known === undefined) throw notFound()
        return parseApi(changed(known, body))
      }),
  }),
  route({
    method: 'DELETE',
    path: '/apis/:name',
    name: 'apis.delete',
    summary: 'Remove an API; the one around it answers for its paths, or they are not found',
    params: apiParams,
    async run({ params: { name }, actor }, deps) {
      await exclusively(deps, name, async (records) => {
        if (!(await records.apis.remove(name))) throw notFound()
        await record(deps, records, actor, 'apis.delete', { detail: name })
      })
    },
  }),
]

/** One change of one API, made of what is there; two at a time come one after the other. */
async function change(
  deps: AdminDeps,
  actor: Actor,
  action: string,
  name: string,
  make: (known: Api | undefined) => Api,
): Promise<ApiAnswer> {
  await exclusively(deps, name, async (records) => {
    const now = deps.clock.now()
    const kept = await apisWith([], await records.apis.all(), () => {})
    const api = make(kept.find((one) => one.name === name))
    const configured = deps.apis.all().filter((one) => deps.apis.isConfigured(one.name))
    demandKnown(deps, api)
    demandOneRuleEach(api)
    demandRoom(deps, api, [...configured, ...kept.filter((one) => one.name !== name)])
    await records.apis.put(name, JSON.stringify(api), now)
    await record(deps, records, actor, action, { detail: name })
  })
  return describe(deps, demandApi(deps, name))
}

/** In force on this node when it is answered. */
async function exclusively(
  deps: AdminDeps,
  name: string,
  work: (records: Records) => Promise<void>,
): Promise<void> {
  if (deps.apis.isConfigured(name)) {
    throw conflict('It stands in the configuration and is changed there.')
  }
  await deps.store.exclusively('apis', 'wait', () =>
    deps.store.transaction(async (records) => {
      await work(records)
      await noteChanged(records, 'api', name, deps.clock.now())
    }),
  )
  await deps.apis.load()
}

function demandApi({ apis }: AdminDeps, name: string): Api {
  const found = apis.all().find((one) => one.name === name)
  if (found === undefined) throw notFound()
  return found
}

async function describe(deps: AdminDeps, api: Api): Promise<ApiAnswer> {
  const kept = keptOf(deps, api, await timesOf(deps))
  return { ...api, ...kept, warnings: await warningsOf(deps, api) }
}

function notFound(): ProtocolError {
  return new ProtocolError('not_found', { description: 'There is no such API.' })
}
