// Seed 004, “Get a token for private apps”: an API user, an integration and its Client API Key are
// made as the guide says, in its order and words; then its three requests are sent with them.
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { chromiumForThisFile } from '../chromium/chromium.ts'
import { untilShown } from '../chromium/console.ts'
import { mintForThisFile } from '../mint.ts'
import { basic } from '../wire.ts'
import { addScope, closeShownOnce, copyOf, goTo } from './hand.ts'

const mint = await mintForThisFile()
const chromium = await chromiumForThisFile(mint)
const user = {
  name: 'Lobby API user',
  email: 'lobby-api@demo.localhost',
  password: 'Zebra-quilt-84',
}

test('an employee, an integration and a Client API Key give tokens and locations', async (t) => {
  const page = await chromium.open(t, { as: mint.demo.operator })
  // “Create an employee manually in your employee directory.”
  await goTo(page, 'Employees')
  await page.getByRole('link', { name: 'Create employee' }).click()
  await page.getByRole('heading', { name: 'Create an employee manually' }).waitFor()
  await page.getByRole('textbox', { name: 'Name', exact: true }).fill(user.name)
  await page.getByRole('textbox', { name: 'E-mail' }).fill(user.email)
  // “Assign the user a Global Admin role.”
  await page.getByRole('checkbox', { name: 'Global Admin' }).check()
  // “Make sure the setting Show employee as a host on the Visitors Kiosk is disabled.”
  const kiosk = page.getByRole('switch', { name: /^Show employee as a host on the Visitors Kiosk/ })
  assert.equal(await kiosk.isChecked(), false)
  await page.getByRole('radio', { name: 'Password' }).check()
  await page.locator('input[type=password]').fill(user.password)
  await page.getByRole('button', { name: 'Create employee' }).click()
  await page.getByRole('heading', { level: 1, name: user.name }).waitFor()

  // “Visit the Dev Dashboard. Click Create New. Provide a name for your integration.”
  await goTo(page, 'Integrations')
  await page.getByRole('link', { name: 'Create New' }).click()
  await page.getByRole('textbox', { name: 'Name' }).fill('Lobby screens')
  // “Under API Scopes add the scope locations.read.”
  await addScope(page, 'API Scopes', 'locations.read')
  // “Check Is the integration ready to be displayed?”
  await page.getByRole('checkbox', { name: /^Is the integration ready to be displayed\?/ }).check()
  // “Click Save Integration.”
  await page.getByRole('button', { name: 'Save Integration' }).click()
  await page.getByRole('dialog', { name: 'Success' }).waitFor()
  const id = await copyOf(page, 'Client ID')
  const secret = await copyOf(page, 'Client secret')
  const key = await copyOf(page, 'Client API Key')
  await closeShownOnce(page)
  await untilShown(page)
  await page.getByRole('link', { name: 'Lobby screens' }).waitFor()

  const locations = await mint.request('/v1/locations', { headers: { 'X-Api-Key': key } })
  assert.equal(locations.status, 200, locations.text)

  const token = await mint.request('/oauth2/token', {
    headers: { Authorization: basic(id, secret) },
    multipart: {
      username: user.email,
      password: user.password,
      scope: 'token.refresh,locations.read',
      grant_type: 'password',
    },
  })
  assert.equal(token.status, 200, token.text)
  assert.equal(token.json().expires_in, 86_400)
  const headers = { Authorization: `Bearer ${token.field('access_token')}` }
  assert.equal((await mint.request('/v1/locations', { headers })).status, 200)

  const refreshed = await mint.request('/oauth2/token', {
    multipart: {
      client_id: id,
      client_secret: secret,
      refresh_token: token.field('refresh_token'),
      grant_type: 'refresh_token',
    },
  })
  assert.equal(refreshed.status, 200, refreshed.text)
})
