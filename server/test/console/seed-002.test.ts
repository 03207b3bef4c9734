// Seed 002, “Create API credentials”: its numbered steps in their order and with their words; then
// its request, with what was copied, gets a bearer access token.
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { chromiumForThisFile } from '../chromium/chromium.ts'
import { untilShown } from '../chromium/console.ts'
import { assertFaultless } from '../chromium/faults.ts'
import { availability, vonage } from '../flows/vendors.ts'
import { mintForThisFile } from '../mint.ts'
import { addScope, closeShownOnce, copyOf, goTo } from './hand.ts'

const mint = await mintForThisFile()
const chromium = await chromiumForThisFile(mint)
const NAME = 'Availability for the wallboard'

test('API credentials are created, shown once and then give a token', async (t) => {
  const page = await chromium.open(t, { as: mint.demo.operator })
  // 1. “Log in to the Admin Portal and go to API Credentials. Click Create New.”
  await goTo(page, 'API Credentials')
  await page.getByRole('link', { name: 'Create New' }).click()
  await page.getByRole('heading', { name: 'Create API Credentials' }).waitFor()
  // 2. “Type a name for the credentials. In the Scopes list, click to see the available scopes.
  // Click the name of the scope to add it. Click x alongside the scope name to remove it.”
  await page.getByRole('textbox', { name: 'Name' }).fill(NAME)
  await addScope(page, 'Scopes', 'agents-availability:read')
  await addScope(page, 'Scopes', 'stats')
  await page.getByRole('button', { name: 'Remove stats' }).click()
  // 3. “Click Save API credential. A Success message appears and your new credentials appear.
  // Copy and save your client ID and secret.”
  await page.getByRole('button', { name: 'Save API credential' }).click()
  const dialog = page.getByRole('dialog', { name: 'Success' })
  await dialog.waitFor()
  await assertFaultless(page)
  const client_id = await copyOf(page, 'Client ID')
  const client_secret = await copyOf(page, 'Client secret')
  assert.match(await copyOf(page, 'curl line'), new RegExp(client_secret))
  assert.match(await copyOf(page, '.env lines'), new RegExp(client_secret))
  // 4. “Click OK. Your new credentials appear without the secret in API Credentials.”
  await closeShownOnce(page)
  await page.getByRole('heading', { level: 1, name: 'API Credentials' }).waitFor()
  await untilShown(page)
  await page.getByRole('link', { name: NAME }).waitFor()
  assert.ok(!(await page.content()).includes(client_secret), 'the secret is gone from the page')

  const credentials = { client_id, client_secret }
  const token = await vonage(mint, 'agents-availability:read', credentials)
  assert.equal(token.status, 200, token.text)
  assert.equal((await availability(mint, token.field('access_token'))).status, 200)
  const refused = await vonage(mint, 'stats', credentials)
  assert.equal(refused.json().error, 'invalid_scope', 'a scope that was removed is not there')

  // “From API Credentials, click to open the API credentials you wish to add a scope to. Add
  // scopes as required.”
  await page.getByRole('link', { name: NAME }).click()
  await page.getByRole('heading', { level: 1, name: NAME }).waitFor()
  await addScope(page, 'Scopes', 'stats')
  await page.getByRole('button', { name: 'Save changes' }).click()
  await page.getByText('It counts from the next token on.', { exact: false }).first().waitFor()
  assert.equal((await vonage(mint, 'stats', credentials)).status, 200)
})
