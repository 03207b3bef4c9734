// A backup knows nothing of what was revoked, rotated or used after it was made. Restoring it must
// bring none of that back to life, while whoever holds a live credential gets new tokens
// (CVE-2021-32923 and its like; ASVS 7.4, 14.2). The backup itself opens no door.
import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { after, test } from 'node:test'
import { mintmark } from '../../cli/test/run-cli.ts'
import { openBrowser } from '../browser.ts'
import { createClient, manage } from '../flows/admin.ts'
import { envoyPassword } from '../flows/envoy.ts'
import {
  authorizePath,
  clientCredentials,
  holdCode,
  holdTokens,
  pairOf,
  redeem,
  refresh,
} from '../flows/standard.ts'
import { authorizationOf, isActive, revoke } from '../flows/tokens.ts'
import { agentSignIn, eightByEight, vocera, voceraDetail, voceraRefresh } from '../flows/vendors.ts'
import { composite, holdUserCode, holdUserToken, me, redeemUserCode } from '../flows/vocalcola.ts'
import { startMint } from '../mint.ts'
import { newFolder } from '../places.ts'
import { assertRefused } from '../refusal.ts'
import { findSecret } from '../spellings.ts'

const before = await startMint()
const { demo } = before
const backupFile = join(newFolder(), 'backup.db')

// What is alive at the backup.
const browser = openBrowser(before, demo.standard.redirect_uri)
const revoked = await holdTokens(before, browser)
const rotated = await holdTokens(before)
const untouched = await holdTokens(before)
const code = await holdCode(before)
const userCode = await holdUserCode(before)
const userToken = await holdUserToken(before)
const embed = await vocera(before)
const room = await eightByEight(before, { create_room: true, phone_number: '+6590893208' })
const guestLink = new URL(room.field('guest_link')).pathname
const withKey = await createClient(before, { dialect: 'vocera' })
const liveKey = await createClient(before, { dialect: 'vocera' })
const disabled = await createClient(before, { dialect: 'standard', scopes: ['read'] })
const oldPerson = { username: demo.envoy.username, password: demo.envoy.password }
const oldKeys = await keyIds()

const made = await mintmark(['backup', '--to', backupFile, '--json'], { env: before.env })

// What ends after it.
const owner = authorizationOf(before).standard
assert.equal((await revoke(before, owner, revoked.refresh)).status, 200)
const successor = pairOf(await refresh(before, rotated.refresh))
const fromCode = pairOf(await redeem(before, code))
assert.equal((await redeemUserCode(before, userCode)).status, 200)
assert.equal((await agentSignIn(before, room.field('auth_token'))).status, 200)
const [credential] = (await manage(before, `/clients/${withKey.id}`)).json().credentials as {
  id: string
}[]
const credentialPath = `/clients/${withKey.id}/credentials/${credential?.id}`
assert.ok((await manage(before, credentialPath, { method: 'DELETE' })).status < 300)
const off = { method: 'PATCH', json: { enabled: false } }
assert.equal((await manage(before, `/clients/${disabled.id}`, off)).status, 200)
const newPerson = { ...oldPerson, password: 'another password, said after the backup' }
await changePassword(newPerson)
const later = await createClient(before, { dialect: 'standard', scopes: ['read'] })
const laterRoom = await eightByEight(before, { create_room: true })
await before.stop()

const restored = (
  await mintmark(['restore', '--from', backupFile, '--replace', '--json'], { env: before.env })
).json()
const mint = await startMint({ dataDir: before.dataDir, port: before.port })
after(() => mint.stop())

async function keyIds(): Promise<readonly string[]> {
  const { keys } = (await before.request(before.endpoints.jwks)).json()
  return (keys as { kid: string }[]).map((key) => key.kid)
}

async function changePassword({ username, password }: typeof oldPerson) {
  const { data } = (await manage(before, '/users?limit=100')).json()
  const user = (data as { id: string; email: string }[]).find((one) => one.email === username)
  const change = { method: 'PATCH', json: { password } }
  assert.equal((await manage(before, `/users/${user?.id}`, change)).status, 200)
}

function clientOf(one: { client_id: string; client_secret: string }) {
  return { ...demo.standard, ...one, scopes: ['read'] }
}

test('what was revoked after the backup stays revoked', async () => {
  for (const token of [revoked.access, revoked.refresh]) {
    assert.equal(await isActive(mint, authorizationOf(mint).standard, token), false)
  }
  assertRefused(await refresh(mint, revoked.refresh), 400, 'invalid_grant')
})

test('a refresh token that was rotated after the backup is dead, as is its successor', async () => {
  assertRefused(await refresh(mint, rotated.refresh), 400, 'invalid_grant')
  assertRefused(await refresh(mint, successor.refresh), 400, 'invalid_grant')
  assert.equal(await isActive(mint, authorizationOf(mint).standard, successor.access), false)
})

