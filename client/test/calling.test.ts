// `source.fetch`: what is sent again, what is not, and where a token never goes. A real server
// answers where the runtime's own fetch has a say.
import assert from 'node:assert/strict'
import { once } from 'node:events'
import { createServer, type IncomingMessage } from 'node:http'
import { after, test } from 'node:test'
import { clientCredentials, MintmarkError, type SourceOptions } from '../index.ts'
import { CLIENT, ISSUER, json, movedClock, numberedIssuer, settled } from './kit.ts'

const SENTENCE = 'The access token is invalid or has expired'

const begin = (options: SourceOptions = {}) => {
  const clock = movedClock()
  const issuer = numberedIssuer()
  const { fetch } = issuer
  const source = clientCredentials({ ...CLIENT, fetch, clock, random: () => 0.5, ...options })
  const sent = () =>
    issuer.asked
      .filter(({ url }) => !url.endsWith('/oauth/token'))
      .map(({ headers }) => headers.get('authorization'))
  return { clock, issuer, source, sent }
}

test('a refused token is replaced and the request sent once more, with its body', async () => {
  const { issuer, source, sent } = begin()
  issuer.refused.add('token-1')
  const answer = await source.fetch('/orders?a=1', { method: 'PUT', body: 'a body' })
  assert.deepEqual(await answer.json(), { token: 'token-2' })
  assert.deepEqual(sent(), ['Bearer token-1', 'Bearer token-2'])
  const { url, method, body } = issuer.asked.at(-1) ?? {}
  assert.deepEqual([url, method, body], [`${ISSUER}/orders?a=1`, 'PUT', 'a body'])
})

test('it is never sent a third time, and an API that takes no token causes no storm', async () => {
  const { clock, issuer, source, sent } = begin()
  const tokens = issuer.answer
  issuer.answer = (asked) =>
    asked.url.endsWith('/oauth/token') ? tokens(asked) : json({ error: 'no' }, 401)
  const first = await source.fetch('/orders')
  assert.equal(first.status, 401)
  assert.deepEqual(await first.json(), { error: 'no' })
  assert.equal(sent().length, 2)
  for (let second = 0; second < 300; second += 1) {
    await source.fetch('/orders')
    await clock.advance(1_000)
  }
  const requests = issuer.tokenRequests()
  assert.ok(requests > 4 && requests < 20, `${requests} token requests for 300 refused calls`)
})

test('one API that refuses every token does not make others pay', async () => {
  const { clock, issuer, source } = begin()
  const normal = issuer.answer
  issuer.answer = (asked) => (asked.url.endsWith('/closed') ? json({}, 401) : normal(asked))
  for (let second = 0; second < 60; second += 1) {
    assert.equal((await source.fetch('/closed')).status, 401)
    assert.equal((await source.fetch('/open')).status, 200)
    await clock.advance(1_000)
  }
  assert.ok(issuer.tokenRequests() < 10, `${issuer.tokenRequests()} token requests`)
})

test('streams to an API that refuses every token cause no storm either', async () => {
  const { clock, issuer, source } = begin()
  const normal = issuer.answer
  issuer.answer = (asked) => (asked.url.endsWith('/closed') ? json({}, 401) : normal(asked))
  for (let second = 0; second < 60; second += 1) {
    const body = new Blob(['a body']).stream()
    const init = { method: 'POST', body, duplex: 'half' as const }
    assert.equal((await source.fetch('/closed', init)).status, 401)
    await clock.advance(1_000)
  }
  assert.ok(issuer.tokenRequests() < 10, `${issuer.tokenRequests()} token requests`)
})

test('a discarded token is not given out again when another call doubts it', async () => {
  const { issuer, source } = begin()
  const normal = issuer.answer
  const [secondTry, secondAnswer] = [Promise.withResolvers<void>(), Promise.withResolvers<void>()]
  const third = Promise.withResolvers<void>()
  issuer.answer = async (asked) => {
    const token = asked.headers.get('authorization')
    if (asked.url.endsWith('/oauth/token') && issuer.tokenRequests() === 3) await third.promise
    if (!asked.url.endsWith('/closed')) return normal(asked)
    if (token === 'Bearer token-2') {
      secondTry.resolve()
      await secondAnswer.promise
    }
    return json({}, 401)
  }
  const closed = source.fetch('/closed')
  await secondTry.promise
  await source.fetch('/open')
  source.discard(await source.getToken())
  const waiting = source.getToken()
  secondAnswer.resolve()
  assert.equal((await closed).status, 401)
  const later = source.getToken()
  third.resolve()
  assert.deepEqual([(await waiting).value, (await later).value], ['token-3', 'token-3'])
})

