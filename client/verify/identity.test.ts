import assert from 'node:assert/strict'
import { test } from 'node:test'
import { identityVerifier, Refusal } from './index.ts'
import { ISSUER, jwt, NOW, newKey, standIn } from './test/stand-in.ts'

const CLAIMS = {
  iss: ISSUER,
  aud: 'orders',
  iat: NOW,
  exp: NOW + 60,
  client_id: 'c',
  sub: 'ann',
  organization: '10',
  scope: 'orders:read',
}
const TYPE = { typ: 'identity+jwt' }

const open = () => {
  const mint = standIn()
  const clock = { nowMs: NOW * 1_000 }
  const { fetch } = mint
  const options = { issuer: ISSUER, api: 'orders', fetch, now: () => clock.nowMs }
  return { mint, clock, one: identityVerifier(options) }
}
const as = (code: string) => (thrown: unknown) => {
  assert.ok(thrown instanceof Refusal, String(thrown))
  assert.equal(thrown.code, code, thrown.message)
  return true
}
const bearing = (text: string) => ({ headers: { 'x-auth-identity': text } })

test('an API behind the gateway is told who asks, by the gateway and nobody else', async () => {
  const { mint, one } = open()
  const { standard, vonage } = mint
  const text = jwt(standard, TYPE, CLAIMS)
  assert.deepEqual(await one.verify(bearing(text), { scopes: ['orders:read'] }), {
    clientId: 'c',
    subject: 'ann',
    organizationId: '10',
    scopes: ['orders:read'],
    expiresAt: NOW + 60,
  })
  const alone = jwt(standard, TYPE, { ...CLAIMS, sub: 'c' })
  assert.equal((await one.verify(bearing(alone))).subject, undefined)
  const forged = [
    jwt(newKey(standard.kid), TYPE, CLAIMS),
    jwt(vonage, TYPE, CLAIMS),
    jwt(standard, { typ: 'at+jwt' }, CLAIMS),
    jwt(standard, TYPE, { ...CLAIMS, aud: 'invoices' }),
    jwt(standard, TYPE, { ...CLAIMS, iss: 'https://other.test' }),
    jwt(standard, TYPE, { ...CLAIMS, exp: undefined }),
    jwt(standard, TYPE, { ...CLAIMS, scope: undefined }),
    jwt(standard, TYPE, { ...CLAIMS, client_id: '' }),
    mint.token(),
    `${text}, ${text}`,
    'x',
  ]
  for (const wrong of forged) {
    await assert.rejects(one.verify(bearing(wrong)), as('invalid_token'))
  }
  await assert.rejects(one.verify({ headers: {} }), as('token_missing'))
  const needs = { scopes: ['orders:write'] }
  await assert.rejects(one.verify(bearing(text), needs), as('insufficient_scope'))
})

test('an identity ends, also where it was seen before', async () => {
  const { mint, one, clock } = open()
  const text = jwt(mint.standard, TYPE, CLAIMS)
  await one.verify(bearing(text))
  clock.nowMs += 64_000
  await one.verify(bearing(text))
  clock.nowMs += 2_000
  await assert.rejects(one.verify(bearing(text)), as('invalid_token'))
})

test('without keys nobody is let through, and they are not asked for each time', async () => {
  const { mint, one } = open()
  mint.state.isCut = true
  const text = jwt(mint.standard, TYPE, CLAIMS)
  for (let i = 0; i < 20; i += 1) {
    await assert.rejects(one.verify(bearing(text)), as('verification_unavailable'))
  }
  assert.equal(mint.state.asked.length, 1)
})
