import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { assertProblem, openTestAdmin, pointersOf, type TestAdmin } from './test/open-admin.ts'
import { clientToken, makeClient } from './test/tokens.ts'

let mint: TestAdmin
before(async () => {
  mint = await openTestAdmin()
})
after(() => mint.close())

const TOKEN = '/Auth/connect/token'
const SKILLS = '/agents-availability?skillNames=Service'

test('a secret is shown when the client is made and never again', async () => {
  const made = await mint.manage('POST', '/clients', {
    dialect: 'vonage',
    name: 'Reports',
    scopes: ['stats'],
  })
  assert.equal(made.status, 201, made.text)
  const { id, client_id, client_secret } = made.json
  assert.equal(id, client_id)
  assert.match(String(id), /^mmc_[0-9A-Za-z]{12}$/)
  assert.match(String(client_secret), /^mm_cs_/)
  for (const path of [`/clients/${id}`, '/clients', '/clients?limit=1']) {
    const read = await mint.manage('GET', path)
    assert.equal(read.status, 200)
    assert.ok(read.text.includes(String(id)))
    assert.ok(!read.text.includes(String(client_secret)), path)
    assert.ok(!/client_secret"|secret_hash|api_key"/.test(read.text), path)
  }
  const { credentials } = await mint.done('GET', `/clients/${id}`)
  assert.ok(Array.isArray(credentials))
  assert.equal(credentials.length, 1)
  assert.equal(credentials[0].last_four, String(client_secret).slice(-4))
  assert.equal(credentials[0].revoked_at, null)
})

test('each style’s clients get the secret in the form that they need', async () => {
  const secretsOf = async (dialect: string) => {
    const made = await mint.done('POST', '/clients', { dialect, name: dialect })
    return Object.fromEntries(
      Object.entries(made).filter(([name]) => /secret|key$/.test(name)),
    ) as Record<string, string>
  }
  for (const dialect of ['vocera', 'eight-by-eight']) {
    const secrets = await secretsOf(dialect)
    assert.deepEqual(Object.keys(secrets), ['api_key'])
    assert.match(secrets.api_key ?? '', /^mm_ak_/)
  }
  assert.match((await secretsOf('vocalcola')).client_secret ?? '', /^mm_sk_/)
  const made = await mint.done('POST', '/clients', { dialect: 'envoy', name: 'Lobby' })
  const pair = Buffer.from(String(made.client_api_key), 'base64').toString()
  assert.equal(pair, `${made.id}:${made.client_secret}`)
})

test('a public client has no secret and is for the standard style only', async () => {
  const wish = { name: 'Browser', token_endpoint_auth_method: 'none' }
  const made = await mint.done('POST', '/clients', { ...wish, dialect: 'standard' })
  assert.equal(made.client_secret, undefined)
  assert.deepEqual(made.credentials, [])
  assert.equal(made.token_endpoint_auth_method, 'none')
  const refused = await mint.manage('POST', '/clients', { ...wish, dialect: 'envoy' })
  assertProblem(refused, 400)
  assert.deepEqual(pointersOf(refused), ['#/token_endpoint_auth_method'])
  const secret = await mint.manage('POST', `/clients/${made.id}/credentials`)
  assertProblem(secret, 400)
})

