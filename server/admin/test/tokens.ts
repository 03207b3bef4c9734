import assert from 'node:assert/strict'
import type { TestAdmin } from './open-admin.ts'

/** Tokens of each style, got as an integrator gets them. */
export interface MadeClient {
  readonly id: string
  readonly secret: string
}

export async function makeClient(
  mint: TestAdmin,
  dialect: string,
  wish: Readonly<Record<string, unknown>> = {},
): Promise<MadeClient> {
  const made = await mint.done('POST', '/clients', { dialect, name: 'A test', ...wish })
  return { id: String(made.id), secret: String(made.client_secret ?? made.api_key) }
}

export async function clientToken(
  mint: TestAdmin,
  path: string,
  { id, secret }: MadeClient,
  scope: string,
): Promise<string> {
  const reply = await mint.send('POST', path, {
    form: { grant_type: 'client_credentials', client_id: id, client_secret: secret, scope },
  })
  assert.equal(reply.status, 200, reply.text)
  return String(reply.json.access_token)
}

export async function embedPair(
  mint: TestAdmin,
  apiKey: string,
  agentId: unknown,
): Promise<{ access: string; refresh: string }> {
  const reply = await mint.send('POST', '/user/v1/embedded/login/', {
    body: { api_key: apiKey, agent_id: agentId },
  })
  assert.equal(reply.status, 200, reply.text)
  return { access: String(reply.json.access), refresh: String(reply.json.refresh) }
}

export async function passwordTokens(
  mint: TestAdmin,
  { id, secret }: MadeClient,
  user: { email: string; password: string },
): Promise<{ access: string; refresh: string }> {
  const reply = await mint.send('POST', '/oauth2/token', {
    form: {
      grant_type: 'password',
      username: user.email,
      password: user.password,
      scope: 'token.refresh,locations.read',
      client_id: id,
      client_secret: secret,
    },
  })
  assert.equal(reply.status, 200, reply.text)
  return { access: String(reply.json.access_token), refresh: String(reply.json.refresh_token) }
}
