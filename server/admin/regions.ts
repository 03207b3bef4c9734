import { z } from 'zod'
import { regionsWith } from '../live/live-site.ts'
import { ProtocolError } from '../protocol/errors.ts'
import { HOST_NAME, type Region } from '../protocol/site.ts'
import type { Records } from '../store/records.ts'
import type { RegionRecord } from '../store/regions.ts'
import { noteChanged } from '../tokens/revoke.ts'
import type { AdminDeps } from './deps.ts'
import { refuse } from './invalid-request.ts'
import { onePage, pageOf } from './page.ts'
import { record } from './record.ts'
import { route } from './route.ts'

const REGIONS_MAX = 100

const regionSchema = z
  .object({
    name: z.string(),
    token_host: z.string().describe('Hands out this region’s tokens'),
    api_host: z.string().describe('Serves this region’s APIs'),
    default: z.boolean().describe('Whether hosts that are not known belong to it'),
    configured: z.boolean().describe('Whether the configuration names it'),
    overridden: z.boolean().describe('Whether it has other host names than there'),
  })
  .meta({ id: 'Region' })

export type RegionAnswer = z.output<typeof regionSchema>

const host = z
  .string()
  .trim()
  .toLowerCase()
  .regex(HOST_NAME, { message: 'It must be a host name: no scheme, no port, no path' })
const params = z.strictObject({ name: z.string().regex(/^[A-Za-z0-9][\w-]{0,49}$/) })

/** Where this mint is reached, by region; changes count on every node within a second. */
export const regionRoutes = [
  route({
    method: 'GET',
    path: '/regions',
    name: 'regions.list',
    summary: 'All regions with their host names',
    answer: pageOf(regionSchema),
    run: async (_, deps) => onePage(deps.site.regions.map((one) => describe(deps, one))),
  }),
  route({
    method: 'PUT',
    path: '/regions/:name',
    name: 'regions.put',
    summary: 'Add a region, give one other host names, or make it the default',
    params,
    body: z.strictObject({
      token_host: host,
      api_host: host,
      default: z.literal(true).optional().describe('Takes it from the present one'),
    }),
    answer: regionSchema,
    async run({ params: { name }, body, actor }, deps) {
      const region = { name, tokenHost: body.token_host, apiHost: body.api_host }
      await change(deps, async (records, rows) => {
        demandFree(regionsWith(deps.configuredSite, rows).regions, region)
        const isDefault = body.default ?? rows.some((one) => one.name === name && one.isDefault)
        await records.regions.put({ ...region, isDefault })
        const detail = `${name}: ${Object.keys(body).join(', ')}`
        await record(deps, records, actor, 'regions.put', { detail })
        return name
      })
      return describe(deps, region)
    },
  }),
  route({
    method: 'DELETE',
    path: '/regions/:name',
    name: 'regions.delete',
    summary: 'Remove a region; one that is configured gets its configured host names back',
    params,
    async run({ params: { name }, actor }, deps) {
      const { configuredSite: configured } = deps
      await change(deps, async (records, rows) => {
        const { regions, defaultRegion } = regionsWith(configured, rows)
        if (!regions.some((one) => one.name === name)) {
          throw new ProtocolError('not_found', { description: 'There is no such region.' })
        }
        const isConfigured = configured.regions.some((one) => one.name === name)
        if (defaultRegion === name && !isConfigured) {
          throw conflict('It is the default region. Make another one the default first.')
        }
        const others = rows.filter((one) => one.name !== name)
        const back = configured.regions.find((one) => one.name === name)
        if (back !== undefined) demandFree(regionsWith(configured, others).regions, back)
        if (!(await records.regions.remove(name))) {
          throw conflict('It stands in the configuration and goes when it is removed there.')
        }
        await record(deps, records, actor, 'regions.delete', { detail: name })
        return name
      })
    },
  }),
]

type Change = (records: Records, rows: readonly RegionRecord[]) => Promise<string>

/** One after the other, so that no two take the same host; in force here when it is answered. */
async function change(deps: AdminDeps, work: Change): Promise<void> {
  await deps.store.exclusively('regions', 'wait', () =>
    deps.store.transaction(async (records) => {
      const name = await work(records, await records.regions.all())
      await noteChanged(records, 'region', name, deps.clock.now())
    }),
  )
  await deps.reloadRegions()
}

/** A host that belonged to two regions would hand out the tokens of whichever comes first. */
function demandFree(regions: readonly Region[], wanted: Region): void {
  const others = regions.filter((one) => one.name !== wanted.name)
  if (others.length >= REGIONS_MAX) throw conflict(`There are ${REGIONS_MAX} regions at most.`)
  const taken = new Set(others.flatMap((one) => [one.tokenHost, one.apiHost]))
  for (const [field, one] of [
    ['token_host', wanted.tokenHost],
    ['api_host', wanted.apiHost],
  ] as const) {
    if (taken.has(one)) throw refuse(field, 'Another region has this host.')
  }
}

function conflict(description: string): ProtocolError {
  return new ProtocolError('conflict', { description })
}

function describe(
  { site, configuredSite }: AdminDeps,
  { name, tokenHost, apiHost }: Region,
): z.output<typeof regionSchema> {
  const configured = configuredSite.regions.find((one) => one.name === name)
  return {
    name,
    token_host: tokenHost,
    api_host: apiHost,
    default: site.defaultRegion === name,
    configured: configured !== undefined,
    overridden:
      configured !== undefined &&
      (configured.tokenHost !== tokenHost || configured.apiHost !== apiHost),
  }
}
