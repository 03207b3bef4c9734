import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { type PlanOwner, planOwner } from './test/composites.ts'
import { assertProblem, openTestAdmin, type TestAdmin } from './test/open-admin.ts'
import { clientToken, embedPair, makeClient, passwordTokens } from './test/tokens.ts'

let mint: TestAdmin
let owner: PlanOwner
before(async () => {
  mint = await openTestAdmin()
  owner = await planOwner(mint)
})
after(() => mint.close())

interface Ending {
  readonly what: string
  readonly count: number | null
  readonly words: string
}

async function preview(token: string) {
  const answer = await mint.done('POST', '/tokens/preview-revocation', { token })
  const ends = answer.ends as Ending[]
  assert.ok(ends.every(({ words }) => words.endsWith('.')))
  const { kind, revocable } = answer
  return { kind, revocable, ends: ends.map(({ what, count }) => [what, count]), words: ends }
}

test('an access token ends alone, a refresh token with its family', async () => {
  const client = await makeClient(mint, 'envoy', { scopes: ['locations.read'] })
  const user = { email: 'lobby@example.test', password: 'correct horse battery' }
  await mint.done('POST', '/users', { ...user, name: 'Ann', roles: ['global_admin'] })
  const pair = await passwordTokens(mint, client, user)
  const access = await preview(pair.access)
  assert.deepEqual([access.kind, access.revocable], ['access_token', true])
  assert.deepEqual(access.ends, [['access_tokens', 1]])
  const refresh = await preview(pair.refresh)
  assert.deepEqual(refresh.ends, [
    ['refresh_families', 1],
    ['access_tokens', null],
  ])
  assert.match(refresh.words[1]?.words ?? '', /would have ended by \d{4}-/)

  await passwordTokens(mint, client, user)
  const secret = await preview(client.secret)
  assert.deepEqual(secret.ends, [
    ['credential', 1],
    ['refresh_families', 2],
    ['access_tokens', null],
  ])
  assert.equal((await mint.core.introspect(pair.refresh)).kind, 'refresh_token', 'nothing ended')
  await mint.done('POST', '/tokens/revoke', { token: pair.refresh })
  assert.deepEqual((await preview(client.secret)).ends[1], ['refresh_families', 1])
  await mint.done('POST', '/tokens/revoke', { token: client.secret })
  const over = await preview(client.secret)
  assert.deepEqual([over.kind, over.revocable, over.ends], ['client_secret', false, []])
})

test('a key of embeds says that they end, and a user’s token what its user agreed to', async () => {
  const agent = await mint.done('POST', '/agents', { name: 'A' })
  const { secret } = await makeClient(mint, 'vocera')
  const pair = await embedPair(mint, secret, agent.id)
  assert.ok((await preview(secret)).ends.some(([what]) => what === 'embeds'))
  assert.deepEqual((await preview(pair.refresh)).ends[0], ['refresh_families', 1])
  assert.deepEqual((await preview(owner.client.secret)).ends[1], ['user_tokens', 1])
  assertProblem(
    await mint.manage('POST', '/tokens/preview-revocation', { token: owner.keysOnly }),
    400,
  )
})

test('to an organization, another’s token and junk are the same', async () => {
  const { id } = await mint.done('POST', '/organizations', { name: 'Own' })
  const key = await mint.done('POST', '/management-keys', {
    name: 'Own',
    permissions: ['tokens:read'],
    organization_id: id,
  })
  const client = await makeClient(mint, 'standard', { scopes: ['api:read'] })
  const token = await clientToken(mint, '/oauth/token', client, 'api:read')
  const headers = { authorization: `Bearer ${key.management_key}` }
  const seen = []
  for (const text of [token, client.secret, 'junk']) {
    const path = '/tokens/preview-revocation'
    seen.push((await mint.manage('POST', path, { token: text }, { headers })).text)
  }
  assert.deepEqual(new Set(seen).size, 1)
  assert.match(seen[0] ?? '', /"revocable":false/)
})

test('explain names the routes that would take it, and none for what is dead', async () => {
  const acceptedBy = async (token: string) => {
    const { accepted_by: list } = await mint.done('POST', '/tokens/explain', { token })
    return (list as { route: string }[]).map((one) => one.route)
  }
  const scope = 'agents-availability:read'
  const client = await makeClient(mint, 'vonage', { scopes: [scope, 'stats'] })
  const enough = await clientToken(mint, '/Auth/connect/token', client, scope)
  const little = await clientToken(mint, '/Auth/connect/token', client, 'stats')
  assert.ok((await acceptedBy(enough)).includes('GET /agents-availability'))
  const little2 = await acceptedBy(little)
  assert.ok(!little2.includes('GET /agents-availability'))
  assert.ok(little2.includes('POST /oauth/introspect'))
  assert.ok((await acceptedBy(client.secret)).includes('POST /Auth/connect/token'))
  assert.deepEqual(await acceptedBy(mint.key), ['the management API'])
  assert.ok((await acceptedBy(owner.withUser)).length > 0)
  await mint.done('POST', '/tokens/revoke', { token: enough })
  assert.deepEqual(await acceptedBy(enough), [])
})

test('retiring a key is previewed with the most that can end, and ends nothing', async () => {
  const client = await makeClient(mint, 'standard', { scopes: ['api:read'] })
  const token = await clientToken(mint, '/oauth/token', client, 'api:read')
  const keys = (await mint.done('GET', '/signing-keys')).data as Record<string, string | null>[]
  const kidOf = (dialect: string) => keys.find((one) => one.dialect === dialect)?.kid
  assert.match(keys[0]?.tokens_may_live_until ?? '', /^\d{4}-/)
  const previewOf = async (dialect: string) =>
    mint.done('GET', `/signing-keys/${kidOf(dialect)}/retire-preview`)
  const standard = await previewOf('standard')
  const [ending] = standard.ends as Ending[]
  assert.equal(ending?.what, 'access_tokens')
  assert.ok((ending?.count ?? 0) >= 1)
  assert.match(String(standard.words), /So many end at most.*are not signed/)
  assert.match(String((await previewOf('vocera')).words), /every embed must be opened again/)
  const { id: organization_id } = await mint.done('POST', '/organizations', { name: 'Small' })
  const wish = { name: 'Small', permissions: ['signing-keys:read'], organization_id }
  const { management_key: small } = await mint.done('POST', '/management-keys', wish)
  const headers = { authorization: `Bearer ${small}` }
  const path = `/signing-keys/${kidOf('standard')}/retire-preview`
  const told = await mint.manage('GET', path, undefined, { headers })
  assert.equal((told.json.ends as Ending[])[0]?.count, 0, 'an organization is told of its own')
  assert.equal((await mint.core.introspect(token)).kind, 'access_token')
  await mint.done('POST', `/signing-keys/${kidOf('standard')}/retire`)
  assert.deepEqual((await previewOf('standard')).ends, [])
  assertProblem(await mint.manage('GET', '/signing-keys/nobody/retire-preview'), 404)
})
