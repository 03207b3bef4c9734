import { manage } from '../flows/admin.ts'
import type { Mint } from '../mint.ts'
import type { Answer } from '../wire.ts'
import { look } from './look.ts'

/** Whosever it is and whatever its client has become since. */
export async function isTokenAlive(thing: string, on: Mint, token: string): Promise<boolean> {
  const json = { token }
  const answer = await look(thing, on, (asked) => manage(asked, '/tokens/introspect', { json }))
  return answer.json().active === true
}

export function revokeAnyToken(on: Mint, token: string): Promise<Answer> {
  return manage(on, '/tokens/revoke', { json: { token } })
}
