// When a token is got, kept and given out: without a network, by a clock that is moved.
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { clientCredentials, MintmarkError, type SourceOptions } from '../index.ts'
import { CLIENT, json, movedClock, numberedIssuer, settled, standIn } from './kit.ts'

const begin = (expiresInSec?: number, options: SourceOptions = {}) => {
  const clock = movedClock()
  const issuer = numberedIssuer(expiresInSec)
  const { fetch } = issuer
  const source = clientCredentials({ ...CLIENT, fetch, clock, random: () => 0.5, ...options })
  return { clock, issuer, source, value: async () => (await source.getToken()).value }
}

const codeOf = async (work: Promise<unknown>): Promise<string> =>
  work.then(
    () => 'no error',
    (error) => (error instanceof MintmarkError ? error.code : String(error)),
  )

test('a token is given out again until shortly before its end', async () => {
  const { clock, issuer, value } = begin(900)
  assert.equal(await value(), 'token-1')
  await clock.advance(600_000)
  assert.equal(await value(), 'token-1')
  assert.equal(issuer.tokenRequests(), 1)
  await clock.advance(270_001)
  assert.equal(await value(), 'token-2', 'less than the margin of 30 s was left')
})

test('the next token is got in the background while this one is still given out', async () => {
  const { clock, issuer, value } = begin(900)
  await value()
  // 870 s are usable; with a chance of 0.5 the next one is got after 82.5 % of them.
  await clock.advance(717_000)
  await value()
  assert.equal(issuer.tokenRequests(), 1)
  await clock.advance(1_000)
  assert.equal(await value(), 'token-1')
  await settled()
  assert.equal(issuer.tokenRequests(), 2)
  assert.equal(await value(), 'token-2')
})

test('chance spreads the early renewal between 75 and 90 % of the usable life', async () => {
  for (const [random, firstAheadMs] of [
    [0, 652_500],
    [0.999999, 783_000],
  ] as const) {
    const { clock, issuer, value } = begin(900, { random: () => random })
    await value()
    await clock.advance(firstAheadMs - 1_000)
    await value()
    await settled()
    assert.equal(issuer.tokenRequests(), 1)
    await clock.advance(1_001)
    await value()
    await settled()
    assert.equal(issuer.tokenRequests(), 2)
  }
})

test('the margin is no more than a quarter of a short life', async () => {
  const { clock, issuer, value } = begin(20)
  await value()
  await clock.advance(14_900)
  await value()
  await settled()
  assert.equal(issuer.tokenRequests(), 2, 'renewed ahead, not waited for')
})

test('10,000 callers of one expired token cause one request', async () => {
  const { clock, issuer, source, value } = begin(900)
  await value()
  await clock.advance(900_000)
  const tokens = await Promise.all(Array.from({ length: 10_000 }, () => source.getToken()))
  assert.equal(issuer.tokenRequests(), 2)
  assert.ok(tokens.every((token) => token.value === 'token-2'))
})

test('an abort ends the waiting of its own caller and of nobody else', async () => {
  const { issuer, source } = begin()
  let release = (): void => {}
  const held = new Promise<void>((resolve) => {
    release = resolve
  })
  issuer.answer = async () => {
    await held
    return json({ access_token: 'late', expires_in: 900 })
  }
  const aborted = new AbortController()
  const impatient = source.getToken({ signal: aborted.signal })
  const patient = source.getToken({ signal: new AbortController().signal })
  aborted.abort(new Error('enough'))
  await assert.rejects(impatient, /enough/)
  release()
  assert.equal((await patient).value, 'late')
  await assert.rejects(source.getToken({ signal: aborted.signal }), /enough/)
  assert.equal(issuer.tokenRequests(), 1)
})

test('an abort is an abort also where a token still lives', async () => {
  const { clock, issuer, source, value } = begin(900)
  await value()
  await clock.advance(880_000)
  issuer.answer = () => new Promise(() => {})
  const stop = new AbortController()
  const waiting = source.getToken({ signal: stop.signal })
  stop.abort(new Error('enough'))
  await assert.rejects(waiting, /enough/)
})

test('a living token is given out while the issuer is in trouble, an ended one not', async () => {
  const { clock, issuer, source, value } = begin(900)
  await value()
  issuer.answer = () => json({}, 503)
  await clock.advance(880_000)
  assert.equal(await value(), 'token-1', 'within the margin, but alive')
  await clock.advance(21_000)
  assert.equal(await codeOf(source.getToken()), 'unavailable')
})

test('Retry-After is honoured: nobody asks before, and everybody is told how long', async () => {
  const { clock, issuer, source, value } = begin()
  issuer.answer = () => json({}, 429, { 'retry-after': '30' })
  assert.equal(await codeOf(source.getToken()), 'rate_limited')
  await clock.advance(29_000)
  const error: unknown = await source.getToken().catch((reason) => reason)
  assert.ok(error instanceof MintmarkError)
  assert.equal(error.code, 'rate_limited')
  assert.equal(error.retryAfterMs, 2_500, '30 s, and half of a tenth by chance')
  assert.equal(issuer.tokenRequests(), 1)
  issuer.answer = () => json({ access_token: 'next', expires_in: 900 })
  await clock.advance(2_500)
  assert.equal(await value(), 'next')
})

