// What strangers could send, and what an issuer that is none could say.
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { MintmarkError, Refusal, type VerifierOptions, verifier } from './index.ts'
import { as, eventually, isOver, open } from './test/checks.ts'
import { digestOf, ISSUER, jwt, newKey, REGIONAL, standIn } from './test/stand-in.ts'

test('what a route does to a caller does not reach the next request', async () => {
  const mint = standIn()
  const one = open(mint)
  const token = mint.token()
  const caller = await one.verifyToken(token)
  assert.throws(() => (caller.scopes as string[]).push('admin'), TypeError)
  assert.throws(() => Object.assign(caller, { clientId: 'another' }), TypeError)
  assert.throws(() => (caller.audience as string[]).pop(), TypeError)
  assert.deepEqual((await one.verifyToken(token)).scopes, ['a', 'b'])
})

test('made-up key ids do not become requests to the issuer', async () => {
  const mint = standIn()
  const one = open(mint)
  await one.verifyToken(mint.token())
  mint.state.aheadMs += 5_001
  mint.state.asked = []
  const made = Array.from({ length: 100 }, (_, i) => jwt(newKey(`kid-${i}`), { typ: 'at+jwt' }, {}))
  await Promise.all(made.map((token) => isOver(one, token)()))
  const asked = mint.state.asked.filter((path) => path.startsWith('/jwks/standard'))
  assert.equal(asked.length, 1)
  const next = newKey('es-2')
  mint.state.jwks.standard = [mint.standard.jwk, next.jwk]
  const { header, payload } = { header: { typ: 'at+jwt' }, payload: mint.token().split('.')[1] }
  const claims = JSON.parse(Buffer.from(payload ?? '', 'base64url').toString())
  await isOver(one, jwt(next, header, claims))()
  mint.state.aheadMs += 5_001
  await one.verifyToken(jwt(next, header, claims))
})

test('keys that are not for this are as if not there', async () => {
  const mint = standIn()
  const { standard, state } = mint
  const small = newKey('small', 'RS256', 1_024)
  const shared = { kty: 'oct', k: 'c2VjcmV0', kid: standard.kid, alg: 'HS256' }
  const odd: readonly (readonly unknown[])[] = [
    [{ ...standard.jwk, alg: 'RS256' }],
    [{ ...standard.jwk, use: 'enc' }],
    [{ ...standard.jwk, key_ops: ['sign'] }],
    [{ ...standard.jwk, kid: '' }],
    [shared],
    [small.jwk],
    [null, 'x', 7],
  ]
  for (const jwks of odd) {
    state.jwks.standard = jwks as typeof state.jwks.standard
    await isOver(open(mint), mint.token(), 'feed_stale')()
  }
  state.jwks.standard = [standard.jwk]
  state.jwks.vonage = [small.jwk]
  const regional = {
    iss: REGIONAL,
    aud: `${REGIONAL}/resources`,
    client_id: 'c',
    scope: 'stats',
    nbf: state.now,
    exp: state.now + 900,
    jti: 'v',
  }
  await isOver(open(mint), jwt(small, { typ: 'JWT' }, regional))()
  state.jwks.vonage = [mint.vonage.jwk]
  const token = jwt(mint.vonage, { typ: 'JWT' }, regional)
  assert.equal((await open(mint).verifyToken(token)).issuer, REGIONAL)
  const crossed = jwt(
    mint.vonage,
    { typ: 'at+jwt' },
    { ...regional, iss: ISSUER, sub: 'c', iat: 1 },
  )
  await isOver(open(mint), crossed)()
})

test('what another issuer says, or anybody might say, is refused', async () => {
  const mint = standIn()
  for (const metadata of [
    { issuer: 'https://other.test' },
    { mintmark_revocation_feed: 'https://other.test/feed' },
    { mintmark_revocation_feed: undefined },
    { mintmark_styles: 'none' },
  ]) {
    mint.state.metadata = metadata
    const refused = open(mint).verifyToken(mint.token())
    await assert.rejects(refused, (thrown) => {
      assert.ok(thrown instanceof Refusal)
      return ['verification_unavailable', 'feed_stale'].includes(thrown.code)
    })
  }
  const wrong = (options: Partial<VerifierOptions>) => () =>
    verifier({ issuer: ISSUER, ...options })
  const isWrong = (thrown: unknown) =>
    thrown instanceof MintmarkError && thrown.code === 'misconfigured'
  assert.throws(wrong({ issuer: 'http://mint.test' }), isWrong)
  assert.throws(wrong({ issuer: 'mint' }), isWrong)
  assert.throws(wrong({ baseUrl: 'http://10.0.0.1' }), isWrong)
  assert.throws(wrong({ presentations: ['api_key'] }), isWrong)
  assert.ok(wrong({ baseUrl: 'http://10.0.0.1', allowHttp: true })())
})

