// VocalCola: a code becomes a user token, and bearers are put together from parts.
import { answerOf, base, demo } from './demo.ts'

const { public_key, private_key, redirect_uri, plan_key } = demo.vocalcola
const bearer = (...parts: readonly string[]) =>
  `Bearer ${Buffer.from(parts.join('.')).toString('base64')}`
const get = async (path: string, authorization: string) =>
  answerOf(await fetch(base + path, { headers: { authorization } }))

// The browser brings the code to redirect_uri after the user agreed. Dev mode makes one without.
const code = await (await fetch(`${base}/_dev/code`, { method: 'POST' })).text()

const { user_token, scope } = await answerOf<{ user_token: string; scope: string }>(
  await fetch(`${base}/v0/token/`, {
    method: 'POST',
    headers: {
      authorization: bearer(public_key, private_key),
      'content-type': 'application/json',
    },
    body: JSON.stringify({ grant_type: 'authorization_code', code, redirect_uri }),
  }),
)
console.log('the user agreed to:', scope)

console.log('the app alone:', await get('/v0/me/', bearer(public_key, private_key)))
const user = bearer(public_key, private_key, user_token)
console.log('plans of the user:', await get('/v0/me/plans/', user))
const managing = bearer(public_key, private_key, user_token, plan_key)
console.log('managing one of them:', await get('/v0/me/', managing))
