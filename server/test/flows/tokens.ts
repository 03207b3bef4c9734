// Introspection and revocation: one endpoint each, for the tokens of every dialect, authenticated
// as the client that owns the token.
import assert from 'node:assert/strict'
import type { Mint } from '../mint.ts'
import { type Answer, basic } from '../wire.ts'

/** The Authorization header by which each demo client speaks to introspection and revocation. */
export function authorizationOf(mint: Mint) {
  const { demo } = mint
  return {
    standard: basic(demo.standard.client_id, demo.standard.client_secret),
    vonage: basic(demo.vonage.client_id, demo.vonage.client_secret),
    envoy: basic(demo.envoy.client_id, demo.envoy.client_secret),
    vocalcola: basic(demo.vocalcola.public_key, demo.vocalcola.private_key),
    vocera: `Bearer ${demo.vocera.api_key}`,
    eightByEight: `Bearer ${demo.eight_by_eight.api_key}`,
  }
}

export function introspect(mint: Mint, authorization: string, token: string): Promise<Answer> {
  const headers = { Authorization: authorization }
  return mint.request(mint.endpoints.introspection, { headers, form: { token } })
}

export async function isActive(mint: Mint, authorization: string, token: string) {
  const answer = await introspect(mint, authorization, token)
  assert.equal(answer.status, 200, `introspection answers: ${answer.text}`)
  const { active } = answer.json()
  assert.ok(typeof active === 'boolean', answer.text)
  return active
}

export function revoke(
  mint: Mint,
  authorization: string,
  token: string,
  more: Readonly<Record<string, string>> = {},
): Promise<Answer> {
  const headers = { Authorization: authorization }
  return mint.request(mint.endpoints.revocation, { headers, form: { token, ...more } })
}
