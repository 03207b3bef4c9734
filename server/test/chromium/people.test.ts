// Signing in as people do it, in a real browser: by passkey, offered by a button and by the browser
// itself, by second factor, and by the link that makes the first operator.
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { Secret, TOTP } from 'otpauth'
import type { Page } from 'playwright-core'
import type { Person } from '../demo.ts'
import { mintForThisFile } from '../mint.ts'
import { freePort } from '../places.ts'
import { chromiumForThisFile } from './chromium.ts'
import { assertFaultless } from './faults.ts'
import { signIn } from './sign-in.ts'

// Passkeys belong to a name; figures have none.
const port = await freePort()
const mint = await mintForThisFile({ port, env: { MINTMARK_BASE_URL: `http://localhost:${port}` } })
const chromium = await chromiumForThisFile(mint)
const { operator } = mint.demo
const { user } = mint.demo.vocalcola

/** The browser says of every refusal that it could not load something. */
const REFUSED = [/status of 40[03]/]

/** A fingerprint reader that sees the right finger until it is told not to. */
async function addAuthenticator(page: Page) {
  const cdp = await page.context().newCDPSession(page)
  await cdp.send('WebAuthn.enable', { enableUI: false })
  const { authenticatorId } = await cdp.send('WebAuthn.addVirtualAuthenticator', {
    options: {
      protocol: 'ctap2',
      transport: 'internal',
      hasResidentKey: true,
      hasUserVerification: true,
      isUserVerified: true,
      automaticPresenceSimulation: true,
    },
  })
  return {
    async verify(isUserVerified: boolean) {
      await cdp.send('WebAuthn.setUserVerified', { authenticatorId, isUserVerified })
    },
  }
}

const PRESSES_MAX = 4
const PRESS_MS = 4_000

/** Its cookie is its own: what is tried here ends all others of the same person. */
async function signInAs(page: Page, person: Person) {
  await page.goto('/sign-in?return_to=/account')
  await signIn(page, person)
}

async function addPasskey(page: Page, name: string, password: string) {
  await page.goto('/account/passkeys')
  await page.getByLabel('Name', { exact: true }).last().fill(name)
  await page.getByLabel('Your password').last().fill(password)
  await page.getByRole('button', { name: 'Add a passkey' }).click()
}

async function signOut(page: Page) {
  await page.goto('/account')
  // Its page may be gone again before anybody has looked at it: a passkey signs in by itself.
  const isOut = page.waitForURL(/\/sign-in/)
  await page.getByRole('button', { name: 'Sign out' }).click()
  await isOut
}

test('a passkey is added, signs in by itself where the address is typed, and goes', async (t) => {
  const page = await chromium.open(t, { allow: { complaints: REFUSED } })
  await addAuthenticator(page)
  await signInAs(page, user)
  await page.goto('/account/passkeys')
  await addPasskey(page, 'A laptop', 'not the password')
  await page.getByRole('alert').filter({ hasText: 'The password is not right' }).waitFor()
  await addPasskey(page, 'A laptop', user.password)
  await page.getByRole('heading', { name: 'A laptop' }).waitFor()

  await addPasskey(page, 'The same again', user.password)
  const known = 'This device or key has a passkey of yours already'
  await page.getByRole('alert').filter({ hasText: known }).waitFor()

  // Nobody clicks anything: the browser offers it in the field of the address.
  await signOut(page)
  await page.waitForURL('/account')
  assert.match(await page.getByRole('navigation').first().innerText(), new RegExp(user.email))

  await page.goto('/account/passkeys')
  await page.getByText('Remove', { exact: true }).first().click()
  await page.getByLabel('Your password').first().fill(user.password)
  await page.getByRole('button', { name: 'Remove' }).click()
  await page.getByText('You have no passkey yet').waitFor()
  await signOut(page)
  await page.getByRole('button', { name: 'Sign in with a passkey' }).click()
  await page.getByRole('alert').filter({ hasText: 'not known here any more' }).waitFor()
})

