// The Envoy dialect: password and refresh grants, the code flow, the API behind them.
import { type Browser, codeFrom, openBrowser, signInAndConsent } from '../browser.ts'
import type { Mint } from '../mint.ts'
import { type Answer, basic, type Pairs } from '../wire.ts'

interface Credentials {
  readonly client_id: string
  readonly client_secret: string
}

export function envoyToken(
  mint: Mint,
  form: Pairs,
  client: Credentials = mint.demo.envoy,
  path = '/oauth2/token',
): Promise<Answer> {
  const headers = { Authorization: basic(client.client_id, client.client_secret) }
  return mint.request(path, { headers, form })
}

export function envoyPassword(
  mint: Mint,
  person: { username: string; password: string } = mint.demo.envoy,
  client: Credentials = mint.demo.envoy,
  scope = 'token.refresh,locations.read',
): Promise<Answer> {
  const { username, password } = person
  return envoyToken(mint, { grant_type: 'password', username, password, scope }, client)
}

export function envoyRefresh(mint: Mint, token: string): Promise<Answer> {
  return envoyToken(mint, { grant_type: 'refresh_token', refresh_token: token })
}

export async function holdEnvoyCode(
  mint: Mint,
  browser: Browser = openBrowser(mint, mint.demo.envoy.redirect_uri),
): Promise<string> {
  const { client_id, redirect_uri, username, password } = mint.demo.envoy
  const scope = 'locations.read token.refresh'
  const query = new URLSearchParams({ response_type: 'code', client_id, redirect_uri, scope })
  const person = { email: username, password }
  const path = `/a/auth/v0/authorize?${query}`
  return codeFrom(await signInAndConsent(mint, browser, path, person))
}

export function redeemEnvoyCode(mint: Mint, code: string): Promise<Answer> {
  return envoyToken(mint, { grant_type: 'authorization_code', code })
}

export function locations(mint: Mint, token: string, path = '/v1/locations'): Promise<Answer> {
  return mint.request(path, { headers: { Authorization: `Bearer ${token}` } })
}