test('claims that are missing, of another type or not yet true make no token', async () => {
  const mint = standIn()
  const one = open(mint)
  const { now } = mint.state
  for (const claims of [
    { exp: undefined },
    { exp: String(now + 900) },
    { exp: now },
    { exp: 1e300 },
    { iat: undefined },
    { iat: now + 60 },
    { scope: undefined },
    { scope: ['a'] },
    { aud: undefined },
    { aud: [ISSUER, 7] },
    { aud: 'https://other.test' },
    { iss: REGIONAL },
    { iss: `${ISSUER}/` },
    { client_id: undefined },
    { sub: '' },
    { jti: 7 },
  ]) {
    await isOver(one, mint.token(claims))()
  }
  const crit = jwt(mint.standard, { typ: 'at+jwt', crit: ['exp'] }, {})
  await isOver(one, crit)()
  await one.verifyToken(mint.token({ aud: ['https://other.test', ISSUER] }))
})

test('two credentials are refused before either is tried, and none is no error', async () => {
  const mint = standIn()
  const one = open(mint, { resourceMetadata: 'https://api.test/.well-known/x', realm: 'a"b' })
  const authorization = `Bearer ${mint.token()}`
  const requests = [
    { headers: { authorization, 'x-api-key': 'k' } },
    { headers: new Headers({ authorization, 'x-token': 't' }) },
    { headers: { authorization }, rawHeaders: ['Authorization', 'a', 'AUTHORIZATION', 'b'] },
    { headers: { authorization }, url: '/x?a=b&access_token=t' },
  ]
  for (const request of requests) {
    const refusal = await one.verify(request).catch((thrown) => thrown)
    assert.ok(as('two_credentials')(refusal))
    assert.equal(refusal.toResponse().status, 400)
  }
  assert.deepEqual(mint.state.asked, [])
  for (const headers of [{}, { authorization: 'Basic x' }, new Headers()]) {
    const refusal = await one.verify({ headers }).catch((thrown) => thrown)
    assert.ok(as('token_missing')(refusal))
    const challenge = 'Bearer realm="ab", resource_metadata="https://api.test/.well-known/x"'
    assert.equal(refusal.toResponse().headers.get('www-authenticate'), challenge)
  }
  await one.verify({
    headers: { authorization },
    rawHeaders: ['Authorization', 'x', 'Accept', 'y'],
  })
})

test('scopes are demanded, all or any, and the answer names what is missing', async () => {
  const mint = standIn()
  const one = open(mint)
  const token = mint.token()
  await one.verifyToken(token, { scopes: ['a', 'b'] })
  await one.verifyToken(token, { anyScope: ['x', 'b'] })
  for (const needs of [{ scopes: ['a', 'admin'] }, { anyScope: ['x', 'y'] }]) {
    const refusal = await one.verifyToken(token, needs).catch((thrown) => thrown)
    assert.ok(as('insufficient_scope')(refusal))
    assert.equal(refusal.toResponse().status, 403)
    const named = (needs.scopes ?? needs.anyScope ?? []).join(' ')
    assert.match(refusal.headers['www-authenticate'], new RegExp(`scope="${named}"`))
  }
  const caller = await one.verifyToken(mint.token({ scope: '' }))
  assert.throws(() => one.requireScopes(caller, ['a']), as('insufficient_scope'))
})

test('what was introspected counts for a while, and no longer than the feed allows', async () => {
  const mint = standIn()
  const { state } = mint
  state.styles = ['standard', 'vonage', 'envoy']
  const introspect = { clientId: 'rs', clientSecret: 's:/ ü' }
  const one = open(mint, { presentations: ['bearer', 'api_key'], introspect })
  const bears = { headers: { 'x-api-key': 'key' }, ip: '192.0.2.7' }
  state.introspected = {
    active: true,
    token_use: 'client_key',
    client_id: 'c',
    style: 'envoy',
    scope: 'a',
    feed_digests: [digestOf('client', 'c')],
  }
  const asked = () => state.forms.length
  await Promise.all(Array.from({ length: 50 }, () => one.verify(bears)))
  assert.equal(asked(), 1, 'one question however many ask')
  assert.equal(state.forms[0]?.get('client_address'), '192.0.2.7')
  assert.equal(state.forms[0]?.get('header'), 'x-api-key')
  state.introspected = { active: false }
  await one.verify(bears)
  mint.revoke('client', 'c', state.now + 5)
  await eventually(() => assert.rejects(one.verify(bears), as('invalid_token')))
  state.introspectionStatus = 500
  const other = { headers: { 'x-api-key': 'other' } }
  await assert.rejects(one.verify(other), as('verification_unavailable'))
  const page = { headers: { 'x-api-key': 'key', origin: 'https://shop.test' } }
  await assert.rejects(one.verify(page), as('invalid_token'))
  Object.assign(state, {
    introspectionStatus: 200,
    introspected: { active: true, token_use: 'refresh_token', client_id: 'c', style: 'envoy' },
  })
  await assert.rejects(one.verify({ headers: { 'x-api-key': 'r' } }), as('invalid_token'))
})

test('no refusal holds the credential', async () => {
  const mint = standIn()
  const one = open(mint)
  const token = mint.token({ exp: 1 })
  const refusal = await one.verifyToken(token).catch((thrown) => thrown)
  const signature = token.slice(token.lastIndexOf('.') + 1)
  const said = JSON.stringify([refusal, refusal.message, refusal.stack, refusal.cause])
  assert.ok(!said.includes(signature))
})