test('a 403 counts as a refused token only when it says the vendors’ sentence', async () => {
  const { issuer, source, sent } = begin()
  const normal = issuer.answer
  let says: unknown = { message: SENTENCE }
  issuer.answer = (asked) =>
    asked.headers.get('authorization') === 'Bearer token-1' ? json(says, 403) : normal(asked)
  assert.equal((await source.fetch('/orders')).status, 200)
  assert.equal(sent().length, 2)
  says = { message: 'not yours' }
  issuer.answer = (asked) => (asked.url.endsWith('/orders') ? json(says, 403) : normal(asked))
  const refused = await source.fetch('/orders')
  assert.deepEqual([refused.status, await refused.json()], [403, says], 'its body is still there')
  assert.equal(sent().length, 3)
})

test('what can be sent again is, a stream is not, the next call has a new token', async () => {
  const bytes = new TextEncoder().encode('a body')
  const form = new FormData()
  form.append('a', 'b')
  for (const body of [bytes, bytes.buffer, new Blob([bytes]), new URLSearchParams('a=b'), form]) {
    const { issuer, source, sent } = begin()
    issuer.refused.add('token-1')
    await source.fetch('/orders', { method: 'POST', body })
    assert.equal(sent().length, 2)
    assert.ok((issuer.asked.at(-1)?.body.length ?? 0) > 0)
  }
  const stream = () => new Blob([bytes]).stream()
  for (const call of [
    ['/orders', { method: 'POST', body: stream(), duplex: 'half' }],
    [new Request(`${ISSUER}/orders`, { method: 'POST', body: 'a body' })],
  ] as const) {
    const { issuer, source, sent } = begin()
    issuer.refused.add('token-1')
    assert.equal((await source.fetch(call[0], call[1] as RequestInit | undefined)).status, 401)
    assert.deepEqual(sent(), ['Bearer token-1'])
    assert.equal((await source.fetch('/orders')).status, 200)
    assert.equal(issuer.tokenRequests(), 2)
  }
})

test('many refusals of one token bring one new token, also beside a renewal', async () => {
  const { clock, issuer, source } = begin()
  await source.fetch('/orders')
  issuer.refused.add('token-1')
  await clock.advance(750_000)
  const answers = await Promise.all(Array.from({ length: 200 }, () => source.fetch('/orders')))
  assert.ok(answers.every(({ status }) => status === 200))
  assert.equal(issuer.tokenRequests(), 2)
})

test('a late refusal of an old token does not throw away the new one', async () => {
  const { issuer, source } = begin()
  const normal = issuer.answer
  let release = (): void => {}
  const slow = new Promise<void>((resolve) => {
    release = resolve
  })
  issuer.answer = async (asked) => {
    if (asked.url.endsWith('/slow')) await slow
    return normal(asked)
  }
  const late = source.fetch('/slow')
  issuer.refused.add('token-1')
  await source.fetch('/orders')
  // Also while refusals of the present one are not believed, because one API refuses all.
  issuer.answer = (asked) => (asked.url.endsWith('/closed') ? json({}, 401) : normal(asked))
  await source.fetch('/closed')
  const requests = issuer.tokenRequests()
  release()
  assert.equal((await late).status, 200)
  assert.equal(issuer.tokenRequests(), requests)
})

test('a token that was refused elsewhere is discarded while it is the present one', async () => {
  const { issuer, source } = begin()
  const first = await source.getToken()
  source.discard(first)
  const second = await source.getToken()
  assert.deepEqual([first.value, second.value], ['token-1', 'token-2'])
  source.discard(first)
  assert.equal((await source.getToken()).value, 'token-2')
  assert.equal(issuer.tokenRequests(), 2)
})

