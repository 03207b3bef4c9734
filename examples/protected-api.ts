// An API of your own that takes the mint's tokens: whose request is it, may it, does it still hold?
import { once } from 'node:events'
import type { AddressInfo } from 'node:net'
import { clientCredentials } from '@mintmark/client'
import { callerOf, protect } from '@mintmark/client/express'
import { verifier } from '@mintmark/client/verify'
import express from 'express'
import { base, basic, demo } from './demo.ts'

const tokens = verifier({ issuer: base })
const api = express()
api.get('/orders', protect(tokens, { scopes: ['api:read'] }), (request, response) => {
  response.json({ orders: 3, of: callerOf(request).clientId })
})
const server = api.listen(0, '127.0.0.1')
await once(server, 'listening')
const orders = `http://127.0.0.1:${(server.address() as AddressInfo).port}/orders`

// The same program is its own caller here.
const { client_id: clientId, client_secret: clientSecret } = demo.standard
const source = clientCredentials({ baseUrl: base, clientId, clientSecret, scopes: ['api:read'] })
const { value: token } = await source.getToken()
const ask = async (authorization?: string): Promise<void> => {
  const answer = await fetch(orders, { headers: authorization ? { authorization } : {} })
  console.log(answer.status, answer.headers.get('www-authenticate') ?? (await answer.json()))
}
await ask(`Bearer ${token}`)
await ask()

// Somebody ends the token. The API knows within a second, without having asked about it.
await fetch(`${base}/oauth/revoke`, {
  method: 'POST',
  headers: { authorization: basic(clientId, clientSecret) },
  body: new URLSearchParams({ token }),
})
await new Promise((resolve) => setTimeout(resolve, 1_000))
await ask(`Bearer ${token}`)
tokens.close()
server.close()
