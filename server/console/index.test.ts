import assert from 'node:assert/strict'
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type TestContext, test } from 'node:test'
import fastifyCookie from '@fastify/cookie'
import { fastify } from 'fastify'
import { systemRandom } from '../protocol/random.ts'
import { registerConsole, registerConsoleAssets } from './index.ts'

const brand = { name: 'Ours', color: undefined, logo: undefined }

test('every path below /console is the document, with a nonce that is good once', async (t) => {
  const server = await openConsole(t)
  const nonces = new Set<string>()
  for (const url of ['/console', '/console/', '/console/api-credentials/x', '/console/a?b=c']) {
    const answer = await server.inject(url)
    assert.equal(answer.statusCode, 200)
    const nonce = /nonce="([\w+/]{22}==)"/.exec(answer.body)?.[1] ?? ''
    const policy = String(answer.headers['content-security-policy'])
    assert.ok(policy.includes(`style-src 'self' 'nonce-${nonce}';`), policy)
    assert.match(policy, /^default-src 'none'; script-src 'self';/)
    assert.doesNotMatch(policy, /unsafe/)
    assert.equal(answer.headers['cache-control'], 'no-store')
    nonces.add(nonce)
  }
  assert.equal(nonces.size, 4)
})

test('what is named by its hash is kept for good; what is gone is not the document', async (t) => {
  const server = await openConsole(t)
  const script = await server.inject('/console/assets/index-12345678.js')
  assert.equal(script.body, 'script')
  assert.equal(script.headers['cache-control'], 'public, max-age=31536000, immutable')
  for (const url of ['/console/assets/gone-12345678.js', '/console/assets/..%2findex.html']) {
    assert.equal((await server.inject(url)).statusCode, 404)
  }
})

test('a console that was not built says so, and how to build it', async (t) => {
  const server = fastify().register(fastifyCookie)
  t.after(() => server.close())
  const from = mkdtempSync(join(tmpdir(), 'mintmark-console-'))
  t.after(() => rmSync(from, { recursive: true }))
  registerConsole(server, { random: systemRandom(), brand, from })
  const answer = await server.inject('/console/api-credentials')
  assert.equal(answer.statusCode, 503)
  assert.match(answer.body, /npm run prepare/)
})

async function openConsole(t: TestContext) {
  const from = mkdtempSync(join(tmpdir(), 'mintmark-console-'))
  t.after(() => rmSync(from, { recursive: true }))
  mkdirSync(join(from, 'built/assets'), { recursive: true })
  writeFileSync(join(from, 'built/index.html'), '<meta name="csp-nonce" nonce="%CSP_NONCE%">')
  writeFileSync(join(from, 'built/assets/index-12345678.js'), 'script')
  const server = fastify({ routerOptions: { ignoreTrailingSlash: true } })
  t.after(() => server.close())
  registerConsole(server, { random: systemRandom(), brand, from })
  await registerConsoleAssets(server, from)
  return server
}
