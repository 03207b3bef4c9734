import { locations } from '../flows/envoy.ts'
import {
  availability,
  bearer,
  callLogs,
  vocera,
  voceraDetail,
  voceraRefresh,
} from '../flows/vendors.ts'
import { composite, me } from '../flows/vocalcola.ts'
import type { Mint } from '../mint.ts'
import { bySuccess, type Doors } from './door.ts'

export function resourceDoors(mint: Mint): Doors {
  const { demo, request } = mint
  const query = (path: string, name: string, value: string) =>
    `${path}${path.includes('?') ? '&' : '?'}${new URLSearchParams({ [name]: value })}`
  const key = (path: string) => (value: string) =>
    request(path, { headers: { 'X-API-Key': value } })
  const skills = '/agents-availability?skillNames=Service'
  const agent = `/?user=${encodeURIComponent(demo.eight_by_eight.agent_email)}`
  const [a, b] = [demo.vocalcola.public_key, demo.vocalcola.private_key]
  return {
    'bearer at the Envoy API': bySuccess((value) => locations(mint, value)),
    'X-API-Key at the Envoy API': bySuccess(key('/v1/locations')),
    // Only v1 has resources here; v3 takes the bearer and may then know no such path.
    'bearer at the legacy Envoy API': async (value) => {
      const answer = await locations(mint, value, '/v3/locations')
      return { opened: answer.status !== 401, answer }
    },
    'X-API-Key at the legacy Envoy API': async (value) => {
      const answer = await key('/v3/locations')(value)
      return { opened: answer.status !== 401, answer }
    },
    'access_token in a query of the Envoy API': bySuccess((value) =>
      request(query('/v1/locations', 'access_token', value)),
    ),
    'bearer at the Vonage API': bySuccess((value) => availability(mint, value)),
    'access_token in a query of the Vonage API': bySuccess((value) =>
      request(query(skills, 'access_token', value)),
    ),
    'bearer at the 8x8 token endpoint': bySuccess((value) =>
      request('//api/v1/tokens', bearer(value, { method: 'POST' })),
    ),
    'api_key in a query of the 8x8 token endpoint': bySuccess((value) =>
      request(query('/api/v1/tokens', 'api_key', value), { method: 'POST' }),
    ),
    'x-token at the 8x8 call logs': bySuccess((value) => callLogs(mint, value)),
    'bearer at the 8x8 call logs': bySuccess((value) =>
      request('/api/v1/call-logs', bearer(value)),
    ),
    'token of the agent page': bySuccess((value) => request(query(agent, 'token', value))),
    'api_key of the Vocera login': bySuccess((value) => vocera(mint, value)),
    'refresh of the Vocera refresh': bySuccess((value) => voceraRefresh(mint, value)),
    'bearer at the embed token check': bySuccess((value) => voceraDetail(mint, value)),
    'whole bearer at the VocalCola API': bySuccess((value) => me(mint, value)),
    'part 1 of a composite': bySuccess((value) => me(mint, composite(value, b))),
    'part 2 of a composite': bySuccess((value) => me(mint, composite(a, value))),
    'part 3 of a composite': bySuccess((value) => me(mint, composite(a, b, value))),
    'bearer at the management API': bySuccess((value) =>
      request('/admin/v1/clients', bearer(value)),
    ),
    'token in a query of the management API': bySuccess((value) =>
      request(query('/admin/v1/clients', 'access_token', value)),
    ),
  }
}