test('Retry-After may be a date, by the issuer’s clock, and an hour at most', async () => {
  for (const [after, askedAgainAfterMs] of [
    ['Thu, 01 Jan 2026 00:00:20 GMT', 21_000],
    ['999999999', 3_780_000],
  ] as const) {
    const { clock, issuer, source } = begin()
    const date = 'Thu, 01 Jan 2026 00:00:00 GMT'
    issuer.answer = () => json({}, 503, { 'retry-after': after, date })
    await codeOf(source.getToken())
    await clock.advance(askedAgainAfterMs - 1_100)
    await codeOf(source.getToken())
    assert.equal(issuer.tokenRequests(), 1, after)
    await clock.advance(1_100)
    await codeOf(source.getToken())
    assert.equal(issuer.tokenRequests(), 2, after)
  }
})

test('Retry-After of nothing is no leave to ask at once', async () => {
  const { clock, issuer, source } = begin()
  issuer.answer = () => json({}, 429, { 'retry-after': '0' })
  for (let turn = 0; turn < 100; turn += 1) {
    await codeOf(source.getToken())
    await clock.advance(10)
  }
  assert.ok(issuer.tokenRequests() <= 2)
})

test('an issuer that fails is asked ever more rarely, and nobody waits for ever', async () => {
  const { clock, issuer, source } = begin()
  issuer.answer = () => {
    throw new TypeError('fetch failed')
  }
  for (let second = 0; second < 600; second += 1) {
    assert.equal(await codeOf(source.getToken()), 'unreachable')
    await clock.advance(1_000)
  }
  const requests = issuer.tokenRequests()
  assert.ok(requests > 10 && requests < 25, `${requests} requests in ten minutes`)
})

test('whatever fails, the next caller after the pause is served', async () => {
  const { clock, issuer, source, value } = begin()
  const good = issuer.answer
  for (const [answer, code] of [
    [() => json({ error: 'invalid_client' }, 401), 'refused'],
    [() => json({ error: 'rate' }, 429), 'rate_limited'],
    [() => json({}, 500), 'unavailable'],
    [() => new Response('<html>', { status: 200 }), 'malformed_answer'],
    [() => json([], 200), 'malformed_answer'],
    [() => json({ access_token: 'two\nlines' }), 'malformed_answer'],
    [() => new Response(`{"a":"${'x'.repeat(300_000)}"}`), 'malformed_answer'],
    [() => new Response(null, { status: 302, headers: { location: '/x' } }), 'malformed_answer'],
  ] as const) {
    issuer.answer = answer
    assert.equal(await codeOf(source.getToken()), code)
    await clock.advance(3_700_000)
  }
  issuer.answer = good
  assert.equal(await value(), 'token-1')
})

test('an issuer that never answers is given up, whether or not fetch heeds it', async () => {
  const clock = movedClock()
  const fetch = () => new Promise<Response>(() => {})
  const source = clientCredentials({ ...CLIENT, fetch, clock, timeoutMs: 5_000 })
  const outcome = codeOf(source.getToken())
  await settled()
  await clock.advance(5_000)
  assert.equal(await outcome, 'timeout')
})

test('what a JWT says of itself is believed over a longer expires_in', async () => {
  const { clock, issuer, value } = begin()
  const jwt = (claims: object) => `e30.${btoa(JSON.stringify(claims)).replace(/=+$/, '')}.sig`
  const now = 1_800_000_000
  issuer.answer = () => json({ access_token: jwt({ iat: now, exp: now + 900 }), expires_in: 7200 })
  await value()
  await clock.advance(875_000)
  await value()
  assert.equal(issuer.tokenRequests(), 2)
  // Handed out a second time by the issuer, ten minutes after it was made: by the issuer's clock.
  const date = new Date((now + 600) * 1000).toUTCString()
  issuer.answer = () =>
    json({ access_token: jwt({ iat: now, exp: now + 900 }), expires_in: 900 }, 200, { date })
  await clock.advance(875_000)
  await value()
  const before = issuer.tokenRequests()
  await clock.advance(272_000)
  await value()
  assert.equal(issuer.tokenRequests(), before + 1)
})

test('two early refusals in a row are a lifetime; living to it puts it to the test', async () => {
  const { clock, issuer, source, value } = begin(7_200)
  for (const age of [900_000, 880_000]) {
    await source.fetch('/orders')
    const { value: refused } = await source.getToken()
    await clock.advance(age)
    issuer.refused.add(refused)
    assert.equal((await source.fetch('/orders')).status, 200)
  }
  const before = issuer.tokenRequests()
  await clock.advance(871_000)
  assert.equal(await value(), `token-${before + 1}`, 'the margin before 900 s, as learned')
  await source.fetch('/orders')
  await clock.advance(871_000)
  await source.fetch('/orders')
  assert.equal(issuer.tokenRequests(), before + 1, 'the one before lived to 900 s, so twice that')
})

test('a clock that is set back makes no token young again; one set forward renews', async () => {
  const { clock, issuer, value } = begin(900)
  await value()
  clock.jump(-86_400_000)
  await clock.advance(871_000)
  await value()
  assert.equal(issuer.tokenRequests(), 2)
  clock.jump(86_400_000)
  await value()
  assert.equal(issuer.tokenRequests(), 3)
})

test('a lifetime of nothing serves those who waited and is asked for anew', async () => {
  const { issuer, value } = begin()
  issuer.answer = () => json({ access_token: 'once', expires_in: '0' })
  assert.equal(await value(), 'once')
  assert.equal(await value(), 'once')
  assert.equal(issuer.tokenRequests(), 2)
})

test('without any word of a lifetime a token is kept until it is refused', async () => {
  const clock = movedClock()
  const issuer = standIn(() => json({ access_token: 'opaque' }))
  const source = clientCredentials({ ...CLIENT, fetch: issuer.fetch, clock })
  assert.equal((await source.getToken()).expiresAt, undefined)
  await clock.advance(10 * 365 * 86_400_000)
  await source.getToken()
  assert.equal(issuer.asked.length, 1)
})
