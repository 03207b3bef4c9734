// Acts that change the store, at least one per style that has any. All is made ready before the
// fault; `attempt` is refused in it, and afterwards `again` must do what was asked, once.
import assert from 'node:assert/strict'
import { randomInt } from 'node:crypto'
import { openBrowser } from '../browser.ts'
import { createClient, manage } from '../flows/admin.ts'
import { envoyPassword, envoyRefresh, holdEnvoyCode, redeemEnvoyCode } from '../flows/envoy.ts'
import { holdCode, holdTokens, redeem, refresh } from '../flows/standard.ts'
import { authorizationOf, isActive, revoke } from '../flows/tokens.ts'
import { agentSignIn, eightByEight, vonage } from '../flows/vendors.ts'
import { holdUserCode, redeemUserCode } from '../flows/vocalcola.ts'
import type { Mint } from '../mint.ts'
import { type Answer, eventually } from '../wire.ts'
import type { Shape } from './unavailable.ts'

export interface Act {
  readonly shape: Shape
  attempt(): Promise<Answer>
  again(): Promise<void>
}

export type Acts = Readonly<Record<string, Act>>

export async function holdActs(mint: Mint): Promise<Acts> {
  const owner = authorizationOf(mint)
  const browser = openBrowser(mint, mint.demo.standard.redirect_uri)
  const envoyBrowser = openBrowser(mint, mint.demo.envoy.redirect_uri)
  const code = await holdCode(mint, mint.demo.standard, browser)
  const [spent, ended, cut] = [
    await holdTokens(mint, browser),
    await holdTokens(mint, browser),
    await holdTokens(mint, browser),
  ]
  const envoyCode = await holdEnvoyCode(mint, envoyBrowser)
  const envoySpent = (await envoyPassword(mint)).field('refresh_token')
  const userCode = await holdUserCode(mint)
  const vonageToken = (await vonage(mint)).field('access_token')
  const phone = `+659${randomInt(1_000_000, 9_999_999)}`
  const room = (await eightByEight(mint, { create_room: true, phone_number: phone })).field(
    'auth_token',
  )
  const client = await createClient(mint, { dialect: 'vonage', scopes: [] })
  const ends = (token: string, authorization: string): Act => ({
    shape: 'oauth',
    attempt: () => revoke(mint, authorization, token),
    async again() {
      assert.equal(await isActive(mint, authorization, token), true, 'refused is not revoked')
      assert.equal((await revoke(mint, authorization, token)).status, 200)
      assert.equal(await isActive(mint, authorization, token), false)
    },
  })
  return {
    'exchange of a code': once('oauth', () => redeem(mint, code)),
    refresh: once('oauth', () => refresh(mint, spent.refresh)),
    'revocation of an access token': ends(ended.access, owner.standard),
    'revocation of a refresh token': ends(cut.refresh, owner.standard),
    'revocation of a Vonage token': ends(vonageToken, owner.vonage),
    'exchange of an Envoy code': once('oauth', () => redeemEnvoyCode(mint, envoyCode)),
    'Envoy refresh': once('oauth', () => envoyRefresh(mint, envoySpent)),
    'Envoy password grant': once('oauth', () => envoyPassword(mint)),
    'exchange of a VocalCola code': once('oauth', () => redeemUserCode(mint, userCode)),
    '8x8 room': once('coded', () => eightByEight(mint, { create_room: true })),
    'agent sign-in that sends a text': once(
      'page',
      () => agentSignIn(mint, room),
      async () => {
        const texts = async () => (await mint.outbox()).filter(({ to }) => to === phone).length
        await eventually(async () => (await texts()) === 1, 'the one text', 5_000)
      },
    ),
    'deletion of a client': {
      shape: 'problem',
      attempt: () => manage(mint, `/clients/${client.id}`, { method: 'DELETE' }),
      async again() {
        const path = `/clients/${client.id}`
        assert.equal((await manage(mint, path)).status, 200, 'refused is not deleted')
        const answer = await manage(mint, path, { method: 'DELETE' })
        assert.ok(answer.status < 300, answer.text)
      },
    },
  }
}

/** What the server refused it has not done: the same request is good afterwards. */
function once(
  shape: Shape,
  attempt: () => Promise<Answer>,
  holds: () => Promise<void> = async () => {},
): Act {
  return {
    shape,
    attempt,
    async again() {
      const answer = await attempt()
      assert.equal(answer.status, 200, answer.text)
      await holds()
    },
  }
}
