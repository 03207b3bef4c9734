// The SDK: keeping the token, renewing it and trying once more are one line, `api.fetch`.
import { vonage } from '@mintmark/client'
import { answerOf, base, basic, demo } from './demo.ts'

const { client_id: clientId, client_secret: clientSecret } = demo.vonage
const scopes = ['agents-availability:read']
const api = vonage({ baseUrl: base, clientId, clientSecret, scopes })

console.log('service:', await answerOf(await api.fetch('/agents-availability?skillNames=Service')))

// Somebody ends the token. The next call is refused, and nobody notices.
const token = await api.getToken()
await fetch(`${base}/oauth/revoke`, {
  method: 'POST',
  headers: { authorization: basic(clientId, clientSecret) },
  body: new URLSearchParams({ token: token.value }),
})
console.log('sales:', await answerOf(await api.fetch('/agents-availability?skillNames=Sales')))
console.log('a new token:', token.value !== (await api.getToken()).value)
