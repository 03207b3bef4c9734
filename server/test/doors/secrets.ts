import { envoyToken } from '../flows/envoy.ts'
import { introspect } from '../flows/tokens.ts'
import type { Mint } from '../mint.ts'
import { basic } from '../wire.ts'
import { bySuccess, type Doors } from './door.ts'

export function secretDoors(mint: Mint): Doors {
  const { demo, endpoints, request } = mint
  const { client_id, client_secret } = demo.standard
  const machine = { grant_type: 'client_credentials' }
  const vonageGrant = { ...machine, scope: 'stats' }
  const { username, password } = demo.envoy
  const envoyGrant = { grant_type: 'password', username, password, scope: 'locations.read' }
  const withHeader = (path: string, form: Readonly<Record<string, string>>) => (value: string) =>
    request(path, { headers: { Authorization: value }, form })
  return {
    'Basic password at the standard token endpoint': bySuccess((value) =>
      withHeader(endpoints.token, machine)(basic(client_id, value)),
    ),
    'Basic user at the standard token endpoint': bySuccess((value) =>
      withHeader(endpoints.token, machine)(basic(value, client_secret)),
    ),
    'bearer at the standard token endpoint': bySuccess((value) =>
      withHeader(endpoints.token, machine)(`Bearer ${value}`),
    ),
    'client_secret at the standard token endpoint': bySuccess((value) =>
      request(endpoints.token, { form: { ...machine, client_id, client_secret: value } }),
    ),
    'client_secret in a query of the standard token endpoint': bySuccess((value) => {
      const query = new URLSearchParams({ client_id, client_secret: value })
      return request(`${endpoints.token}?${query}`, { form: machine })
    }),
    'Basic password at introspection': bySuccess((value) =>
      introspect(mint, basic(client_id, value), 'any'),
    ),
    'bearer at introspection': bySuccess((value) => introspect(mint, `Bearer ${value}`, 'any')),
    'Basic password at the Vonage token endpoint': bySuccess((value) =>
      withHeader('/Auth/connect/token', vonageGrant)(basic(demo.vonage.client_id, value)),
    ),
    'client_secret at the Vonage token endpoint': bySuccess((value) => {
      const client = { client_id: demo.vonage.client_id, client_secret: value }
      return request('/Auth/connect/token', { form: { ...vonageGrant, ...client } })
    }),
    'Basic password at the Envoy token endpoint': bySuccess((value) =>
      withHeader('/oauth2/token', envoyGrant)(basic(demo.envoy.client_id, value)),
    ),
    'whole Basic at the Envoy token endpoint': bySuccess((value) =>
      withHeader('/oauth2/token', envoyGrant)(`Basic ${value}`),
    ),
    'client_secret at the Envoy token endpoint': bySuccess((value) => {
      const client = { client_id: demo.envoy.client_id, client_secret: value }
      return request('/oauth2/token', { form: { ...envoyGrant, ...client } })
    }),
    'password of the Envoy password grant': bySuccess((value) =>
      envoyToken(mint, { ...envoyGrant, password: value }),
    ),
  }
}
