// What somebody between the issuer and a resource server could do, and what strangers could.
import assert from 'node:assert/strict'
import { after, test } from 'node:test'
import { setTimeout as pause } from 'node:timers/promises'
import { MintmarkError, Refusal, type VerifierOptions, verifier } from './index.ts'
import { digestOf, ISSUER, jwt, newKey, REGIONAL, type StandIn, standIn } from './test/stand-in.ts'

const open = (mint: StandIn, options: Partial<VerifierOptions> = {}) => {
  const { fetch, monotonicMs } = mint
  const opened = verifier({ issuer: ISSUER, fetch, monotonicMs, ...options })
  after(() => opened.close())
  return opened
}
const as = (code: string) => (thrown: unknown) => {
  assert.ok(thrown instanceof Refusal, String(thrown))
  assert.equal(thrown.code, code, thrown.message)
  return true
}
const eventually = async (check: () => Promise<unknown>): Promise<void> => {
  for (let tries = 0; tries < 200; tries += 1) {
    if (
      await check().then(
        () => true,
        () => false,
      )
    )
      return
    await pause(5)
  }
  await check()
}
const isOver =
  (one: ReturnType<typeof open>, token: string, code = 'invalid_token') =>
  () =>
    assert.rejects(one.verifyToken(token), as(code))

test('without a word of the feed all is refused once it may be stale, and not before', async () => {
  const mint = standIn()
  const one = open(mint)
  const token = mint.token()
  await one.verifyToken(token)
  mint.cut()
  mint.state.aheadMs += 9_500
  await one.verifyToken(token)
  mint.state.aheadMs += 501
  await isOver(one, token, 'feed_stale')()
  const refusal = await one.verifyToken(token).catch((thrown) => thrown)
  assert.equal(refusal.toResponse().status, 503)
  assert.equal(refusal.headers['retry-after'], '1')
  mint.state.isCut = false
  mint.state.aheadMs += 501
  await one.verifyToken(token)
})

test('an old answer of the feed, however genuine, does not pass for news', async () => {
  const mint = standIn()
  const one = open(mint)
  const token = mint.token()
  await one.verifyToken(token)
  // From now on the answers are those to an earlier question.
  for (const replayed of [
    { nonce: 'an earlier one' },
    { after: '99' },
    { iss: 'https://x.test' },
  ]) {
    mint.state.feedClaims = replayed
    mint.revoke('token', 'nothing')
    mint.state.aheadMs += 10_500
    await isOver(one, token, 'feed_stale')()
    mint.state.feedClaims = {}
    mint.state.aheadMs += 600
    await one.verifyToken(token)
  }
})

test('an answer that was held back is as old as its question', async () => {
  const mint = standIn()
  const one = open(mint)
  const token = mint.token()
  await one.verifyToken(token)
  await pause(10)
  // The next question is under way; its answer comes nine seconds after it was asked.
  mint.state.aheadMs += 9_000
  mint.revoke('token', 'another')
  await pause(20)
  await one.verifyToken(token)
  mint.cut()
  mint.state.aheadMs += 1_100
  await isOver(one, token, 'feed_stale')()
})

test('a key that was ended cannot say that it was not', async () => {
  const mint = standIn()
  const { state, standard } = mint
  const next = newKey('es-2')
  const one = open(mint)
  await one.verifyToken(mint.token())
  state.jwks.standard = [standard.jwk, next.jwk]
  state.feedKey = next
  mint.revoke('signing_key', standard.kid, state.now + 900)
  await eventually(isOver(one, mint.token()))
  state.feedKey = standard
  state.aheadMs += 10_500
  await isOver(one, mint.token(), 'feed_stale')()
})

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

test('the feed is signed by the standard style’s key, as a feed', async () => {
  const mint = standIn()
  const token = mint.token()
  const { standard, vonage, state } = mint
  for (const [key, type] of [
    [vonage, 'revocations+jwt'],
    [newKey('es-1'), 'revocations+jwt'],
    [newKey('made-up'), 'revocations+jwt'],
    [standard, 'at+jwt'],
    [standard, 'JWT'],
  ] as const) {
    Object.assign(state, { feedKey: key, feedType: type })
    await isOver(open(mint), token, 'feed_stale')()
  }
  Object.assign(state, { feedKey: standard, feedType: 'revocations+jwt' })
  for (const odd of [{ notices: 'x' }, { notices: [['a']] }, { known_ms: null }, { cursor: 1 }]) {
    state.feedClaims = odd
    await isOver(open(mint), token, 'feed_stale')()
  }
  state.feedClaims = { known_ms: -10_001 }
  await isOver(open(mint), token, 'feed_stale')()
  state.feedClaims = {}
  await open(mint).verifyToken(token)
})

test('a revocation ends what was issued up to then, and nothing issued later', async () => {
  const mint = standIn()
  const one = open(mint)
  const named: [string, string][] = [
    ['client', 'mine'],
    ['credential', '71'],
    ['family', 'f1'],
    ['user', 'ann'],
    ['consent', 'mine ann'],
    ['token', 'own'],
  ]
  for (const [kind, target] of named) {
    const claims = { client_id: 'mine', sub: 'ann', crd: 71, fam: 'f1' }
    const token = mint.token({ ...claims, jti: 'own' })
    const later = mint.token({ ...claims, iat: mint.state.now + 1 })
    await one.verifyToken(token)
    mint.revoke(kind, target)
    await eventually(isOver(one, token))
    await one.verifyToken(later)
    // Told again with an earlier end, as after a failure: it takes nothing back.
    mint.revoke(kind, target, mint.state.now - 100)
    await pause(20)
    await isOver(one, token)()
    mint.state.now += 2
    mint.revoke('token', 'the clock')
    await pause(20)
  }
  mint.revoke('signing_key', mint.standard.kid, mint.state.now + 900)
  await eventually(isOver(one, mint.token({ sub: 'x', client_id: 'x' })))
})

test('an issuer whose feed starts anew brings nothing back to life', async () => {
  const mint = standIn()
  const one = open(mint)
  const token = mint.token({ jti: 'dead' })
  await one.verifyToken(token)
  mint.revoke('token', 'dead')
  await eventually(isOver(one, token))
  mint.state.notices = []
  mint.state.feedClaims = { cursor: '', from_start: true }
  mint.state.aheadMs += 10_500
  await isOver(one, token)()
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

test('in runtimes without Node’s cryptography it says the same', async () => {
  const mint = standIn()
  const { getBuiltinModule } = process
  Object.assign(process, { getBuiltinModule: undefined })
  const one = open(mint)
  Object.assign(process, { getBuiltinModule })
  const token = mint.token({ jti: 'web', sub: 'ann' })
  assert.equal((await one.verifyToken(token)).subject, 'ann')
  assert.equal((await one.verifyToken(token)).subject, 'ann')
  await isOver(one, `${token.slice(0, -4)}AAAA`)()
  await isOver(one, jwt(newKey('es-1'), { typ: 'at+jwt' }, {}))()
  mint.revoke('consent', 'c ann')
  await eventually(isOver(one, token))
})
