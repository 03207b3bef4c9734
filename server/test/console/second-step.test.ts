// Signing in with more than a password, in a real browser: an authenticator's codes, and a passkey.
import { test } from 'node:test'
import { TOTP } from 'otpauth'
import type { Page } from 'playwright-core'
import { chromiumForThisFile } from '../chromium/chromium.ts'
import { assertFaultless } from '../chromium/faults.ts'
import { signIn } from '../chromium/sign-in.ts'
import { freePort, mintForThisFile } from '../mint.ts'

// Passkeys belong to a name; an address of numbers has none.
const port = await freePort()
const mint = await mintForThisFile({ port, env: { MINTMARK_BASE_URL: `http://localhost:${port}` } })
const chromium = await chromiumForThisFile(mint)
const { operator } = mint.demo
const { user } = mint.demo.vocalcola

test('a second factor is set up, and asked for at the next sign-in', async (t) => {
  const page = await chromium.open(t, { as: user, size: 'phone' })
  await page.goto('/account/second-factor')
  await page.getByLabel('Password').fill(user.password)
  await page.getByRole('button', { name: 'Set it up' }).click()
  await page.getByRole('button', { name: 'Switch it on' }).waitFor()
  await assertFaultless(page)
  const secret = (await page.locator('li code').innerText()).replaceAll(' ', '')
  const totp = new TOTP({ secret })
  await page.getByLabel('Code from your authenticator').fill(totp.generate())
  await page.getByRole('button', { name: 'Switch it on' }).click()
  await page
    .getByRole('heading', { name: /recovery codes/i })
    .first()
    .waitFor()
  await assertFaultless(page)

  await mint.advance(30)
  const elsewhere = await chromium.open(t, { allow: { complaints: [/status of 403/] } })
  await elsewhere.goto('/sign-in')
  await signIn(elsewhere, user)
  await elsewhere.getByRole('heading', { name: 'One more step' }).waitFor()
  await assertFaultless(elsewhere)
  const code = elsewhere.getByLabel('Code from your authenticator')
  await code.fill('000000')
  await elsewhere.getByRole('button', { name: 'Continue', exact: true }).click()
  await elsewhere.getByRole('alert').waitFor()
  await code.fill(totp.generate({ timestamp: Date.now() + 30_000 }))
  await elsewhere.getByRole('button', { name: 'Continue', exact: true }).click()
  await elsewhere.waitForURL('**/account')
})

test('a passkey is added, and signs in without a password', async (t) => {
  const page = await chromium.open(t, { as: operator })
  await holdAuthenticator(page)
  await page.goto('/account/passkeys')
  await page.getByLabel('Name').fill('Laptop')
  await page.getByLabel('Password').fill(operator.password)
  await page.getByRole('button', { name: 'Add a passkey' }).click()
  await page.getByRole('heading', { name: 'Laptop' }).waitFor()
  await assertFaultless(page)

  await page.context().clearCookies()
  await page.goto('/sign-in?return_to=/account')
  await page.getByRole('button', { name: 'Sign in with a passkey' }).click()
  await page.waitForURL('**/account')
})

/** A security key of this browser, whose owner always agrees. */
async function holdAuthenticator(page: Page): Promise<void> {
  const protocol = await page.context().newCDPSession(page)
  await protocol.send('WebAuthn.enable')
  await protocol.send('WebAuthn.addVirtualAuthenticator', {
    options: {
      protocol: 'ctap2',
      transport: 'internal',
      hasResidentKey: true,
      hasUserVerification: true,
      isUserVerified: true,
      automaticPresenceSimulation: true,
    },
  })
}
