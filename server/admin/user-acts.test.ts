import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { assertProblem, openTestAdmin, type TestAdmin } from './test/open-admin.ts'
import { makeClient, passwordTokens } from './test/tokens.ts'

let mint: TestAdmin
before(async () => {
  mint = await openTestAdmin()
})
after(() => mint.close())

const PASSWORD = 'correct horse battery'
const BROWSER = {
  kind: 'full',
  method: 'password',
  ip: '192.0.2.1',
  userAgent: undefined,
} as const
let people = 0

async function makeUser(wish: Record<string, unknown> = {}) {
  people += 1
  const email = `act${people}@example.test`
  const body = { email, name: `Person ${people}`, password: PASSWORD, roles: ['global_admin'] }
  const made = await mint.done('POST', '/users', { ...body, ...wish })
  return { id: String(made.id), email }
}

async function stored(id: string) {
  const user = await mint.core.store.users.loadByPublicId(id)
  assert.ok(user)
  return user
}

test('a deleted user is gone with all that was agreed to, and the address is free', async () => {
  const lobby = await makeClient(mint, 'envoy', { scopes: ['locations.read'] })
  const { id, email } = await makeUser()
  const tokens = await passwordTokens(mint, lobby, { email, password: PASSWORD })
  const user = await stored(id)
  const cookie = await mint.core.signIns.begin(user, BROWSER, undefined)
  const plan = await mint.done('POST', '/plans', { name: 'Choir' })
  await mint.done('PUT', `/plans/${plan.id}/guests/${id}`)

  assert.equal((await mint.manage('DELETE', `/users/${id}`)).status, 204)
  await assert.rejects(mint.core.introspect(tokens.access))
  await assert.rejects(mint.core.introspect(tokens.refresh))
  assert.equal(await mint.core.signIns.find(cookie), undefined)
  for (const method of ['GET', 'DELETE'] as const) {
    assertProblem(await mint.manage(method, `/users/${id}`), 404, 'not_found')
  }
  assertProblem(await mint.manage('PATCH', `/users/${id}`, { name: 'x' }), 404)
  assert.ok(!(await mint.manage('GET', '/users?limit=100')).text.includes(id))
  assert.deepEqual((await mint.done('GET', `/plans/${plan.id}`)).guests, [])
  assert.equal(await mint.core.passwords.authenticate(id, PASSWORD, '10.0.0.1'), undefined)

  const again = await makeUser({ email })
  assert.notEqual(again.id, id)
  const record = await mint.done('GET', '/audit-events?action=admin.users.delete&outcome=granted')
  assert.equal((record.data as { user_id: string }[])[0]?.user_id, id)
})

test('a new address takes over; one that is taken is refused', async () => {
  const [one, other] = [await makeUser(), await makeUser()]
  const { link } = await mint.done('POST', `/users/${one.id}/invitations`)
  assertProblem(
    await mint.manage('PATCH', `/users/${one.id}`, { email: other.email.toUpperCase() }),
    409,
    'conflict',
  )
  const email = 'New.Address@example.test'
  const changed = await mint.done('PATCH', `/users/${one.id}`, { email })
  assert.equal(changed.email, email.toLowerCase())
  const { passwords } = mint.core
  assert.equal(await passwords.authenticate(one.email, PASSWORD, '10.0.0.1'), undefined)
  const found = await passwords.authenticate(email, PASSWORD, '10.0.0.1')
  assert.equal(found?.publicId, one.id)
  const token = new URL(String(link)).searchParams.get('token') ?? ''
  assert.ok(token !== '')
  const explained = await mint.send('GET', `/welcome?token=${token}`)
  assert.notEqual(explained.status, 200, 'the link that went to the old address is over')
})

test('users are found by name, address, id, role and organization', async () => {
  const organization = await mint.done('POST', '/organizations', { name: 'Found' })
  const of = `organization_id=${organization.id}`
  const within = { organization_id: organization.id }
  const zoe = await makeUser({ ...within, name: 'Zoë Äpfel', roles: ['developer', 'employee'] })
  const yan = await makeUser({ ...within, email: 'yan_100@found.test', roles: ['employee_x'] })
  const found = async (query: string) =>
    ((await mint.done('GET', `/users?${of}&${query}`)).data as { id: string }[]).map(
      (one) => one.id,
    )
  assert.deepEqual(await found('q='), [yan.id, zoe.id])
  assert.deepEqual(await found(`q=${encodeURIComponent('zoë')}`), [zoe.id])
  assert.deepEqual(await found('q=N_100'), [yan.id])
  assert.deepEqual(await found(`q=${zoe.id.slice(4)}`), [zoe.id])
  assert.deepEqual(await found('role=employee'), [zoe.id])
  assert.deepEqual(await found('role=employee_x'), [yan.id])
  assert.deepEqual(await found('role=operator'), [])
  assertProblem(await mint.manage('GET', '/users?role=two%20words'), 400)
})

