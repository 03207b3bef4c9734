// A restore brings nothing back by which somebody could sign in and that had ended: no invitation,
// no challenge, no browser, no recovery code that was used, no factor that was lost or removed
// (ASVS 7.4, 14.2). Whoever signs in well goes on doing so.
import assert from 'node:assert/strict'
import { join } from 'node:path'
import { after, test } from 'node:test'
import { mintmark } from '../../cli/test/run-cli.ts'
import {
  addPasskey,
  browserOf,
  codeOf,
  formPost,
  isSignedIn,
  operatorLink,
  passkeyBrowser,
  signChallenge,
  switchSecondFactorOn,
  typePassword,
} from '../flows/people.ts'
import { startMint } from '../mint.ts'
import { newFolder } from '../places.ts'

const before = await startMint()
const { operator, vocalcola, envoy } = before.demo
const backupFile = join(newFolder(), 'backup.db')
const keeper = vocalcola.user
const loser = { email: envoy.non_admin.username, password: envoy.non_admin.password }

// What is there at the backup.
const kept = passkeyBrowser(before)
await addPasskey(before, kept, keeper)
const removed = passkeyBrowser(before)
await addPasskey(before, removed, keeper)
await typePassword(before, kept.browser, keeper)
const factor = await switchSecondFactorOn(before, kept.browser, keeper)
const lostBrowser = browserOf(before)
await typePassword(before, lostBrowser, loser)
const lost = await switchSecondFactorOn(before, lostBrowser, loser)
const invitation = await operatorLink(before)
const pending = browserOf(before)
await typePassword(before, pending, keeper)
const asked = passkeyBrowser(before)
await asked.browser.open('/sign-in')
const signed = await signChallenge({ ...asked, authenticator: kept.authenticator })
await mintmark(['backup', '--to', backupFile], { env: before.env })

// What ends after it.
const [used = '', unused = ''] = factor.recoveryCodes
const step = await pending.open('/sign-in/second-factor')
await pending.post(formPost(step, { recovery_code: used }))
assert.ok(await isSignedIn(pending))
const page = await kept.browser.open('/account/passkeys')
assert.equal(page.path.startsWith('/account'), true)
const second = [...page.text.matchAll(/value="(remove \d+)"/g)].at(-1)?.[1]
await kept.browser.post(formPost(page, { password: keeper.password }, second))
await before.advance(60)
const off = await lostBrowser.open('/account/second-factor')
const proof = { password: loser.password, code: await codeOf(before, lost.secret) }
await lostBrowser.post(formPost(off, proof, 'off'))
await before.stop()
await mintmark(['restore', '--from', backupFile, '--replace', '--json'], { env: before.env })
const mint = await startMint({ dataDir: before.dataDir, port: before.port })
after(() => mint.stop())

async function stepOf(person: { email: string; password: string }) {
  const browser = browserOf(mint)
  return { browser, page: await typePassword(mint, browser, person) }
}

test('an invitation of before is refused', async () => {
  assert.equal((await browserOf(mint).open(invitation)).status, 410)
})

test('nobody is signed in, to the end or half-way', async () => {
  for (const browser of [kept.browser, pending, lostBrowser]) {
    assert.equal(await isSignedIn(browser), false)
    assert.match((await browser.open('/sign-in/second-factor')).path, /^\/sign-in\?/)
  }
})

test('a challenge of before is over', async () => {
  assert.equal((await asked.ask('/sign-in/passkey', signed)).status, 403)
})

test('a recovery code that was used stays used, and the others are good', async () => {
  const { browser, page: at } = await stepOf(keeper)
  assert.match(at.path, /second-factor/)
  assert.equal((await browser.post(formPost(at, { recovery_code: used }))).status, 403)
  await browser.post(formPost(at, { recovery_code: unused }))
  assert.ok(await isSignedIn(browser))
})

test('the second factor goes on, and no code of just now is good again', async () => {
  const { browser, page: at } = await stepOf(keeper)
  const code = await codeOf(mint, factor.secret)
  assert.equal((await browser.post(formPost(at, { code }))).status, 403)
  await mint.advance(120)
  await browser.post(formPost(at, { code: await codeOf(mint, factor.secret) }))
  assert.ok(await isSignedIn(browser))
})

test('a second factor that its owner had taken off stays off', async () => {
  assert.ok(await isSignedIn((await stepOf(loser)).browser))
})

test('a passkey that was removed stays removed, and the other signs in', async () => {
  for (const [one, status] of [
    [kept, 200],
    [removed, 403],
  ] as const) {
    const fresh = { ...passkeyBrowser(mint), authenticator: one.authenticator }
    await fresh.browser.open('/sign-in')
    const answer = await fresh.ask('/sign-in/passkey', await signChallenge(fresh))
    assert.equal(answer.status, status, answer.text)
  }
})

test('the operator signs in as before', async () => {
  assert.ok(await isSignedIn((await stepOf(operator)).browser))
})
