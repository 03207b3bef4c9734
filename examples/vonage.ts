// Vonage: keep the token, and get a new one when an API says that it has expired.
import { answerOf, base, demo } from './demo.ts'

const EXPIRED = 'The access token is invalid or has expired'
const { client_id, client_secret } = demo.vonage

let cached: string | undefined

async function token(): Promise<string> {
  if (cached !== undefined) return cached
  const body = new URLSearchParams({
    grant_type: 'client_credentials',
    client_id,
    client_secret,
    scope: 'agents-availability:read',
  })
  const answer = await fetch(`${base}/Auth/connect/token`, { method: 'POST', body })
  cached = (await answerOf<{ access_token: string }>(answer)).access_token
  return cached
}

async function availability(skill: string): Promise<Record<string, unknown>> {
  const call = async () =>
    fetch(`${base}/agents-availability?skillNames=${encodeURIComponent(skill)}`, {
      headers: { authorization: `Bearer ${await token()}` },
    })
  const first = await call()
  if (first.status !== 401 || !(await first.clone().text()).includes(EXPIRED)) {
    return answerOf(first)
  }
  cached = undefined
  return answerOf(await call())
}

console.log('service:', await availability('Service'))
// As if it had been kept for too long: the next call is refused once and repeated.
cached = 'expired'
console.log('sales:', await availability('Sales'))
