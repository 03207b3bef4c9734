// The guide's configurations and the server name the same headers and statuses: one that only the
// server knows would be lost on the way, and one that only a client knows would arrive.
import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { test } from 'node:test'
import { parse } from 'yaml'
import { ERRORS, type ErrorCode } from '../../protocol/errors.ts'
import { NOBODY } from './identity-names.ts'
import { proxyModes } from './modes/index.ts'

const GUIDE = join(import.meta.dirname, '../../../docs/guide/forward-auth')
const read = (file: string) => readFileSync(join(GUIDE, file), 'utf8')
const identity = Object.keys(NOBODY)

/** What admission refuses with, and what reading a question does. */
const REFUSALS: readonly ErrorCode[] = [
  'ambiguous_path',
  'duplicate_parameter',
  'insufficient_scope',
  'invalid_token',
  'no_rule',
  'not_found',
  'server_error',
  'temporarily_unavailable',
  'too_many_requests',
  'two_credentials',
  'wrong_region',
]

test('each configuration hands on every header that says who it is', () => {
  for (const file of ['nginx.conf', 'mintmark.lua', 'Caddyfile', 'envoy.yaml']) {
    const text = read(file).toLowerCase()
    for (const name of [...identity, 'x-request-id']) {
      assert.ok(text.includes(name), `${file} does not name ${name}`)
    }
  }
  const { forwardAuth } = parse(read('traefik.yaml')).http.middlewares.mintmark
  const [, pattern = ''] = /^\(\?i\)(.*)$/.exec(forwardAuth.authResponseHeadersRegex) ?? []
  const shape = new RegExp(pattern, 'i')
  for (const name of [...identity, 'X_Auth_Client', 'X.Auth.Client', 'x-AUTH_client']) {
    assert.match(name, shape)
  }
  assert.doesNotMatch('X-Author', shape)
  assert.equal(forwardAuth.trustForwardHeader, false)
})

test('each configuration keeps the credential from the API', () => {
  for (const file of ['nginx.conf', 'haproxy.cfg', 'Caddyfile', 'traefik.yaml']) {
    const text = read(file).toLowerCase()
    for (const name of ['authorization', 'x-api-key', 'x-token']) {
      const line = new RegExp(
        `(?:proxy_set_header|del-header|request_header -| {10})\\s*${name}\\b`,
      )
      assert.match(text, line, `${file} does not take off ${name}`)
    }
  }
})

test('nginx restores every status with which a request can be refused', () => {
  const restored = [...read('nginx.conf').matchAll(/\{ return (\d{3}) \$authz_body; \}/g)]
  const statuses = new Set(['403', ...restored.map(([, status]) => status)])
  for (const code of REFUSALS) assert.ok(statuses.has(String(ERRORS[code].status)), code)
})

test('what nginx is told in a header is one line of ASCII, and says the same', () => {
  const nginx = proxyModes.find(({ name }) => name === 'nginx')
  const body = JSON.stringify({ error: 'x', error_description: 'für “dich” – $host \u2028 😀' })
  const { headers } = nginx?.refuse({ status: 429, headers: { 'retry-after': '7' }, body }) ?? {}
  const carried = headers?.['x-authz-body'] ?? ''
  assert.match(carried, /^[\x20-\x7e]+$/)
  assert.deepEqual(JSON.parse(carried), JSON.parse(body))
  assert.equal(headers?.['x-authz-retry-after'], '7')
})