test('an invitation is a link that is shown once, for a user who may sign in', async () => {
  const { id } = await makeUser({ password: undefined })
  const made = await mint.done('POST', `/users/${id}/invitations`)
  assert.deepEqual(Object.keys(made), ['link', 'expires_at'])
  assert.match(String(made.link), /^http:\/\/mint\.test\/welcome\?token=mm_iv_/)
  assert.equal((await mint.done('GET', `/users/${id}`)).has_password, false)
  await mint.done('PATCH', `/users/${id}`, { enabled: false })
  assertProblem(await mint.manage('POST', `/users/${id}/invitations`), 409, 'conflict')
})

test('a link ends where its user may do more, or less, than when it was made', async () => {
  const { id } = await makeUser({ password: undefined, roles: [] })
  const linkNow = async () => String((await mint.done('POST', `/users/${id}/invitations`)).link)
  const opens = async (link: string) => {
    const moved = await mint.send('GET', link.replace('http://mint.test', ''))
    const cookie = String(moved.headers['set-cookie']).split(';')[0] ?? ''
    return (await mint.send('GET', '/welcome', { headers: { cookie } })).status === 200
  }
  for (const change of [{ roles: ['operator'] }, { roles: [] }, { enabled: false }]) {
    const link = await linkNow()
    await mint.done('PATCH', `/users/${id}`, { name: 'Renamed' })
    assert.ok(await opens(link), 'another name is no reason')
    await mint.done('PATCH', `/users/${id}`, change)
    await mint.done('PATCH', `/users/${id}`, { enabled: true })
    assert.equal(await opens(link), false, JSON.stringify(change))
  }
})

test('a reset forgets every factor and ends every sign-in; the password stays', async () => {
  const { id, email } = await makeUser()
  const user = await stored(id)
  const sealed = new Uint8Array(40).fill(1)
  await mint.core.store.transaction(async (records) => {
    await records.secondFactors.begin(user.id, sealed)
    await records.secondFactors.confirm(user.id, sealed, mint.clock.now(), 1)
    await records.passkeys.add({
      userId: user.id,
      credentialId: new Uint8Array(16).fill(people),
      verifyingKey: new Uint8Array(1),
      counter: 0,
      transports: [],
      name: 'Phone',
      createdAt: mint.clock.now(),
    })
  })
  const cookie = await mint.core.signIns.begin(await stored(id), BROWSER, undefined)
  const before = await mint.done('GET', `/users/${id}`)
  assert.deepEqual([before.has_second_factor, before.passkeys], [true, 1])
  assert.notEqual(before.last_signed_in_at, null)
  assert.equal((await mint.manage('POST', `/users/${id}/reset-second-factor`)).status, 204)
  const after = await mint.done('GET', `/users/${id}`)
  assert.deepEqual([after.has_second_factor, after.passkeys], [false, 0])
  assert.equal(await mint.core.signIns.find(cookie), undefined)
  const found = await mint.core.passwords.authenticate(email, PASSWORD, '10.0.0.1')
  assert.equal(found?.publicId, id)
})

test('sign-ins are ended, and what was agreed to stays', async () => {
  const lobby = await makeClient(mint, 'envoy', { scopes: ['locations.read'] })
  const { id, email } = await makeUser()
  const tokens = await passwordTokens(mint, lobby, { email, password: PASSWORD })
  const cookie = await mint.core.signIns.begin(await stored(id), BROWSER, undefined)
  assert.equal((await mint.manage('POST', `/users/${id}/end-sign-ins`)).status, 204)
  assert.equal(await mint.core.signIns.find(cookie), undefined)
  await mint.core.introspect(tokens.access)
})

test('nobody does to an operator what they could not make', async () => {
  const organization = await mint.done('POST', '/organizations', { name: 'Below' })
  const within = { organization_id: organization.id }
  const { management_key: key } = await mint.done('POST', '/management-keys', {
    name: 'Within',
    permissions: ['*'],
    ...within,
  })
  const headers = { authorization: `Bearer ${key}` }
  const operator = await makeUser({ ...within, roles: ['operator'] })
  const colleague = await makeUser({ ...within, roles: ['developer'] })
  const stranger = await makeUser({ roles: ['developer'] })
  const acts = [
    ['PATCH', '', { email: 'mine@example.test' }],
    ['POST', '/invitations', undefined],
    ['POST', '/reset-second-factor', undefined],
    ['POST', '/end-sign-ins', undefined],
    ['DELETE', '', undefined],
  ] as const
  for (const [method, path, body] of acts) {
    const ask = (id: string) => mint.manage(method, `/users/${id}${path}`, body, { headers })
    assertProblem(await ask(operator.id), 403, 'access_denied')
    const foreign = await ask(stranger.id)
    assertProblem(foreign, 404, 'not_found')
    const { request_id: _, ...said } = foreign.json
    const { request_id: __, ...unknown } = (await ask('usr_nobody')).json
    assert.deepEqual(said, unknown)
    assert.ok((await ask(colleague.id)).status < 300, `${method} ${path}`)
  }
})