test('the caller’s signal ends the waiting for a token and for the second answer', async () => {
  const { issuer, source } = begin()
  const stop = new AbortController()
  issuer.refused.add('token-1')
  const normal = issuer.answer
  issuer.answer = async (asked) => {
    const answer = await normal(asked)
    if (answer.status === 401) stop.abort(new Error('enough'))
    return answer
  }
  await assert.rejects(source.fetch('/orders', { signal: stop.signal }), /enough/)
  assert.equal((await source.fetch('/orders')).status, 200)

  issuer.refused.add('token-2')
  issuer.answer = (asked) =>
    asked.url.endsWith('/oauth/token') ? new Promise(() => {}) : normal(asked)
  const later = new AbortController()
  const waiting = source.fetch('/orders', { signal: later.signal })
  await settled()
  later.abort(new Error('too long'))
  await assert.rejects(waiting, /too long/)
})

test('a token goes over HTTPS or to this machine, and only to named origins', async () => {
  const { source, sent } = begin({ origins: ['https://api.example/', ISSUER] })
  const refused = async (url: string) => {
    await assert.rejects(source.fetch(url), (error) => {
      return error instanceof MintmarkError && error.code === 'origin_refused'
    })
  }
  await refused('http://api.example/orders')
  await refused('https://other.example/orders')
  await refused('https://api.example.evil.example/')
  await refused('https://api.example@evil.example/')
  await refused('file:///etc/passwd')
  assert.deepEqual(sent(), [])
  await source.fetch('//evil.example/orders')
  await source.fetch('https://api.example/orders')
  const asked = sent().length
  assert.equal(asked, 2, 'two slashes are a path')
  assert.throws(() => begin({ origins: ['https://api.example/orders'] }), /an origin is/)
})

test('what the caller sends stays as it was, but for the credential', async () => {
  const { issuer, source } = begin()
  const headers = { authorization: 'Basic mine', accept: 'text/csv', 'x-mine': '1' }
  await source.fetch(new Request(`${ISSUER}/orders`, { headers }))
  const asked = issuer.asked.at(-1)
  assert.equal(asked?.headers.get('authorization'), 'Bearer token-1')
  assert.equal(asked?.headers.get('accept'), 'text/csv')
  assert.equal(asked?.headers.get('x-mine'), '1')
})

// With the runtime's own fetch: two hosts, of which the second must never see a credential.
const seen: IncomingMessage['headers'][] = []
const elsewhere = createServer((request, response) => {
  seen.push(request.headers)
  response.end('elsewhere')
}).listen(0, '127.0.0.1')
await once(elsewhere, 'listening')
const here = createServer((request, response) => {
  request.resume()
  const path = request.url ?? ''
  if (path === '/oauth/token') response.end('{"access_token":"token-1","expires_in":900}')
  else response.writeHead(307, { location: path === '/away' ? addressOf(elsewhere) : '/x' }).end()
}).listen(0, '127.0.0.1')
await once(here, 'listening')
after(() => {
  here.close()
  elsewhere.close()
})

function addressOf(server: typeof here): string {
  const address = server.address()
  assert.ok(typeof address === 'object' && address !== null)
  return `http://127.0.0.1:${address.port}`
}

test('a redirect is given back and not followed; no other origin ever sees a token', async () => {
  const source = clientCredentials({ ...CLIENT, baseUrl: addressOf(here) })
  for (const redirect of [undefined, 'follow', 'manual'] as const) {
    const answer = await source.fetch('/away', { redirect })
    assert.equal(answer.status, 307)
    assert.equal(answer.headers.get('location'), addressOf(elsewhere))
  }
  await assert.rejects(source.fetch('/away', { redirect: 'error' }))
  assert.equal((await source.fetch('/near')).status, 307)
  const tokenEndpoint = `${addressOf(here)}/away`
  const misled = clientCredentials({ ...CLIENT, baseUrl: addressOf(here), tokenEndpoint })
  await assert.rejects(misled.getToken(), /redirect/)
  assert.deepEqual(seen, [])
})
