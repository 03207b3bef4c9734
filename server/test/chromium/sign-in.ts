import assert from 'node:assert/strict'
import type { Page } from 'playwright-core'
import type { Person } from '../demo.ts'

/** Fills in the sign-in form that the page shows, as a person does, and waits for what follows. */
export async function signIn(page: Page, { email, password }: Person): Promise<void> {
  await page.locator('input[type=email]').fill(email)
  await page.locator('input[type=password]').fill(password)
  const form = page.locator('form', { has: page.locator('input[type=password]') })
  // Passkeys are asked for below the same path.
  const answered = page.waitForResponse(
    (answer) => answer.request().method() === 'POST' && /\/sign-in$/.test(answer.url()),
  )
  await form.locator('button[type=submit], button:not([type])').first().click()
  const { status } = await answered.then((answer) => ({ status: answer.status() }))
  assert.ok(status === 302 || status === 303, `${email} is not signed in: ${status}`)
  await page.waitForLoadState('domcontentloaded')
}
