// Multipart bodies come from anybody, before any check: malformed and huge ones are refused in the
// dialect's words, without stopping the loop for the others.
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { setTimeout as pause } from 'node:timers/promises'
import { envoyPassword } from '../flows/envoy.ts'
import { mintForThisFile } from '../mint.ts'
import { assertRefused } from '../refusal.ts'
import { type Answer, basic, multipartText } from '../wire.ts'

const mint = await mintForThisFile()
const { client_id, client_secret, username, password } = mint.demo.envoy
const grant = { grant_type: 'password', username, password, scope: 'locations.read' }
const lagMsMax = 50

/** Odd, but no two parsers read them differently: they may be ignored as well as refused. */
const ignorable = new Set(['a part without headers', '2,000 headers in one part'])

function sendMultipart(body: string, type = 'multipart/form-data; boundary=b'): Promise<Answer> {
  const headers = { Authorization: basic(client_id, client_secret), 'Content-Type': type }
  return mint.request('/oauth2/token', { body, headers })
}

function typeOf(boundary: string): string {
  return `multipart/form-data; boundary=${boundary}`
}

const good = multipartText(grant, 'b')
const file = 'Content-Disposition: form-data; name="username"; filename="a.txt"'
const closing = '--b--\r\n'
const nestedHead = '--b\r\nContent-Disposition: form-data; name="x"\r\n'
const nestedType = 'Content-Type: multipart/mixed; boundary=c\r\n\r\n'
const nested = `${nestedHead}${nestedType}--c\r\n\r\ny\r\n--c--\r\n`

const broken: Readonly<Record<string, () => Promise<Answer>>> = {
  'a boundary of 71 characters': () =>
    sendMultipart(multipartText(grant, 'x'.repeat(71)), typeOf('x'.repeat(71))),
  'a boundary of 252 characters': () =>
    sendMultipart(multipartText(grant, 'x'.repeat(252)), typeOf('x'.repeat(252))),
  'a boundary of dashes': () => sendMultipart('-'.repeat(100_000), typeOf('-'.repeat(252))),
  'no boundary at all': () => sendMultipart(good, 'multipart/form-data'),
  'an empty boundary': () => sendMultipart(good, 'multipart/form-data; boundary=""'),
  'another boundary in the body': () => sendMultipart(good, typeOf('other')),
  'no final boundary': () => sendMultipart(good.slice(0, -closing.length)),
  'a final boundary cut in half': () => sendMultipart(good.slice(0, -4)),
  'a body cut inside a field': () => sendMultipart(good.slice(0, 120)),
  'an empty body': () => sendMultipart(''),
  'a file in the place of a field': () =>
    sendMultipart(good.replace('Content-Disposition: form-data; name="username"', file)),
  'a file beside the fields': () =>
    sendMultipart(`${good.slice(0, -closing.length)}--b\r\n${file}\r\n\r\nx\r\n${closing}`),
  'nested multipart': () => sendMultipart(good.slice(0, -closing.length) + nested + closing),
  'a part without a name': () => sendMultipart(good.replace('; name="username"', '')),
  'a part without headers': () => sendMultipart(`--b\r\n\r\nx\r\n${good}`),
  '10,000 parts': () =>
    sendMultipart(
      multipartText(
        Array.from({ length: 10_000 }, (_, n) => [`f${n}`, 'x']),
        'b',
      ),
    ),
  '10,000 parts of one name': () =>
    sendMultipart(
      multipartText(
        Array.from({ length: 10_000 }, () => ['scope', 'x']),
        'b',
      ),
    ),
  '2,000 headers in one part': () =>
    sendMultipart(`--b\r\n${'X-Header: value\r\n'.repeat(2000)}\r\nx\r\n${good}`),
  'a header of 100 kB in one part': () =>
    sendMultipart(`--b\r\nX-Header: ${'x'.repeat(100_000)}\r\n\r\nx\r\n${good}`),
  'a field name of 100 kB': () => sendMultipart(multipartText({ ['n'.repeat(100_000)]: 'x' }, 'b')),
  'a value of 3 MB': () => sendMultipart(multipartText({ ...grant, x: 'x'.repeat(3e6) }, 'b')),
}

test('a good multipart body is accepted', async () => {
  assert.equal((await sendMultipart(good)).status, 200)
})

for (const [name, attack] of Object.entries(broken)) {
  const said = ignorable.has(name) ? 'is refused or ignored' : 'is refused'

  test(`multipart with ${name} ${said}, and nobody else waits`, async () => {
    // Noise of the machine passes; a body that blocks the loop blocks it each time.
    let lagMs = Number.POSITIVE_INFINITY
    for (let attempt = 0; attempt < 12 && lagMs >= lagMsMax; attempt += 1) {
      const [refused, worstMs] = await watchLag(attack)
      const isIgnored = refused?.status === 200 && ignorable.has(name)
      if (refused !== undefined && !isIgnored) assertRefused(refused, [400, 413])
      lagMs = worstMs
    }
    assert.ok(lagMs < lagMsMax, `another request waited ${lagMs.toFixed(0)} ms`)
    assert.equal((await envoyPassword(mint)).status, 200)
  })
}

/** The answer (none where the server hung up on a huge body) and the longest wait of others. */
async function watchLag(attack: () => Promise<Answer>): Promise<[Answer | undefined, number]> {
  let over = false
  const attacked = attack()
    .catch((error: NodeJS.ErrnoException) => {
      assert.match(String(error.code), /ECONNRESET|EPIPE/)
      return undefined
    })
    .finally(() => {
      over = true
    })
  let worstMs = 0
  do {
    const from = performance.now()
    assert.equal((await mint.request('/livez')).status, 200)
    worstMs = Math.max(worstMs, performance.now() - from)
    await pause(1)
  } while (!over)
  return [await attacked, worstMs]
}
