// A JWT serves the purpose that it was made for and no other, even where the signature is good:
// refresh is not access, a room token is no embed token, one dialect's bearer is none of another's
// (RFC 8725 §3.11).
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { envoyPassword, locations } from '../flows/envoy.ts'
import { clientCredentials, holdTokens } from '../flows/standard.ts'
import {
  agentSignIn,
  availability,
  bearer,
  callLogs,
  eightByEight,
  vocera,
  voceraDetail,
  voceraRefresh,
  vonage,
} from '../flows/vendors.ts'
import { me } from '../flows/vocalcola.ts'
import { mintForThisFile } from '../mint.ts'
import { assertRefused } from '../refusal.ts'
import type { Answer } from '../wire.ts'

const mint = await mintForThisFile()
const embed = await vocera(mint)
const pair = await holdTokens(mint)

const tokens: Readonly<Record<string, string>> = {
  'embed access': embed.field('access'),
  'embed refresh': embed.field('refresh'),
  room: (await eightByEight(mint)).field('auth_token'),
  Vonage: (await vonage(mint)).field('access_token'),
  Envoy: (await envoyPassword(mint)).field('access_token'),
  'standard, of a user': pair.access,
  'standard, of a machine': (await clientCredentials(mint)).field('access_token'),
}

interface Slot {
  readonly takes: string
  ask(token: string): Promise<Answer>
}

const slots: Readonly<Record<string, Slot>> = {
  'the embed token check': { takes: 'embed access', ask: (t) => voceraDetail(mint, t) },
  'the embed refresh': { takes: 'embed refresh', ask: (t) => voceraRefresh(mint, t) },
  'the 8x8 call logs': { takes: 'room', ask: (t) => callLogs(mint, t) },
  'the Vonage API': { takes: 'Vonage', ask: (t) => availability(mint, t) },
  'the Envoy API': { takes: 'Envoy', ask: (t) => locations(mint, t) },
}

for (const [name, slot] of Object.entries(slots)) {
  test(`${name} takes its own kind of JWT and refuses all others with 401`, async () => {
    const own = await slot.ask(tokens[slot.takes] ?? '')
    assert.equal(own.status, 200, own.text)
    for (const [kind, token] of Object.entries(tokens)) {
      if (kind === slot.takes) continue
      const answer = await slot.ask(token)
      assert.equal(answer.status, 401, `${kind}: ${answer.text}`)
      assertRefused(answer, 401)
    }
  })
}

test('the embed refresh says that an access token has the wrong type', async () => {
  const answer = await voceraRefresh(mint, tokens['embed access'] ?? '')
  assert.deepEqual(answer.json(), { detail: 'Token has wrong type', code: 'token_not_valid' })
})

test('no JWT is an API key, a management key, a user bearer or a cookie', async () => {
  for (const [kind, token] of Object.entries(tokens)) {
    const room = await mint.request('/api/v1/tokens', bearer(token, { method: 'POST' }))
    assert.equal(room.status, 401, kind)
    assert.equal((await mint.request('/admin/v1/clients', bearer(token))).status, 401, kind)
    assert.equal((await me(mint, token)).status, 401, kind)
    const byKey = await mint.request('/v1/locations', { headers: { 'X-API-Key': token } })
    assert.equal(byKey.status, 401, kind)
    if (kind === 'room') continue
    const agent = await agentSignIn(mint, token)
    assert.ok(agent.status >= 400 && agent.status <= 404, `${kind}: ${agent.status}`)
  }
})