test('what a new client may not hold is refused by name, and nothing is made', async () => {
  const good = { dialect: 'standard', name: 'Refused' }
  const cases: readonly (readonly [string, Record<string, unknown>])[] = [
    ['#/dialect', { dialect: 'nobody' }],
    ['#/dialect', { dialect: 7 }],
    ['#/name', { name: '' }],
    ['#/name', { name: 'x'.repeat(201) }],
    ['#/name', { name: 'two\nlines' }],
    ['#/scopes', { scopes: 'api:read' }],
    ['#/scopes/0', { scopes: ['two words'] }],
    ['#/scopes/1', { dialect: 'vonage', scopes: ['stats', 'stats:write'] }],
    ['#/redirect_uris/0', { redirect_uris: ['/relative'] }],
    ['#/redirect_uris/0', { redirect_uris: ['https://a.example/#fragment'] }],
    ['#/redirect_uris/0', { redirect_uris: ['https://*.a.example/'] }],
    ['#/redirect_uris/0', { redirect_uris: ['https://user:word@a.example/'] }],
    ['#/redirect_uris/0', { redirect_uris: ['https://@a.example/'] }],
    ['#/redirect_uris/0', { redirect_uris: ['https://a.example\\@b.example/'] }],
    ['#/redirect_uris/0', { redirect_uris: ['https://a.example/ b'] }],
    ['#/redirect_uris/0', { redirect_uris: ['javascript:alert(1)'] }],
    ['#/redirect_uris/1', { redirect_uris: ['https://a.example/', 'https://'] }],
    ['#/audiences/0', { audiences: ['no-uri'] }],
    ['#/audiences/0', { audiences: ['https://a.example/\nhttps://b.example/'] }],
    ['#/access_token_lifetime_seconds', { access_token_lifetime_seconds: 0 }],
    ['#/access_token_lifetime_seconds', { access_token_lifetime_seconds: 1.5 }],
    ['#/access_token_lifetime_seconds', { access_token_lifetime_seconds: '900' }],
    ['#/access_token_lifetime_seconds', { access_token_lifetime_seconds: 30 * 86_400 + 1 }],
    ['#/organization_id', { organization_id: 424_242 }],
    ['#/unknown', { unknown: true }],
  ]
  const before = (await mint.manage('GET', '/clients')).text
  for (const [pointer, wish] of cases) {
    const refused = await mint.manage('POST', '/clients', { ...good, ...wish })
    assertProblem(refused, 400, 'parameter_malformed')
    assert.deepEqual(pointersOf(refused), [pointer], JSON.stringify(wish))
    assert.ok(String(refused.json.detail).startsWith(pointer.slice(2).replace('/', '.')))
  }
  assert.ok((await mint.manage('POST', '/clients', {})).json.errors)
  assert.equal((await mint.manage('GET', '/clients')).text, before)
})

test('scopes that are changed count from the next token on', async () => {
  const client = await makeClient(mint, 'vonage', { scopes: ['stats'] })
  const old = await clientToken(mint, TOKEN, client, 'stats')
  await mint.done('PATCH', `/clients/${client.id}`, { scopes: ['agents-availability:read'] })
  const bearer = (token: string) => ({ headers: { authorization: `Bearer ${token}` } })
  assert.equal((await mint.send('GET', SKILLS, bearer(old))).status, 403)
  const next = await clientToken(mint, TOKEN, client, 'agents-availability:read')
  assert.equal((await mint.send('GET', SKILLS, bearer(next))).status, 200)
  const form = { grant_type: 'client_credentials', client_id: client.id }
  const gone = await mint.send('POST', TOKEN, {
    form: { ...form, client_secret: client.secret, scope: 'stats' },
  })
  assert.equal(gone.status, 400)
  assert.equal((await mint.core.introspect(old)).scope[0], 'stats')
})

test('a change leaves what it does not name', async () => {
  const wish = { scopes: ['api:read'], redirect_uris: ['https://a.example/back'] }
  const { id } = await makeClient(mint, 'standard', { ...wish, access_token_lifetime_seconds: 60 })
  const before = await mint.done('GET', `/clients/${id}`)
  mint.clock.advance(5)
  const after = await mint.done('PATCH', `/clients/${id}`, { name: 'Renamed' })
  assert.deepEqual(after, { ...before, name: 'Renamed', updated_at: after.updated_at })
  assert.notEqual(after.updated_at, before.updated_at)
  const reset = await mint.done('PATCH', `/clients/${id}`, { access_token_lifetime_seconds: null })
  assert.equal(reset.access_token_lifetime_seconds, null)
  for (const body of [{ dialect: 'envoy' }, { id: 'mmc_other' }, { scopes: ['a b'] }]) {
    assertProblem(await mint.manage('PATCH', `/clients/${id}`, body), 400)
  }
  assert.equal((await mint.done('GET', `/clients/${id}`)).name, 'Renamed')
})

