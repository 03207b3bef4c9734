import assert from 'node:assert/strict'
import { test } from 'node:test'
import { walkConsent } from './consent.ts'
import { answerPage, type Script, serveScript } from './test/scripted-server.ts'

const REDIRECT_URI = 'http://127.0.0.1:9/callback'
const SIGN_IN = `<form method="post" action="/in"><input type="hidden" name="csrf" value="c1">
  <input type="email" name="email"><input type="password" name="password">
  <button>Go on</button></form>`
const CONSENT = `<h1>Choir wants a:b</h1><form method="post" action="/answer">
  <input type="hidden" name="csrf" value="c2"><button name="answer" value="yes">Allow</button>
  <button name="answer" value="no">Deny</button></form>`

function spec(answer: 'Allow' | 'Deny', password = 'right') {
  return { path: '/start', redirect_uri: REDIRECT_URI, email: 'a@b.test', password, answer }
}

/** Sign-in, consent and redirect in the plainest form. */
const script: Script = ({ method, target, cookie, body }, response) => {
  const fields = new URLSearchParams(body)
  if (target === '/start') return answerPage(response, cookie === '' ? SIGN_IN : CONSENT)
  if (method === 'POST' && target === '/in') {
    const good = fields.get('password') === 'right' && fields.get('csrf') === 'c1'
    if (!good || fields.get('email') !== 'a@b.test') return answerPage(response, SIGN_IN)
    response.writeHead(303, { Location: '/start', 'Set-Cookie': 'sid=1; Path=/; HttpOnly' }).end()
    return
  }
  const query = fields.get('answer') === 'yes' ? 'code=c&state=s' : 'error=access_denied'
  const known = cookie === 'sid=1' && fields.get('csrf') === 'c2'
  response.writeHead(known ? 302 : 403, { Location: `${REDIRECT_URI}?${query}` }).end()
}

test('the walk signs in, keeps its cookie, answers and stops at the redirect', async () => {
  const server = await serveScript(script)
  try {
    const allowed = await walkConsent(server.baseUrl, spec('Allow'))
    assert.match(allowed.page, /Choir wants a:b/)
    assert.deepEqual(allowed.query, { code: 'c', state: 's' })
    const denied = await walkConsent(server.baseUrl, spec('Deny'))
    assert.deepEqual(denied.query, { error: 'access_denied' })
  } finally {
    await server.close()
  }
})

test('a wrong password is tried once and then told', async () => {
  let tries = 0
  const server = await serveScript((asked, response) => {
    if (asked.target === '/in') tries++
    script(asked, response)
  })
  try {
    await assert.rejects(walkConsent(server.baseUrl, spec('Allow', 'wrong')), /a second time/)
    assert.equal(tries, 1)
  } finally {
    await server.close()
  }
})

test('a page that leads nowhere and a redirect to a stranger end the walk', async () => {
  const nowhere = await serveScript((_, response) => answerPage(response, '<p>Sorry</p>'))
  const stranger = await serveScript((_, response) => {
    response.writeHead(302, { Location: 'http://evil.example.test/' }).end()
  })
  try {
    await assert.rejects(walkConsent(nowhere.baseUrl, spec('Allow')), /neither .* Sorry/)
    await assert.rejects(walkConsent(stranger.baseUrl, spec('Allow')), /stranger/)
  } finally {
    await nowhere.close()
    await stranger.close()
  }
})
