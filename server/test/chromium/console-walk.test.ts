// Every page of the console, for those who may see all of it: nothing is wrong with any of them, in
// both sizes and colour schemes.
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { mintForThisFile } from '../mint.ts'
import { chromiumForThisFile } from './chromium.ts'
import { openConsole, turnTo, untilShown } from './console.ts'
import { addressOf, consoleRoutes } from './console-routes.ts'
import { assertFaultless } from './faults.ts'
import { openScene } from './scene.ts'
import { signIn } from './sign-in.ts'

const mint = await mintForThisFile()
const chromium = await chromiumForThisFile(mint)
await openScene(mint)
const { operator } = mint.demo

test('nothing is wrong with any page of the console', async (t) => {
  // One page for all of them: the console's code is read once.
  const page = await chromium.open(t, { size: 'phone', as: operator })
  for (const route of consoleRoutes()) {
    await t.test(route, async () => {
      await turnTo(page, await addressOf(mint, route))
      assert.doesNotMatch(await page.title(), /could not be shown|nothing here/i)
      assert.equal(await page.getByRole('alert').count(), 0, await page.innerText('main'))
      await assertFaultless(page)
    })
  }
})

test('nothing is wrong with what opens over a page: help, menu, secret, question', async (t) => {
  const page = await chromium.open(t, { size: 'phone', as: operator })
  await openConsole(page, '/console/management-keys/new')
  await page.keyboard.press('Shift+?')
  await page.getByRole('dialog', { name: 'Keyboard shortcuts' }).waitFor()
  await assertFaultless(page)
  await page.keyboard.press('Escape')
  await page.getByRole('button', { name: /^Account of/ }).click()
  await page.getByRole('menuitem', { name: 'Sign out' }).waitFor()
  await assertFaultless(page)
  await page.keyboard.press('Escape')
  await page.getByRole('textbox', { name: 'Name' }).fill('Walk')
  await page.getByRole('button', { name: 'Read everything' }).click()
  await page.getByRole('button', { name: 'Create key' }).click()
  await page.getByRole('checkbox', { name: 'I have saved it' }).check()
  await assertFaultless(page)
  await page.getByRole('button', { name: 'OK' }).click()
  await page.getByRole('button', { name: 'Revoke Walk' }).click()
  await page.getByRole('button', { name: 'Revoke key' }).waitFor()
  await assertFaultless(page)
})

test('nothing is wrong with an address of the console that leads nowhere', async (t) => {
  const page = await chromium.open(t, { size: 'phone', as: operator })
  await openConsole(page, '/console/no/such/page')
  await assertFaultless(page)
})

test('whoever is not signed in is sent to sign in, and comes back', async (t) => {
  const [route = '/'] = consoleRoutes()
  const page = await chromium.open(t, { allow: { complaints: [/status of 401/] } })
  await page.goto(`/console${route}`)
  await page.waitForURL(/\/sign-in\?/)
  await signIn(page, operator)
  await page.waitForURL(`**/console${route}`)
  await untilShown(page)
})