test('a code that was used after the backup cannot be used again', async () => {
  assertRefused(await redeem(mint, code), 400, 'invalid_grant')
  assertRefused(await redeemUserCode(mint, userCode), 400, 'invalid_grant')
  assert.equal(await isActive(mint, authorizationOf(mint).standard, fromCode.access), false)
})

test('no token of before is believed, at offline verifiers neither', async () => {
  const { keys } = (await mint.request(mint.endpoints.jwks)).json()
  const now = (keys as { kid: string }[]).map((key) => key.kid)
  assert.ok(now.length > 0 && oldKeys.length > 0)
  assert.deepEqual(
    now.filter((kid) => oldKeys.includes(kid)),
    [],
    'no old key is published',
  )
  assert.equal(await isActive(mint, authorizationOf(mint).standard, untouched.access), false)
  assertRefused(await refresh(mint, untouched.refresh), 400, 'invalid_grant')
  assert.equal((await voceraDetail(mint, embed.field('access'))).status, 401)
  assert.ok((await voceraRefresh(mint, embed.field('refresh'))).status >= 400)
  const { public_key, private_key } = demo.vocalcola
  assert.equal((await me(mint, composite(public_key, private_key, userToken))).status, 401)
})

test('an API key that was revoked after the backup opens nothing', async () => {
  assert.ok((await vocera(mint, withKey.client_secret)).status >= 400)
})

test('a client that was disabled after the backup gets nothing', async () => {
  assertRefused(await clientCredentials(mint, clientOf(disabled)), [400, 401])
})

test('the password that was changed after the backup is wrong, and the new one right', async () => {
  assert.ok((await envoyPassword(mint, oldPerson)).status >= 400)
  assert.equal((await envoyPassword(mint, newPerson)).status, 200)
})

test('a browser that was signed in must sign in again', async () => {
  const page = await browser.open(authorizePath(mint, demo.standard))
  assert.match(page.text, /type="password"/)
})

test('a room’s link is over, its text is not sent, and nobody is given its number', async () => {
  assert.equal((await mint.request(guestLink)).status, 410)
  assert.deepEqual(
    (await mint.outbox()).filter(({ body }) => body.includes(guestLink)),
    [],
  )
  const another = await eightByEight(mint, { create_room: true })
  const links = [room, laterRoom].map((one) => one.field('guest_link'))
  assert.ok(!links.includes(another.field('guest_link')), 'a link of before leads nowhere new')
  const lost = new URL(laterRoom.field('guest_link')).pathname
  assert.equal((await mint.request(lost)).status, 404)
})

test('live credentials get new tokens', async () => {
  assert.equal((await vocera(mint, liveKey.client_secret)).status, 200)
  const machine = (await clientCredentials(mint)).field('access_token')
  const { access, refresh: token } = await holdTokens(mint)
  for (const one of [machine, access, token]) {
    assert.equal(await isActive(mint, authorizationOf(mint).standard, one), true)
  }
})

test('the operator is told what ended, what is lost, and who must sign in again', async () => {
  const { credentials, lost, ended, sign_in_again, carried } = restored as {
    credentials: string
    lost: { of: string }[]
    ended: Record<string, number>
    sign_in_again: { client_id: string }[]
    carried: Record<string, number>
  }
  assert.equal(credentials, 'carry')
  assert.ok(lost.some((one) => one.of === later.client_id))
  assert.ok(sign_in_again.some((one) => one.client_id === demo.standard.client_id))
  for (const name of ['signing_keys', 'families', 'codes', 'sign_ins', 'rooms']) {
    assert.ok((ended[name] ?? 0) > 0, name)
  }
  assert.ok((carried.credentials ?? 0) > 0 && (carried.clients ?? 0) > 0)
  const { data } = (await manage(mint, '/audit-events?action=store.restore')).json()
  assert.equal((data as unknown[]).length, 1, 'it stands in the record')
})

test('the backup holds no credential in clear, in no spelling', async () => {
  const bytes = readFileSync(backupFile, 'latin1')
  assert.equal(made.json().encrypted, false)
  assert.ok(bytes.includes(demo.operator.email), 'the search reads the backup')
  const secrets = {
    'master key': readFileSync(join(mint.dataDir, 'master.key'), 'utf8').trim(),
    'operator password': demo.operator.password,
    'management key': demo.management_key,
    'client secret': demo.standard.client_secret,
    'key pair': demo.vocalcola.private_key,
    'plan key': demo.vocalcola.plan_key,
    'API key': withKey.client_secret,
    'access token': revoked.access,
    'refresh token': rotated.refresh,
    'user token': userToken,
    'embed token': embed.field('refresh'),
    'code in waiting': code.code,
    'session cookie': [...browser.cookies.values()].sort((a, b) => b.length - a.length)[0] ?? '',
    'guest link': guestLink.split('/').at(-1) ?? '',
  }
  for (const [name, value] of Object.entries(secrets)) {
    assert.ok(value.length >= 8, name)
    assert.equal(findSecret(bytes, { name, value }), undefined)
  }
})
