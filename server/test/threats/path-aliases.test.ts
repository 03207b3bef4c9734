// A limit belongs to an operation, not to a spelling of its path: every alias either does not exist
// or draws on the same count.
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { createClient } from '../flows/admin.ts'
import { bearer } from '../flows/vendors.ts'
import { mintForThisFile } from '../mint.ts'
import { openFreshWindow } from '../windows.ts'
import { type Answer, basic, type Init } from '../wire.ts'

const mint = await mintForThisFile()

interface Door {
  readonly path: string
  readonly aliases: readonly string[]
  /** More wrong guesses than a minute allows. */
  readonly guesses: number
  readonly guess: Init
}

const ROUNDS_MAX = 3

const noOne = 'mm_unknown_key_of_nobody'

const doors: Readonly<Record<string, () => Promise<Door>>> = {
  'the Envoy token endpoint': async () => {
    const { client_id } = await createClient(mint, { dialect: 'envoy', scopes: ['locations.read'] })
    return {
      path: '/oauth2/token',
      aliases: [...spellingsOf('/oauth2/token'), '/a/auth/v0/token', '/a/auth/v0/token/'],
      guesses: 130,
      guess: { headers: { Authorization: basic(client_id, 'wrong') }, form: passwordGrant },
    }
  },
  'the Vonage token endpoint': async () => {
    const { client_id } = await createClient(mint, { dialect: 'vonage', scopes: ['stats'] })
    const form = {
      grant_type: 'client_credentials',
      client_id,
      client_secret: 'no',
      scope: 'stats',
    }
    return {
      path: '/Auth/connect/token',
      aliases: [
        ...spellingsOf('/Auth/connect/token'),
        '/auth/connect/token',
        '/AUTH/CONNECT/TOKEN',
      ],
      guesses: 130,
      guess: { form },
    }
  },
  'the 8x8 token endpoint': async () => ({
    path: '//api/v1/tokens',
    aliases: ['/api/v1/tokens', '/api/v1/tokens/', ...spellingsOf('/api/v1/tokens')],
    guesses: 330,
    guess: bearer(noOne, { method: 'POST' }),
  }),
  'the Vocera login': async () => ({
    path: '/user/v1/embedded/login/',
    aliases: ['/user/v1/embedded/login', ...spellingsOf('/user/v1/embedded/login')],
    guesses: 330,
    guess: { json: { api_key: noOne, agent_id: 1 } },
  }),
}

const passwordGrant = { grant_type: 'password', username: 'a@b.example', password: 'c' }

for (const [name, open] of Object.entries(doors)) {
  test(`no spelling of the path of ${name} brings fresh guesses`, async () => {
    const { path, aliases, guesses, guess } = await open()
    await openFreshWindow(mint)
    assert.notEqual((await mint.request(path, guess)).status, 404)
    // A store that is too busy to count some of them answers 503, and those are not spent.
    let last = 0
    for (let round = 0; round < ROUNDS_MAX && last !== 429; round += 1) {
      await Promise.all(Array.from({ length: guesses }, () => mint.request(path, guess)))
      last = (await mint.request(path, guess)).status
    }
    assert.equal(last, 429, 'the guesses are spent')
    for (const alias of aliases) {
      assertNoFreshGuess(alias, await mint.request(alias, guess))
    }
  })
}

test('the documented 8x8 paths with and without the double slash are one endpoint', async () => {
  await openFreshWindow(mint)
  const guess = bearer(noOne, { method: 'POST' })
  assert.equal((await mint.request('/api/v1/tokens', guess)).status, 401)
  assert.equal((await mint.request('//api/v1/tokens', guess)).status, 401)
})

function assertNoFreshGuess(alias: string, answer: Answer) {
  const fine = [400, 404, 405, 429].includes(answer.status)
  assert.ok(fine, `${alias} tried the guess: ${answer.status} ${answer.text}`)
}

function spellingsOf(path: string): readonly string[] {
  const [, first = '', ...rest] = path.split('/')
  const tail = rest.join('/')
  return [
    `/${path}`,
    `//${path}`,
    `/${first}//${tail}`,
    `${path}/`,
    `${path}//`,
    path.toUpperCase(),
    `/${first}%2f${tail}`,
    `/${first}%2F${tail}`,
    `/${first}%252f${tail}`,
    `/${first}/./${tail}`,
    `/x/../${first}/${tail}`,
    `/x/%2e%2e/${first}/${tail}`,
    `${path};x`,
    `${path};x=y`,
    `${path}%20`,
    `${path}%00`,
    `${path}?a=b`,
    `${path}.json`,
    `/%${first.charCodeAt(0).toString(16)}${first.slice(1)}/${tail}`,
    `/${first}\\${tail}`,
    `http://127.0.0.1:${mint.port}${path}`,
  ]
}
