import assert from 'node:assert/strict'
import { once } from 'node:events'
import { createServer } from 'node:net'
import { test } from 'node:test'
import { formBody, multipartBody } from './body.ts'
import { exchange, type OutgoingRequest } from './http.ts'

/** What goes over the wire, byte for byte: a socket that answers once and keeps what it read. */
async function wireText(outgoing: Omit<OutgoingRequest, 'host'>): Promise<string> {
  let seen = ''
  const server = createServer((socket) => {
    socket.on('data', (chunk) => {
      seen += chunk
      socket.end('HTTP/1.1 200 OK\r\nContent-Length: 2\r\nConnection: close\r\n\r\n{}')
    })
  }).listen(0, '127.0.0.1')
  await once(server, 'listening')
  const address = server.address()
  assert.ok(typeof address === 'object' && address !== null)
  const baseUrl = new URL(`http://127.0.0.1:${address.port}`)
  const answer = await exchange(baseUrl, { ...outgoing, host: 'emea.cc.localhost:1' })
  server.close()
  assert.equal(answer.status, 200)
  return seen
}

test('the request target goes out verbatim, double slash included', async () => {
  const text = await wireText({ method: 'POST', target: '//api/v1/tokens', headers: {} })
  assert.match(text, /^POST \/\/api\/v1\/tokens HTTP\/1\.1\r\n/)
})

test('a missing body is announced by no length and no encoding', async () => {
  const headers = { 'Content-Type': 'application/json', authorization: 'Bearer k' }
  const text = await wireText({ method: 'POST', target: '/', headers })
  assert.doesNotMatch(text, /content-length|transfer-encoding/i)
  assert.match(text, /\r\nContent-Type: application\/json\r\nauthorization: Bearer k\r\n/)
  assert.ok(text.endsWith('\r\n\r\n'))
})

test('the Host is the one given, and header names keep their case', async () => {
  const text = await wireText({ method: 'GET', target: '/', headers: { 'X-API-Key': 'k' } })
  assert.match(text, /\r\nHost: emea\.cc\.localhost:1\r\n/)
  assert.match(text, /\r\nX-API-Key: k\r\n/)
  assert.equal(text.match(/\r\nhost:/gi)?.length, 1)
})

test('multipart has the form that curl gives it', () => {
  const { contentType, bytes } = multipartBody({ username: 'a@b', grant_type: 'password' })
  const boundary = contentType.slice('multipart/form-data; boundary='.length)
  assert.match(boundary, /^-{24}[0-9a-f]{16}$/)
  assert.equal(
    bytes.toString(),
    `--${boundary}\r\nContent-Disposition: form-data; name="username"\r\n\r\na@b\r\n` +
      `--${boundary}\r\nContent-Disposition: form-data; name="grant_type"\r\n\r\npassword\r\n` +
      `--${boundary}--\r\n`,
  )
})

test('a form encodes its values and repeats a parameter that is given as an array', () => {
  const { bytes } = formBody({ scope: 'a:b c', resource: ['x', 'y'], count: 1 })
  assert.equal(bytes.toString(), 'scope=a%3Ab+c&resource=x&resource=y&count=1')
})
