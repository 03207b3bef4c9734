// The management API: make a client, give its tokens another lifetime, delete it.
import { answerOf, base, demo } from './demo.ts'

interface Made {
  readonly id: string
  readonly client_id: string
  readonly client_secret: string
}

const manage = (method: string, path: string, body?: unknown) =>
  fetch(`${base}/admin/v1${path}`, {
    method,
    headers: {
      authorization: `Bearer ${demo.management_key}`,
      ...(body === undefined ? {} : { 'content-type': 'application/json' }),
    },
    body: body === undefined ? undefined : JSON.stringify(body),
  })

const wish = { dialect: 'standard', name: 'Example', scopes: ['api:read'] }
const made = await answerOf<Made>(await manage('POST', '/clients', wish))
console.log('made:', made.client_id, 'with a secret that is shown once')

const change = { access_token_lifetime_seconds: 60 }
await answerOf(await manage('PATCH', `/clients/${made.id}`, change))

const { client_id, client_secret } = made
const fields = { grant_type: 'client_credentials', client_id, client_secret }
const answer = await fetch(`${base}/oauth/token`, {
  method: 'POST',
  body: new URLSearchParams(fields),
})
console.log('its tokens live for', (await answerOf(answer)).expires_in, 'seconds')

const deleted = await manage('DELETE', `/clients/${made.id}`)
console.log('deleted:', deleted.status)
