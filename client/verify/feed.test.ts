// What somebody between the issuer and a resource server could do about revocations.
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { setTimeout as pause } from 'node:timers/promises'
import { eventually, isOver, open } from './test/checks.ts'
import { jwt, newKey, standIn } from './test/stand-in.ts'

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