test('disabling ends every token at once; enabling does not bring them back', async () => {
  const client = await makeClient(mint, 'vonage', { scopes: ['agents-availability:read'] })
  const scope = 'agents-availability:read'
  const token = await clientToken(mint, TOKEN, client, scope)
  const status = async (bearer: string) =>
    (await mint.send('GET', SKILLS, { headers: { authorization: `Bearer ${bearer}` } })).status
  assert.equal(await status(token), 200)
  await mint.done('PATCH', `/clients/${client.id}`, { enabled: false })
  assert.equal(await status(token), 401)
  const form = { grant_type: 'client_credentials', client_id: client.id, scope }
  const refused = await mint.send('POST', TOKEN, {
    form: { ...form, client_secret: client.secret },
  })
  assert.equal(refused.status, 400)
  mint.clock.advance(2)
  await mint.done('PATCH', `/clients/${client.id}`, { enabled: true })
  assert.equal(await status(token), 401)
  assert.equal(await status(await clientToken(mint, TOKEN, client, scope)), 200)
})

test('deleting ends every token at once and leaves nothing to read', async () => {
  const client = await makeClient(mint, 'standard', { scopes: ['api:read'] })
  const token = await clientToken(mint, '/oauth/token', client, 'api:read')
  const gone = await mint.manage('DELETE', `/clients/${client.id}`)
  assert.equal(gone.status, 204)
  assert.equal(gone.text, '')
  await assert.rejects(mint.core.introspect(token), { code: 'subject_gone' })
  for (const method of ['GET', 'DELETE'] as const) {
    assertProblem(await mint.manage(method, `/clients/${client.id}`), 404, 'not_found')
  }
  assertProblem(await mint.manage('PATCH', `/clients/${client.id}`, { name: 'x' }), 404)
  assert.ok(!(await mint.manage('GET', '/clients?limit=100')).text.includes(client.id))
})

test('pages follow a cursor, neither skip nor repeat, and end', async () => {
  for (let i = 0; i < 5; i += 1) await makeClient(mint, 'standard')
  const seen: string[] = []
  let cursor: unknown = ''
  for (let pages = 0; cursor !== null; pages += 1) {
    assert.ok(pages < 100)
    const query = cursor === '' ? '' : `&cursor=${cursor}`
    const page = await mint.done('GET', `/clients?limit=2${query}`)
    assert.ok(Array.isArray(page.data) && page.data.length <= 2)
    seen.push(...page.data.map((one) => one.id))
    cursor = page.next_cursor
  }
  assert.equal(new Set(seen).size, seen.length)
  assert.ok(seen.length >= 5)
  for (const query of ['cursor=junk', 'cursor=cur_!', 'limit=0', 'limit=101', 'limit=x', 'a=b']) {
    assertProblem(await mint.manage('GET', `/clients?${query}`), 400)
  }
})

test('a client belongs to the organization that it is made in', async () => {
  const organization = await mint.done('POST', '/organizations', { name: 'Elsewhere' })
  const wish = { dialect: 'envoy', name: 'Far', organization_id: organization.id }
  const made = await mint.done('POST', '/clients', wish)
  assert.equal(made.organization_id, organization.id)
  const page = await mint.done('GET', `/clients?organization_id=${organization.id}`)
  assert.deepEqual(
    (page.data as { id: string }[]).map((one) => one.id),
    [made.id],
  )
})

