// The client that owns a token may ask what it stands for (RFC 7662) and end it (RFC 7009). One
// pair of endpoints serves the tokens of every style; here it is Vonage's.
import { answerOf, base, basic, demo } from './demo.ts'

const { client_id, client_secret } = demo.vonage
const headers = { authorization: basic(client_id, client_secret) }
const post = (path: string, fields: Readonly<Record<string, string>>) =>
  fetch(base + path, { method: 'POST', headers, body: new URLSearchParams(fields) })

const { access_token: token } = await answerOf<{ access_token: string }>(
  await post('/Auth/connect/token', { grant_type: 'client_credentials', scope: 'stats' }),
)
console.log('before:', await answerOf(await post('/oauth/introspect', { token })))

const revoked = await post('/oauth/revoke', { token })
console.log('revoked:', revoked.status)
console.log('after:', await answerOf(await post('/oauth/introspect', { token })))
