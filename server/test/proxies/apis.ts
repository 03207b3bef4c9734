// The APIs that these tests protect, and who asks for them.
import assert from 'node:assert/strict'
import { createClient } from '../flows/admin.ts'
import { clientCredentials } from '../flows/standard.ts'
import type { Mint } from '../mint.ts'

export const HOST = 'api.example.com'
/** An API that takes one vendor's credentials and refuses in that vendor's words. */
export const VENDOR_HOST = 'voice.example.com'

const anyone = { no_scope_because: 'a test asks who it is' }

/** As the setting has them, in front of an upstream at this port. */
export function apisBefore(upstreamPort: number): string {
  const upstreams = [`http://127.0.0.1:${upstreamPort}`]
  return JSON.stringify([
    {
      name: 'orders',
      hosts: [HOST],
      path: '/',
      upstreams,
      preflights: 'forwarded',
      routes: [
        { methods: ['GET', 'POST'], path: '/orders', scopes: ['orders:read'] },
        { methods: ['GET'], path: '/orders/{id}', scopes: ['orders:read'] },
        { methods: ['GET'], path: '/admin/{what}', scopes: ['orders:admin'] },
        { methods: ['GET'], path: '/public/*', public_because: 'a test asks for it' },
        {
          methods: ['GET'],
          path: '/limited',
          ...anyone,
          // A day, so that hardly a run of the tests meets its end.
          limits: { per_credential: { requests: 2, seconds: 86_400 } },
        },
        { methods: ['GET'], path: '/asked-first', scopes: ['orders:admin'] },
        { methods: ['GET'], path: '/events', ...anyone },
        { methods: ['GET'], path: '/socket', ...anyone },
        { methods: ['GET'], path: '/keyed', ...anyone, presentations: ['api_key'] },
      ],
    },
    {
      name: 'voice',
      hosts: [VENDOR_HOST],
      path: '/',
      upstreams,
      dialects: ['vonage'],
      routes: [{ methods: ['GET'], path: '/calls', scopes: ['users:read'] }],
    },
  ])
}

/** A token with `orders:read` and no more, of a client of its own. */
export async function holdToken(mint: Mint): Promise<string> {
  const client = await createClient(mint, { dialect: 'standard', scopes: ['orders:read'] })
  const held = { ...client, redirect_uri: '', scopes: ['orders:read'] }
  const answer = await clientCredentials(mint, held)
  assert.equal(answer.status, 200, answer.text)
  return answer.field('access_token')
}
