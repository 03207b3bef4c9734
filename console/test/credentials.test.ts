// The guides' own steps, in their order and with their words, and what they lead to.
import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { Page } from 'playwright-core'
import { chromiumForThisFile } from '../../server/test/chromium/chromium.ts'
import { openConsole } from '../../server/test/chromium/console.ts'
import { assertFaultless } from '../../server/test/chromium/faults.ts'
import { mintForThisFile } from '../../server/test/mint.ts'
import { saveShown } from './shown-once.ts'

const mint = await mintForThisFile()
const chromium = await chromiumForThisFile(mint)
const { operator } = mint.demo

test('API credentials are created, used and given another scope', async (t) => {
  const page = await chromium.open(t, { as: operator })
  await openConsole(page, '/console/api-credentials')
  await press(page, 'link', 'Create New')
  await page.getByRole('heading', { name: 'Create API Credentials' }).waitFor()
  await page.getByLabel('Name').fill('Nightly export')
  await page.getByRole('textbox', { name: 'Scopes' }).click()
  await page.getByRole('option', { name: /agents-availability:read/ }).click()
  await page.getByRole('option', { name: /stats/ }).click()
  await page.keyboard.press('Escape')
  await press(page, 'button', 'Remove stats')
  await press(page, 'button', 'Save API credential')
  await page.getByRole('dialog', { name: 'Success' }).waitFor()
  await assertFaultless(page)
  const [id = '', secret = ''] = await saveShown(page, 'Client ID', 'Client secret')
  await page.waitForURL('**/console/api-credentials')
  assert.ok(!(await page.content()).includes(secret), 'nobody sees it again')
  assert.equal(await tokenStatus(id, secret, 'agents-availability:read'), 200)
  assert.equal(await tokenStatus(id, secret, 'stats'), 400)

  await page.getByRole('link', { name: /Nightly export/ }).click()
  await page.getByRole('textbox', { name: 'Scopes' }).click()
  await page.getByRole('option', { name: /stats/ }).click()
  await page.keyboard.press('Escape')
  await press(page, 'button', 'Save changes')
  await page.getByText('Saved. It counts from the next token on.').waitFor()
  assert.equal(await tokenStatus(id, secret, 'stats'), 200)
})

test('a rotation shows both secrets; it is rolled back, or finished', async (t) => {
  const page = await chromium.open(t, { as: operator })
  const first = await create(page, 'To be rotated')
  const rotated = async () => {
    await press(page, 'button', 'Rotate')
    await page.getByRole('dialog').getByRole('button', { name: 'Rotate', exact: true }).click()
    const [, secret = ''] = await saveShown(page, 'Client ID', 'Client secret')
    await page.getByText('A rotation is under way').waitFor()
    return secret
  }
  const works = (secret: string) => tokenStatus(first.id, secret, 'stats')
  const agree = async (act: string) => {
    await press(page, 'button', act)
    await page.getByRole('dialog').getByRole('button', { name: act, exact: true }).click()
    await page.getByText('A rotation is under way').waitFor({ state: 'hidden' })
  }

  await page.getByRole('link', { name: /To be rotated/ }).click()
  const second = await rotated()
  assert.deepEqual([await works(first.secret), await works(second)], [200, 200])
  await assertFaultless(page)
  await agree('Roll back')
  assert.deepEqual([await works(first.secret), await works(second)], [200, 400])

  const third = await rotated()
  await agree('Finish now')
  assert.deepEqual([await works(first.secret), await works(third)], [400, 200])
})

test('what is disabled gets nothing until it is enabled; what is deleted is gone', async (t) => {
  const page = await chromium.open(t, { size: 'phone', as: operator })
  const { id, secret } = await create(page, 'To be ended')
  const works = () => tokenStatus(id, secret, 'stats')
  await page.getByRole('link', { name: /To be ended/ }).click()
  await press(page, 'button', 'Disable')
  const question = page.getByRole('dialog', { name: 'Disable To be ended?' })
  await question.getByText('Every access token').waitFor()
  await assertFaultless(page)
  await question.getByRole('button', { name: 'Disable' }).click()
  await page.getByRole('button', { name: 'Enable', exact: true }).waitFor()
  assert.equal(await works(), 400)
  await press(page, 'button', 'Undo')
  await page.getByRole('button', { name: 'Disable', exact: true }).waitFor()
  assert.equal(await works(), 200)
  await press(page, 'button', 'Delete')
  await page.getByRole('dialog').getByRole('button', { name: 'Delete API credential' }).click()
  await page.waitForURL('**/console/api-credentials')
  await page.getByRole('link', { name: /To be ended/ }).waitFor({ state: 'hidden' })
  assert.equal(await works(), 400)
})

async function create(page: Page, name: string): Promise<{ id: string; secret: string }> {
  await openConsole(page, '/console/api-credentials/new')
  await page.getByLabel('Name').fill(name)
  await page.getByRole('textbox', { name: 'Scopes' }).click()
  await page.getByRole('option', { name: /stats/ }).click()
  await page.keyboard.press('Escape')
  await press(page, 'button', 'Save API credential')
  const [id = '', secret = ''] = await saveShown(page, 'Client ID', 'Client secret')
  return { id, secret }
}

function press(page: Page, role: 'button' | 'link', name: string): Promise<void> {
  return page.getByRole(role, { name, exact: true }).click()
}

async function tokenStatus(id: string, secret: string, scope: string): Promise<number> {
  const form = { grant_type: 'client_credentials', client_id: id, client_secret: secret, scope }
  return (await mint.request('/Auth/connect/token', { method: 'POST', form })).status
}
