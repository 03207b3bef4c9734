// Vocera, 8x8 and Vonage: dialects of one request for a token and one resource that takes it.
import type { Mint } from '../mint.ts'
import type { Answer, Init } from '../wire.ts'

export function bearer(token: string, init: Init = {}): Init {
  return { ...init, headers: { ...init.headers, Authorization: `Bearer ${token}` } }
}

export function vocera(mint: Mint, apiKey = mint.demo.vocera.api_key): Promise<Answer> {
  const json = { api_key: apiKey, agent_id: mint.demo.vocera.agent_id }
  return mint.request('/user/v1/embedded/login/', { json })
}

export function voceraRefresh(mint: Mint, token: string): Promise<Answer> {
  return mint.request('/user/v1/embedded/refresh/', { json: { refresh: token } })
}

export function voceraDetail(mint: Mint, token: string): Promise<Answer> {
  return mint.request('/user/embedded-token-detail/', bearer(token))
}

export function eightByEight(
  mint: Mint,
  json?: Readonly<Record<string, unknown>>,
  apiKey = mint.demo.eight_by_eight.api_key,
): Promise<Answer> {
  const body: Init = json === undefined ? { method: 'POST' } : { json }
  return mint.request('//api/v1/tokens', bearer(apiKey, body))
}

export function callLogs(mint: Mint, token: string): Promise<Answer> {
  return mint.request('/api/v1/call-logs', { headers: { 'x-token': token } })
}

export function agentSignIn(mint: Mint, token: string): Promise<Answer> {
  const query = new URLSearchParams({ user: mint.demo.eight_by_eight.agent_email, token })
  return mint.request(`/?${query}`)
}

export function vonage(
  mint: Mint,
  scope = 'agents-availability:read',
  client: { client_id: string; client_secret: string } = mint.demo.vonage,
): Promise<Answer> {
  const { client_id, client_secret } = client
  const form = { grant_type: 'client_credentials', client_id, client_secret, scope }
  return mint.request('/Auth/connect/token', { form })
}

export function availability(mint: Mint, token: string): Promise<Answer> {
  return mint.request('/agents-availability?skillNames=Service', bearer(token))
}