test('a passkey signs in by the button, and not without proving who holds it', async (t) => {
  const page = await chromium.open(t, { allow: { complaints: REFUSED } })
  const authenticator = await addAuthenticator(page)
  await signInAs(page, operator)
  await addPasskey(page, 'A key', operator.password)
  await page.getByRole('heading', { name: 'A key' }).waitFor()
  await authenticator.verify(false)
  await signOut(page)
  await page.getByRole('button', { name: 'Sign in with a passkey' }).click()
  await page.goto('/account')
  assert.match(page.url(), /\/sign-in\?/, 'nobody is signed in')
  await authenticator.verify(true)
  await page.reload()
  const button = page.getByRole('button', { name: 'Sign in with a passkey' })
  // The browser offers the passkey by itself as well, and a press at that moment calls both off: a
  // person presses again.
  for (let presses = 0; presses < PRESSES_MAX && !page.url().endsWith('/account'); presses += 1) {
    await button.click({ timeout: PRESS_MS }).catch(() => {})
    await page.waitForURL('/account', { timeout: PRESS_MS }).catch(() => {})
  }
  await page.waitForURL('/account')
  // Last, since what is looked at in all sizes loses its authenticator.
  await page.goto('/account/passkeys')
  await assertFaultless(page)
})

test('a second factor is set up by picture or text, and asked for from then on', async (t) => {
  const page = await chromium.open(t, { allow: { complaints: REFUSED } })
  await signInAs(page, user)
  await page.goto('/account/second-factor')
  await assertFaultless(page)
  await page.getByLabel('Your password').fill(user.password)
  await page.getByRole('button', { name: 'Set it up' }).click()
  await page.getByRole('img', { name: /QR code/ }).waitFor()
  await assertFaultless(page, { secretAddress: true })
  const secret = (await page.locator('.steps code').innerText()).replaceAll(' ', '')
  const link = await page.getByRole('link', { name: /on this device/ }).getAttribute('href')
  assert.equal(new URL(link ?? '').searchParams.get('secret'), secret)
  const totp = new TOTP({ secret: Secret.fromBase32(secret) })
  await page.getByLabel('Code from your authenticator').fill('000000')
  await page.getByRole('button', { name: 'Switch it on' }).click()
  await page.getByRole('alert').waitFor()
  await page.getByLabel('Code from your authenticator').fill(totp.generate())
  await page.getByRole('button', { name: 'Switch it on' }).click()
  await page.getByRole('heading', { name: 'Your recovery codes' }).waitFor()
  assert.equal(await page.locator('.codes li').count(), 10)
  await assertFaultless(page)
  const recoveryCode = await page.locator('.codes li').first().innerText()
  await page.getByRole('link', { name: 'I have kept them' }).click()
  await page.getByText('10 are left').waitFor()
  await assertFaultless(page)

  await signOut(page)
  await signIn(page, user)
  await page.getByRole('heading', { name: 'One more step' }).waitFor()
  await assertFaultless(page)
  await page.getByText('I do not have my authenticator at hand').click()
  await page.getByLabel('Recovery code').fill('aaaa-bbbb-cccc-dddd')
  await page.getByRole('button', { name: 'Continue with this code' }).click()
  await page.getByRole('alert').waitFor()
  await page.getByLabel('Recovery code').fill(recoveryCode)
  await page.getByRole('button', { name: 'Continue with this code' }).click()
  await page.waitForURL('/account')
})

test('everything but passkeys works without a script', async (t) => {
  const page = await chromium.open(t, { script: false, size: 'phone' })
  await signInAs(page, operator)
  await page.goto('/account/passkeys')
  await page.getByText('Passkeys need JavaScript').waitFor()
  assert.equal(await page.getByRole('button', { name: 'Add a passkey' }).count(), 0)
  await page.goto('/account/second-factor')
  await page.getByLabel('Your password').fill(operator.password)
  await page.getByRole('button', { name: 'Set it up' }).click()
  await page.getByRole('button', { name: 'Leave it off' }).click()
  await page.getByRole('button', { name: 'Set it up' }).waitFor()
})

test('the pages of passkeys run one file of this server, and nothing else', async () => {
  for (const path of ['/sign-in', '/account/passkeys']) {
    const answer = await mint.request(path)
    if (answer.status !== 200) continue
    const policy = String(answer.headers['content-security-policy'])
    assert.match(policy, /default-src 'none'/)
    assert.match(policy, /script-src 'self'(;|$)/)
    assert.match(policy, /connect-src 'self'(;|$)/)
    assert.doesNotMatch(policy, /unsafe|nonce|\*/)
  }
  const other = await mint.request('/account/second-factor')
  assert.doesNotMatch(String(other.headers['content-security-policy']), /script-src/)
  const script = await mint.request('/assets/passkey.js')
  assert.equal(script.status, 200)
  assert.match(String(script.headers['content-type']), /^text\/javascript/)
})
