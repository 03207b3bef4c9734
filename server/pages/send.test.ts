// Every refusal as a person meets it: what happened, what to do now, whom to ask, and nothing that
// is for the operator only.
import assert from 'node:assert/strict'
import { after, test } from 'node:test'
import fastifyCookie from '@fastify/cookie'
import { fastify } from 'fastify'
import { ERRORS, type ErrorCode, ProtocolError } from '../protocol/errors.ts'
import { languages } from './messages/index.ts'
import { isForPerson, page } from './send.ts'

const brand = { name: 'Acme', color: undefined, logo: undefined }
const failures: ProtocolError[] = []
const deps = { brand, logFailure: (error: ProtocolError) => void failures.push(error) }
let thrown: unknown
const server = fastify()
await server.register(fastifyCookie)
server.get(
  '/broken',
  page(deps, async () => {
    throw thrown
  }),
)
after(() => server.close())

async function meet(cause: unknown, language = 'en') {
  thrown = cause
  const headers = { 'accept-language': language }
  const answer = await server.inject({ url: '/broken', headers })
  const text = answer.body.replace(/<[^>]*>/g, ' ').replace(/\s+/g, ' ')
  return { ...answer, status: answer.statusCode, headers: answer.headers, text }
}

for (const { tag, problem } of languages) {
  test(`${tag}: a refusal says what happened, what to do and whom to ask`, async () => {
    for (const code of Object.keys(ERRORS) as ErrorCode[]) {
      const { status, text, body } = await meet(new ProtocolError(code, { detail: 'the row' }), tag)
      assert.equal(status, ERRORS[code].status === 401 ? 403 : ERRORS[code].status, code)
      assert.match(body, /<h1>[^<]{5,}<\/h1>\s*<p class="lead">[^<]{10,}<\/p>/, code)
      assert.ok(text.includes(problem.next), code)
      assert.ok(text.includes('Acme'), code)
      assert.match(body, /<code><bdi>[^<]+<\/bdi><\/code>/, code)
      assert.doesNotMatch(text, /the row/, 'what is for the operator')
    }
  })
}

test('those that people meet are told in the words of their language alone', async () => {
  const met: readonly (readonly [ErrorCode, string])[] = [
    ['not_found', 'Hier ist nichts'],
    ['access_denied', 'Das ist nicht erlaubt'],
    ['forged_form', 'Dieses Formular ist veraltet'],
    ['gone', 'Das ist abgelaufen'],
    ['too_many_attempts', 'Zu viele Versuche'],
    ['server_error', 'Bei uns ist etwas schiefgegangen'],
    ['temporarily_unavailable', 'Wir sind gerade nicht erreichbar'],
  ]
  for (const [code, heading] of met) {
    const { text } = await meet(new ProtocolError(code), 'de')
    assert.ok(text.includes(heading), text)
    assert.ok(!text.includes(ERRORS[code].meaning), text)
  }
})

test('whoever must wait is told how long, in words and for programs', async () => {
  for (const [seconds, words] of [
    [60, '1 minute'],
    [299, '5 minutes'],
    [45, '45 seconds'],
  ] as const) {
    const error = new ProtocolError('too_many_attempts', { retryAfterSec: seconds })
    const { status, text, headers } = await meet(error)
    assert.equal(status, 429)
    assert.equal(headers['retry-after'], String(seconds))
    assert.ok(text.includes(`Try again in ${words}.`), text)
  }
})

test('a wrong client or return address teaches its integrator what to compare', async () => {
  for (const parameter of ['client_id', 'redirect_uri']) {
    const { text } = await meet(new ProtocolError('parameter_malformed', { parameter }))
    assert.match(text, /If you build this application, check that/)
    assert.ok(text.includes(parameter))
  }
  const { text } = await meet(new ProtocolError('parameter_malformed', { parameter: 'email' }))
  assert.doesNotMatch(text, /If you build this/)
})

test('a bug is told as ours, and its words stay in the log', async () => {
  failures.length = 0
  const { status, text } = await meet(new TypeError('secret of the code at line 7'))
  assert.equal(status, 500)
  assert.match(text, /Something went wrong on our side/)
  assert.doesNotMatch(text, /line 7|TypeError/)
  assert.match(String(failures[0]?.options.cause), /line 7/)
})

test('an address that nobody owns is a page for a browser and a refusal for a program', () => {
  const asked = (method: string, accept?: string) =>
    isForPerson({ method, headers: { accept } } as Parameters<typeof isForPerson>[0])
  assert.equal(asked('GET', 'text/html,application/xhtml+xml;q=0.9'), true)
  assert.equal(asked('GET', 'application/json'), false)
  assert.equal(asked('GET', '*/*'), false)
  assert.equal(asked('GET'), false)
  assert.equal(asked('POST', 'text/html'), false)
})
