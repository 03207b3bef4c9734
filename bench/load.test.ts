import assert from 'node:assert/strict'
import { once } from 'node:events'
import { createServer, type RequestListener } from 'node:http'
import { test } from 'node:test'
import { load } from './load.ts'
import { pacedLoad } from './paced.ts'
import { listed, repeating, rotating } from './sources.ts'
import { readAnswer, requestBytes } from './wire.ts'

async function serving(answer: RequestListener, use: (port: number) => Promise<void>) {
  const server = createServer(answer).listen(0, '127.0.0.1')
  await once(server, 'listening')
  const address = server.address()
  assert.ok(typeof address === 'object' && address !== null)
  try {
    await use(address.port)
  } finally {
    server.close()
    server.closeAllConnections()
  }
}

const request = requestBytes('127.0.0.1', { path: '/', form: { a: 'b' } })

test('the load counts exactly the requests that the server answered', async () => {
  let answered = 0
  const answer: RequestListener = (_, response) => {
    answered += 1
    response.setHeader('content-length', 2).end('ok')
  }
  await serving(answer, async (port) => {
    const done = await load(repeating(request, 'ok'), { port, connections: 4, requests: 50 })
    assert.equal(done.requests, 50)
    assert.equal(answered, 50)
    assert.equal(done.latenciesMs.length, 50)
    assert.ok(done.elapsedSec > 0)
  })
})

test('a load of so many seconds lasts so long, and answers in pieces count once', async () => {
  const answer: RequestListener = (_, response) => {
    response.setHeader('content-length', 4)
    response.write('ok')
    setImmediate(() => response.end('ok'))
  }
  await serving(answer, async (port) => {
    const done = await load(repeating(request, 'okok'), { port, connections: 2, seconds: 0.2 })
    assert.ok(done.requests > 0)
    assert.ok(done.elapsedSec >= 0.2 && done.elapsedSec < 2, `${done.elapsedSec} s`)
  })
})

test('an answer in chunks is one answer, however it is cut', () => {
  const head = 'HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n'
  const whole = Buffer.from(`${head}5\r\n{"a":\r\n2\r\n1}\r\n0\r\n\r\n`)
  for (let end = 0; end < whole.length; end += 1) {
    assert.equal(readAnswer(whole.subarray(0, end)), undefined, `${end} bytes`)
  }
  const answer = readAnswer(whole)
  assert.equal(answer?.status, 200)
  assert.equal(answer?.body.toString(), '{"a":1}')
})

test('one refusal, or one answer that says something else, ends the run', async () => {
  let answered = 0
  const refusing: RequestListener = (_, response) => {
    answered += 1
    response.writeHead(answered === 10 ? 429 : 200, { 'content-length': 2 }).end('ok')
  }
  const options = { connections: 2, requests: 50 }
  await serving(refusing, async (port) => {
    await assert.rejects(load(repeating(request, 'ok'), { port, ...options }), /429/)
    await assert.rejects(load(repeating(request, 'no'), { port, ...options }), /unexpected/)
  })
})

test('a list is asked once each, and a rotation sends each answer’s token back', async () => {
  const paths: string[] = []
  const answer: RequestListener = (incoming, response) => {
    const path = incoming.url ?? ''
    paths.push(path)
    const body = JSON.stringify({ refresh_token: `${path.slice(1)}+` })
    response.setHeader('content-length', body.length).end(body)
  }
  const to = (token: string): Buffer => requestBytes('127.0.0.1', { path: `/${token}` })
  await serving(answer, async (port) => {
    await load(listed([to('x'), to('y'), to('z')], ''), { port, connections: 2 })
    assert.deepEqual(paths.splice(0).sort(), ['/x', '/y', '/z'])
    await load(rotating(['a'], to), { port, connections: 1, requests: 3 })
    assert.deepEqual(paths, ['/a', '/a+', '/a++'])
  })
})

test('a paced load times each request from when it was due, not when it was sent', async () => {
  const answer: RequestListener = (_, response) => {
    setTimeout(() => response.setHeader('content-length', 2).end('ok'), 20)
  }
  await serving(answer, async (port) => {
    const pace = { port, connections: 1, perSec: 200, seconds: 0.05 }
    const done = await pacedLoad(repeating(request, 'ok'), pace)
    assert.equal(done.requests, 10)
    // The tenth was due after 45 ms, and nine answers of 20 ms each came before its own.
    assert.ok((done.latenciesMs.at(-1) ?? 0) >= 150, `${done.latenciesMs.at(-1)} ms`)
    await assert.rejects(pacedLoad(repeating(request, 'no'), pace), /unexpected/)
  })
})
