// Clients through the management API. Secrets are in the answer to the creation and nowhere else.
import assert from 'node:assert/strict'
import type { Mint } from '../mint.ts'
import type { Answer, Init } from '../wire.ts'

export interface ClientRequest {
  readonly dialect: string
  readonly name?: string
  readonly scopes?: readonly string[]
  readonly redirect_uris?: readonly string[]
  readonly access_token_lifetime_seconds?: number
  readonly allowed_ips?: readonly string[]
  readonly allowed_origins?: readonly string[]
}

export interface NewClient {
  readonly id: string
  readonly client_id: string
  /** The client secret, or the API key where the dialect has one in its place. */
  readonly client_secret: string
}

export function manage(mint: Mint, path: string, init: Init = {}): Promise<Answer> {
  const headers = { ...init.headers, Authorization: `Bearer ${mint.demo.management_key}` }
  return mint.request(`/admin/v1${path}`, { ...init, headers })
}

export async function createClient(mint: Mint, request: ClientRequest): Promise<NewClient> {
  const json = { name: 'Made for a test', ...request }
  const answer = await manage(mint, '/clients', { json })
  assert.ok(answer.status === 200 || answer.status === 201, `${answer.status} ${answer.text}`)
  const secretField = answer.json().api_key === undefined ? 'client_secret' : 'api_key'
  return {
    id: answer.field('id'),
    client_id: answer.field('client_id'),
    client_secret: answer.field(secretField),
  }
}
