// What verifiers and gateways ask of a running server, and what they must be told while its store
// takes nothing: a live token is live, a revoked one is not, the keys are there.
import assert from 'node:assert/strict'
import { clientCredentials, holdTokens } from '../flows/standard.ts'
import { authorizationOf, isActive, revoke } from '../flows/tokens.ts'
import { vonage } from '../flows/vendors.ts'
import type { Mint } from '../mint.ts'

export interface Reads {
  /** Everything that needs no store. */
  assertGoOn(): Promise<void>
  /** What was acknowledged before the fault; asked of the server that is there then. */
  assertKept(mint: Mint): Promise<void>
}

export async function holdReads(mint: Mint): Promise<Reads> {
  const { standard, vonage: vonageOwner } = authorizationOf(mint)
  const live = (await clientCredentials(mint)).field('access_token')
  const vonageLive = (await vonage(mint)).field('access_token')
  const family = await holdTokens(mint)
  const dead = (await clientCredentials(mint)).field('access_token')
  assert.equal((await revoke(mint, standard, dead)).status, 200)
  assert.equal((await revoke(mint, standard, family.refresh)).status, 200)
  const assertVerdicts = async (asked: Mint) => {
    assert.equal(await isActive(asked, standard, live), true)
    assert.equal(await isActive(asked, vonageOwner, vonageLive), true)
    for (const token of [dead, family.access]) {
      assert.equal(await isActive(asked, standard, token), false, 'revoked stays revoked')
    }
  }
  return {
    async assertGoOn() {
      await assertVerdicts(mint)
      assert.equal((await clientCredentials(mint)).status, 200, 'such a token needs no store')
      for (const path of [mint.endpoints.jwks, '/Auth/.well-known/jwks']) {
        const answer = await mint.request(path)
        assert.equal(answer.status, 200, answer.text)
        assert.ok(Array.isArray(answer.json().keys), answer.text)
      }
      assert.equal((await mint.request('/livez')).status, 200)
    },
    async assertKept(asked) {
      await assertVerdicts(asked)
      assert.equal(await isActive(asked, standard, family.refresh), false)
    },
  }
}