test('clients are found by style, credential, name, id and state', async () => {
  const organization = await mint.done('POST', '/organizations', { name: 'Filtered' })
  const of = `organization_id=${organization.id}`
  const add = (dialect: string, name: string) =>
    mint.done('POST', '/clients', { dialect, name, organization_id: organization.id })
  const [report, lobby, desk] = [
    await add('vonage', 'Night report'),
    await add('envoy', 'Lobby'),
    await add('vocera', 'Front desk'),
  ]
  await mint.done('PATCH', `/clients/${lobby?.id}`, { enabled: false })
  const found = async (query: string) =>
    ((await mint.done('GET', `/clients?${of}&${query}`)).data as { id: unknown }[]).map(
      (one) => one.id,
    )
  assert.deepEqual(await found('dialect=vonage,vocera'), [desk?.id, report?.id])
  assert.deepEqual(await found('credential=api_key'), [desk?.id])
  assert.deepEqual(await found('credential=api_key&dialect=envoy'), [])
  assert.deepEqual(await found('credential=client_secret'), [lobby?.id, report?.id])
  assert.deepEqual(await found('q=HT%20REP'), [report?.id])
  assert.deepEqual(await found(`q=${String(desk?.id).slice(4)}`), [desk?.id])
  assert.deepEqual(await found('enabled=false'), [lobby?.id])
  assert.deepEqual(await found('enabled=true&q=o'), [desk?.id, report?.id])
  for (const query of ['dialect=nobody', 'credential=word', 'enabled=1']) {
    assertProblem(await mint.manage('GET', `/clients?${query}`), 400)
  }
})

test('a client says who made it, and its secret how it begins and how it stands', async () => {
  const wish = { name: 'Maker', permissions: ['clients:write', 'clients:read'] }
  const key = await mint.done('POST', '/management-keys', wish)
  const headers = { authorization: `Bearer ${key.management_key}` }
  const body = { dialect: 'vocera', name: 'Made', displayed: true }
  const made = (await mint.manage('POST', '/clients', body, { headers })).json
  const maker = { kind: 'management_key', id: key.id, name: 'Maker' }
  assert.deepEqual(made.created_by, maker)
  assert.equal(made.displayed, true)
  const [credential] = made.credentials as Record<string, unknown>[]
  assert.deepEqual(credential?.created_by, maker)
  assert.deepEqual([credential?.state, credential?.last_used_at], ['live', null])
  assert.ok(String(made.api_key).startsWith(`${credential?.prefix}_`))
  assert.match(String(credential?.prefix), /^mm_ak_\w+$/)
  const shown = await mint.done('POST', '/clients', { dialect: 'vocalcola', name: 'Pair' })
  assert.equal((shown.credentials as { prefix: string }[])[0]?.prefix, 'mm_sk')
  assert.equal(
    (await mint.done('PATCH', `/clients/${made.id}`, { displayed: false })).displayed,
    false,
  )
})

test('key pairs are made by operators, and looked after by their organization', async () => {
  const organization = await mint.done('POST', '/organizations', { name: 'Apps' })
  const wish = { name: 'Within', permissions: ['*'], organization_id: organization.id }
  const { management_key: key } = await mint.done('POST', '/management-keys', wish)
  const headers = { authorization: `Bearer ${key}` }
  const body = { dialect: 'vocalcola', name: 'App', organization_id: organization.id }
  const refused = await mint.manage('POST', '/clients', body, { headers })
  assertProblem(refused, 403, 'access_denied')
  assert.match(String(refused.json.detail), /operators/)
  const { id } = await mint.done('POST', '/clients', body)
  const rotated = await mint.manage(
    'POST',
    `/clients/${id}/credentials/rotate`,
    { overlap_seconds: 0 },
    { headers },
  )
  assert.equal(rotated.status, 201, rotated.text)
  assert.match(String(rotated.json.client_secret), /^mm_sk_/)
  // A maker from outside the organization is a kind and no more.
  const [first] = (await mint.manage('GET', `/clients/${id}`, undefined, { headers })).json
    .credentials as { created_by: unknown }[]
  assert.deepEqual(first?.created_by, { kind: 'management_key', id: null, name: null })
})
