// Envoy: the API user's password brings a token, the refresh token the next one. Where that is too
// much, the Client API Key alone opens the newer API.
import { answerOf, base, basic, demo } from './demo.ts'

interface Tokens {
  readonly access_token: string
  readonly refresh_token: string
  readonly company_id: string
}

const { client_id, client_secret, client_api_key, username, password } = demo.envoy

async function tokens(fields: Readonly<Record<string, string>>): Promise<Tokens> {
  const body = new FormData()
  for (const [name, value] of Object.entries(fields)) body.append(name, value)
  const headers = { authorization: basic(client_id, client_secret) }
  return answerOf(await fetch(`${base}/oauth2/token`, { method: 'POST', headers, body }))
}

async function locations(headers: Readonly<Record<string, string>>): Promise<readonly string[]> {
  const answer = await fetch(`${base}/v1/locations`, { headers })
  const { data } = await answerOf<{ data: readonly { name: string }[] }>(answer)
  return data.map(({ name }) => name)
}

const scope = 'token.refresh,locations.read'
const first = await tokens({ grant_type: 'password', username, password, scope })
console.log('company:', first.company_id)
console.log('by token:', await locations({ authorization: `Bearer ${first.access_token}` }))

const { refresh_token } = first
const next = await tokens({ grant_type: 'refresh_token', refresh_token })
console.log('refreshed:', await locations({ authorization: `Bearer ${next.access_token}` }))

console.log('by key:', await locations({ 'x-api-key': client_api_key }))
