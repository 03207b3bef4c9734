import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { assertProblem, openTestAdmin, pointersOf, type TestAdmin } from './test/open-admin.ts'
import { makeClient, passwordTokens } from './test/tokens.ts'

let mint: TestAdmin
before(async () => {
  mint = await openTestAdmin()
})
after(() => mint.close())

const BROWSER = {
  kind: 'full',
  method: 'password',
  ip: '192.0.2.1',
  userAgent: undefined,
} as const
const PASSWORD = 'correct horse battery'
let people = 0

async function makeUser(wish: Record<string, unknown> = {}) {
  people += 1
  const email = `Person${people}@Example.test`
  const made = await mint.done('POST', '/users', {
    email,
    name: 'Ann Example',
    password: PASSWORD,
    roles: ['global_admin'],
    ...wish,
  })
  return { id: String(made.id), email, json: made }
}

test('a user is made, listed and read, and the password never comes back', async () => {
  const { id, json } = await makeUser({ is_kiosk_host: true })
  assert.match(id, /^usr_[0-9A-Za-z]{12}$/)
  assert.equal(json.email, `person${people}@example.test`)
  assert.deepEqual(json.roles, ['global_admin'])
  assert.equal(json.is_kiosk_host, true)
  assert.equal(json.has_password, true)
  const { id: bare } = await makeUser({ password: undefined })
  for (const path of [`/users/${id}`, `/users/${bare}`, '/users']) {
    const read = await mint.manage('GET', path)
    assert.equal(read.status, 200)
    assert.ok(!/argon2|password":"|correct horse/.test(read.text), path)
  }
  assert.equal((await mint.done('GET', `/users/${bare}`)).has_password, false)
  const first = await mint.done('GET', '/users?limit=1')
  const second = await mint.done('GET', `/users?limit=1&cursor=${first.next_cursor}`)
  assert.equal((first.data as { id: string }[])[0]?.id, bare)
  assert.equal((second.data as { id: string }[])[0]?.id, id)
})

test('an address is taken once, whatever its letter case', async () => {
  const { email } = await makeUser()
  const wish = { email: email.toUpperCase(), name: 'Again' }
  assertProblem(await mint.manage('POST', '/users', wish), 409, 'conflict')
})

test('what a user may not hold is refused by name', async () => {
  const good = { email: 'wrong@example.test', name: 'Wrong' }
  const cases: readonly (readonly [string, Record<string, unknown>])[] = [
    ['#/email', { email: 'nobody' }],
    ['#/name', { name: '' }],
    ['#/password', { password: 'short' }],
    ['#/password', { password: 'x'.repeat(257) }],
    ['#/roles/0', { roles: ['two words'] }],
    ['#/roles', { roles: 'operator' }],
    ['#/is_kiosk_host', { is_kiosk_host: 1 }],
    ['#/is_admin', { is_admin: true }],
  ]
  for (const [pointer, wish] of cases) {
    const refused = await mint.manage('POST', '/users', { ...good, ...wish })
    assertProblem(refused, 400)
    assert.deepEqual(pointersOf(refused), [pointer])
  }
  const { id } = await makeUser()
  assertProblem(await mint.manage('PATCH', `/users/${id}`, { email: 'nobody' }), 400)
  assertProblem(await mint.manage('PATCH', '/users/usr_nobody', { name: 'x' }), 404)
})

test('disabling a user ends every token and every sign-in for good', async () => {
  const lobby = await makeClient(mint, 'envoy', { scopes: ['locations.read'] })
  const { id, email } = await makeUser()
  const tokens = await passwordTokens(mint, lobby, { email, password: PASSWORD })
  const user = await mint.core.store.users.loadByPublicId(id)
  assert.ok(user)
  const cookie = await mint.core.signIns.begin(user, BROWSER, undefined)
  assert.equal((await mint.core.signIns.find(cookie))?.user.publicId, id)
  mint.clock.advance(1)

  await mint.done('PATCH', `/users/${id}`, { enabled: false })
  await assert.rejects(mint.core.introspect(tokens.access), { code: 'subject_gone' })
  await assert.rejects(mint.core.introspect(tokens.refresh))
  assert.equal(await mint.core.signIns.find(cookie), undefined)

  mint.clock.advance(2)
  await mint.done('PATCH', `/users/${id}`, { enabled: true })
  await assert.rejects(mint.core.introspect(tokens.access))
  await assert.rejects(mint.core.introspect(tokens.refresh))
  assert.equal(await mint.core.signIns.find(cookie), undefined)
  const fresh = await passwordTokens(mint, lobby, { email, password: PASSWORD })
  assert.equal((await mint.core.introspect(fresh.access)).subjectId, id)
})

test('a new password takes over, and whoever sat in a browser must sign in again', async () => {
  const { id, email } = await makeUser()
  const user = await mint.core.store.users.loadByPublicId(id)
  assert.ok(user)
  const cookie = await mint.core.signIns.begin(user, BROWSER, undefined)
  await mint.done('PATCH', `/users/${id}`, { password: 'another word entirely', roles: ['agent'] })
  const { passwords, signIns } = mint.core
  assert.equal(await passwords.authenticate(email, PASSWORD, '10.0.0.1'), undefined)
  const signedIn = await passwords.authenticate(email, 'another word entirely', '10.0.0.1')
  assert.deepEqual(signedIn?.roles, ['agent'])
  assert.equal(await signIns.find(cookie), undefined)
})
