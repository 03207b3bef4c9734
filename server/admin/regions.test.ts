import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { assertProblem, openTestAdmin, pointersOf, type TestAdmin } from './test/open-admin.ts'
import { makeClient } from './test/tokens.ts'

let mint: TestAdmin
before(async () => {
  mint = await openTestAdmin()
})
after(() => mint.close())

interface Region {
  readonly name: string
  readonly token_host: string
  readonly default: boolean
  readonly configured: boolean
}

async function regions(): Promise<readonly Region[]> {
  return (await mint.done('GET', '/regions')).data as Region[]
}

const put = (name: string, body: unknown) => mint.manage('PUT', `/regions/${name}`, body)

/** The issuer that a token names which was asked for at this host. */
async function issuerAt(host: string): Promise<unknown> {
  const { id, secret } = await makeClient(mint, 'vonage', { scopes: ['stats'] })
  const form = { grant_type: 'client_credentials', client_id: id, client_secret: secret }
  const reply = await mint.send('POST', '/Auth/connect/token', {
    form: { ...form, scope: 'stats' },
    headers: { host },
  })
  const [, payload = ''] = String(reply.json.access_token).split('.')
  return JSON.parse(Buffer.from(payload, 'base64url').toString()).iss
}

test('a region that is added hands out tokens under its own name at once', async () => {
  assert.deepEqual(await regions(), [
    {
      name: 'emea',
      token_host: 'emea.test',
      api_host: 'emea.api.test',
      default: true,
      configured: true,
      overridden: false,
    },
  ])
  assert.equal(await issuerAt('latam.test'), 'http://emea.test/Auth')
  const hosts = { token_host: 'LATAM.test', api_host: 'latam.api.test' }
  const added = await put('latam', hosts)
  assert.deepEqual([added.status, added.json.token_host], [200, 'latam.test'])
  assert.equal(await issuerAt('latam.test'), 'http://latam.test/Auth')
  assert.equal(await issuerAt('nowhere.test'), 'http://emea.test/Auth')
})

test('the default moves, and the one that is the default cannot be removed', async () => {
  const hosts = { token_host: 'latam.test', api_host: 'latam.api.test', default: true }
  assert.equal((await put('latam', hosts)).json.default, true)
  assert.equal(await issuerAt('nowhere.test'), 'http://latam.test/Auth')
  assertProblem(await mint.manage('DELETE', '/regions/latam'), 409, 'conflict')
  await put('emea', { token_host: 'eu.test', api_host: 'emea.api.test', default: true })
  assert.equal(await issuerAt('nowhere.test'), 'http://eu.test/Auth')
  assert.equal((await mint.manage('DELETE', '/regions/latam')).status, 204)
  assert.equal(await issuerAt('latam.test'), 'http://eu.test/Auth')
  assertProblem(await mint.manage('DELETE', '/regions/latam'), 404, 'not_found')
})

test('a configured region gets its configured names back, and goes only with them', async () => {
  assert.equal((await mint.manage('DELETE', '/regions/emea')).status, 204)
  const [emea] = await regions()
  assert.deepEqual([emea?.token_host, emea?.default], ['emea.test', true])
  assertProblem(await mint.manage('DELETE', '/regions/emea'), 409, 'conflict')
})

test('only host names are taken, and none twice', async () => {
  for (const host of [
    'https://nam.test',
    'nam.test:8080',
    'nam.test/path',
    'user@nam.test',
    'nam..test',
    '-nam.test',
    'nam test',
    'nam.test.',
    '*.nam.test',
    `${'a'.repeat(64)}.test`,
    'näm.test',
    '',
  ]) {
    const refused = await put('nam', { token_host: host, api_host: 'nam.api.test' })
    assert.deepEqual([refused.status, pointersOf(refused)], [400, ['#/token_host']], host)
  }
  for (const [token_host, api_host, field] of [
    ['emea.test', 'nam.api.test', 'token_host'],
    ['nam.test', 'emea.test', 'api_host'],
    ['nam.test', 'Emea.Api.Test', 'api_host'],
  ] as const) {
    const refused = await put('nam', { token_host, api_host })
    assert.deepEqual([refused.status, pointersOf(refused)], [400, [`#/${field}`]])
  }
  for (const name of ['a%20b', 'ä', 'x'.repeat(51)]) {
    const hosts = { token_host: 'nam.test', api_host: 'nam.api.test' }
    assert.equal((await put(name, hosts)).status, 400, name)
  }
  await put('nam', { token_host: 'one.nam.test', api_host: 'one.nam.test' })
  await put('nam', { token_host: 'one.nam.test', api_host: 'nam.api.test' })
  const both = await Promise.all(
    ['x', 'y'].map((name) => put(name, { token_host: 'same.test', api_host: `${name}.test` })),
  )
  assert.deepEqual(both.map(({ status }) => status).sort(), [200, 400])
})
