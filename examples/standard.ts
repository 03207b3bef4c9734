// OAuth 2: a machine gets a token with its own credentials (RFC 6749 §4.4).
import { answerOf, base, basic, demo } from './demo.ts'

const { client_id, client_secret } = demo.standard

const tokens = await answerOf<{ access_token: string; expires_in: number }>(
  await fetch(`${base}/oauth/token`, {
    method: 'POST',
    headers: { authorization: basic(client_id, client_secret) },
    body: new URLSearchParams({ grant_type: 'client_credentials', scope: 'api:read' }),
  }),
)
console.log('token for', tokens.expires_in, 'seconds:', tokens.access_token)

const authorization = `Bearer ${tokens.access_token}`
const whoami = await answerOf(await fetch(`${base}/oauth/whoami`, { headers: { authorization } }))
console.log('it says:', whoami)
