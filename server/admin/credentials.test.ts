import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { assertProblem, openTestAdmin, type TestAdmin } from './test/open-admin.ts'
import { embedPair, makeClient, passwordTokens } from './test/tokens.ts'

let mint: TestAdmin
before(async () => {
  mint = await openTestAdmin()
})
after(() => mint.close())

const TOKEN = '/oauth/token'

async function opens(client: { id: string; secret: string }): Promise<boolean> {
  const { id, secret } = client
  const form = { grant_type: 'client_credentials', client_id: id, client_secret: secret }
  return (await mint.send('POST', TOKEN, { form })).status === 200
}

test('a second secret works beside the first until the first one’s end', async () => {
  const first = await makeClient(mint, 'standard', { scopes: ['api:read'] })
  const body = { expire_others_in_seconds: 3_600 }
  const added = await mint.done('POST', `/clients/${first.id}/credentials`, body)
  const second = { id: first.id, secret: String(added.client_secret) }
  assert.ok(await opens(first))
  assert.ok(await opens(second))
  mint.clock.advance(3_599)
  assert.ok(await opens(first))
  mint.clock.advance(1)
  assert.ok(!(await opens(first)))
  assert.ok(await opens(second))
  const client = await mint.manage('GET', `/clients/${first.id}`)
  assert.ok(!client.text.includes(first.secret) && !client.text.includes(second.secret))
  const [old, live] = client.json.credentials as { expires_at: string | null }[]
  assert.notEqual(old?.expires_at, null)
  assert.equal(live?.expires_at, null)
})

test('rotation never prolongs a secret that ends sooner', async () => {
  const first = await makeClient(mint, 'standard')
  const path = `/clients/${first.id}/credentials`
  await mint.done('POST', path, { expire_others_in_seconds: 60 })
  await mint.done('POST', path, { expire_others_in_seconds: 600 })
  mint.clock.advance(60)
  assert.ok(!(await opens(first)))
})

test('an API key is rotated in the same way', async () => {
  const first = await makeClient(mint, 'vocera')
  const agent = await mint.done('POST', '/agents', { name: 'Desk' })
  const added = await mint.done('POST', `/clients/${first.id}/credentials`, {})
  assert.equal(added.client_secret, undefined)
  for (const key of [first.secret, String(added.api_key)]) await embedPair(mint, key, agent.id)
})

test('revoking one secret ends what was issued against it, and nothing else', async () => {
  const lobby = await makeClient(mint, 'envoy', { scopes: ['locations.read'] })
  const user = { email: 'lobby@example.test', password: 'correct horse battery' }
  await mint.done('POST', '/users', { ...user, name: 'Ann', roles: ['global_admin'] })
  const path = `/clients/${lobby.id}/credentials`
  const added = await mint.done('POST', path)
  const other = { id: lobby.id, secret: String(added.client_secret) }
  const [dying, living] = [
    await passwordTokens(mint, lobby, user),
    await passwordTokens(mint, other, user),
  ]
  const listed = await mint.done('GET', `/clients/${lobby.id}`)
  const [first] = listed.credentials as { id: string }[]
  mint.clock.advance(1)
  assert.equal((await mint.manage('DELETE', `${path}/${first?.id}`)).status, 204)

  for (const token of Object.values(dying)) await assert.rejects(mint.core.introspect(token))
  for (const token of Object.values(living)) await mint.core.introspect(token)
  const refresh = (refresh_token: string) =>
    mint.send('POST', '/oauth2/token', {
      form: {
        grant_type: 'refresh_token',
        refresh_token,
        client_id: lobby.id,
        client_secret: other.secret,
      },
    })
  assert.equal((await refresh(dying.refresh)).json.access_token, undefined)
  assert.equal((await refresh(living.refresh)).status, 200)
  const again = await mint.done('GET', `/clients/${lobby.id}`)
  const credentials = again.credentials as { revoked_at: string | null }[]
  assert.deepEqual(
    credentials.map((one) => one.revoked_at !== null),
    [true, false],
  )
})

test('a credential of another client, or of none, is not found', async () => {
  const [one, other] = [await makeClient(mint, 'standard'), await makeClient(mint, 'standard')]
  const { credentials } = await mint.done('GET', `/clients/${other.id}`)
  const foreign = (credentials as { id: string }[])[0]?.id
  for (const id of [foreign, 'crd_0', 'crd_999999', 'mgk_1', 'x']) {
    assertProblem(await mint.manage('DELETE', `/clients/${one.id}/credentials/${id}`), 404)
  }
  assertProblem(await mint.manage('POST', '/clients/mmc_nobody/credentials'), 404)
  assert.ok(await opens(other))
  assertProblem(
    await mint.manage('POST', `/clients/${one.id}/credentials`, { expire_others_in_seconds: -1 }),
    400,
  )
})

test('a client cannot pile up live secrets', async () => {
  const { id } = await makeClient(mint, 'standard')
  const statuses: number[] = []
  for (let i = 0; i < 21; i += 1) {
    statuses.push((await mint.manage('POST', `/clients/${id}/credentials`)).status)
  }
  assert.equal(statuses.at(-1), 409)
  assert.equal(statuses.filter((status) => status === 201).length, 19)
})
