// Watching and inspecting in the console, as an operator does it: what a token is and why it was
// refused, what went on, who did it; and the pages by which a platform is run.
import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { Download } from 'playwright-core'
import { createClient, manage } from '../flows/admin.ts'
import { mintForThisFile } from '../mint.ts'
import { openFreshWindow } from '../windows.ts'
import { chromiumForThisFile } from './chromium.ts'
import { openConsole } from './console.ts'
import { assertFaultless } from './faults.ts'

const mint = await mintForThisFile({ env: { MINTMARK_LIMITS_SECRET_PER_CLIENT: '3' } })
const chromium = await chromiumForThisFile(mint)
const as = mint.demo.operator
const { vonage } = mint.demo

test('a token is told, a refusal explained, and what ends is told before it ends', async (t) => {
  const page = await chromium.open(t, { as, size: 'phone' })
  const token = await vonageToken(vonage, 'stats')
  await openConsole(page, '/console/token-inspector')
  await page.getByLabel('Token, key or secret').fill(token)
  await page.getByRole('button', { name: 'A request was refused' }).click()
  await page.getByLabel('Path').fill('/agents-availability')
  await page.getByRole('button', { name: 'Inspect', exact: true }).click()
  await page.getByRole('heading', { name: 'Access token: it is good' }).waitFor()
  await page.getByText(/It ends in 14 minutes/).waitFor()
  await page.getByText('It would be refused with 403').waitFor()
  const failed = page.getByRole('listitem').filter({ hasText: 'It has the scope that' })
  await failed.getByLabel('Does not hold').waitFor()
  await page.getByRole('heading', { name: 'Claims' }).waitFor()
  await assertFaultless(page)
  await page.getByRole('button', { name: 'Revoke…' }).click()
  await page.getByRole('dialog').getByText('This ends with it').waitFor()
  await page.getByRole('button', { name: 'Revoke', exact: true }).click()
  await page.getByRole('heading', { name: 'Access token: no longer good' }).waitFor()
  await page.getByText('This check failed: it is not revoked.').waitFor()
})

test('what was pasted is gone when the page is left, and never was anywhere else', async (t) => {
  const page = await chromium.open(t, { as })
  const token = await vonageToken(vonage, 'stats')
  await openConsole(page, '/console/token-inspector')
  const field = page.getByLabel('Token, key or secret')
  await field.fill(token)
  await field.press('Enter')
  await page.getByRole('heading', { name: 'Access token: it is good' }).waitFor()
  assert.ok(!page.url().includes(token.slice(0, 12)))
  await page.getByRole('link', { name: 'Audit log' }).click()
  await page.getByRole('heading', { name: 'Audit log', level: 1 }).waitFor()
  await page.goBack()
  await page.getByRole('heading', { name: 'Token inspector' }).waitFor()
  assert.equal(await field.inputValue(), '')
  assert.ok(!(await page.content()).includes(token.slice(-12)))
  await page.goto('/')
  await page.goBack()
  await page.getByRole('heading', { name: 'Token inspector' }).waitFor()
  assert.equal(await field.inputValue(), '')
})

test('a bar of the overview leads, by keyboard, to what the log says of that time', async (t) => {
  const page = await chromium.open(t, { as })
  const client = await createClient(mint, { dialect: 'standard', scopes: ['api:read'] })
  await vonageToken(vonage, 'stats')
  await openConsole(page, '/console/?range=1h')
  await page.getByRole('img', { name: /^Tokens issued in the last 1 hour/ }).waitFor()
  const bars = page.getByRole('group', { name: /^Steps of time/ }).getByRole('link')
  await bars.last().focus()
  await page.keyboard.press('ArrowLeft')
  const before = await bars.nth((await bars.count()) - 2).getAttribute('aria-label')
  assert.equal(await page.evaluate('document.activeElement.ariaLabel'), before)
  await page.keyboard.press('ArrowRight')
  await assertFaultless(page)
  await page.getByRole('button', { name: 'As a table' }).click()
  await page.getByRole('table').getByRole('rowheader').first().waitFor()
  await page.getByRole('button', { name: 'As a picture' }).click()
  await bars.last().focus()
  await page.keyboard.press('Enter')
  await page.waitForURL(/\/audit-log\?.*since=/)
  await page.getByText('Token by client credentials').first().waitFor()
  assert.ok(client.client_id !== '')
})

test('the log is followed, paused, linked into and taken away as a file', async (t) => {
  const page = await chromium.open(t, { as })
  await openConsole(page, '/console/audit-log?action=token.')
  await page.getByRole('button', { name: 'Follow live' }).click()
  await page.getByRole('button', { name: 'Pause' }).waitFor()
  const client = await createClient(mint, { dialect: 'vonage', scopes: ['stats'] })
  await vonageToken(client, 'stats')
  const fresh = page.locator('li[data-new="true"]').first()
  await fresh.waitFor()
  await page.getByRole('button', { name: 'Pause' }).click()
  await fresh.getByRole('link').click()
  const drawer = page.getByRole('dialog')
  await drawer.getByText('Event id').waitFor()
  await drawer.getByRole('link', { name: client.client_id, exact: true }).waitFor()
  await assertFaultless(page)
  const id = new URL(page.url()).searchParams.get('event') ?? ''
  await openConsole(page, `/console/audit-log?outcome=nothing_of_the_kind&event=${id}`)
  await page.getByRole('dialog').getByText(id, { exact: true }).waitFor()
  await page.keyboard.press('Escape')
  await page.getByText('Nothing matches').waitFor()
  await openConsole(page, `/console/audit-log?client_id=${client.client_id}`)
  await page.getByRole('button', { name: 'Export' }).click()
  const file = page.waitForEvent('download')
  await page.getByRole('menuitem', { name: /CSV/ }).click()
  const text = await textOf(await file)
  assert.ok(text.includes(client.client_id))
  assert.ok(!text.includes(vonage.client_id), 'the filters hold for the file too')
})

test('a key is rotated without harm, and retired only by whoever means it', async (t) => {
  const page = await chromium.open(t, { as, size: 'phone' })
  await openConsole(page, '/console/signing-keys')
  await page.getByRole('button', { name: 'Rotate the key of Envoy' }).click()
  await page.getByRole('radio', { name: 'In 24 hours' }).check()
  await page.getByRole('button', { name: 'Publish the new key' }).click()
  await page.getByText('A successor is published and takes over').waitFor()
  const keys = page.getByRole('list', { name: 'Signing keys of Envoy' })
  assert.equal(await keys.getByRole('listitem').count(), 2)
  await keys
    .getByRole('button', { name: /^Retire at once/ })
    .last()
    .click()
  const dialog = page.getByRole('dialog')
  await dialog.getByText('This ends with it').waitFor()
  await assertFaultless(page)
  const act = dialog.getByRole('button', { name: 'Retire the key' })
  assert.equal(await act.isDisabled(), true)
  const wanted = await dialog.locator('label code').innerText()
  await dialog.getByLabel(/^Type/).fill(wanted)
  await act.click()
  await keys.getByText('Gone', { exact: true }).waitFor()
})

test('a scope is described as users will read it, and its deletion undone', async (t) => {
  // Somebody gives it to a client meanwhile, and the deletion is refused.
  const page = await chromium.open(t, { as, allow: { complaints: [/status of 409/] } })
  await openConsole(page, '/console/scopes?style=standard')
  await page.getByRole('button', { name: 'Add scope' }).click()
  const dialog = page.getByRole('dialog')
  await dialog.getByLabel('Scope').fill('orders:read')
  await dialog.getByLabel('API', { exact: false }).nth(0).waitFor()
  await dialog.getByRole('textbox', { name: 'API' }).fill('Orders API')
  await dialog.getByLabel('In the words that users read').fill('See your orders')
  await dialog.getByRole('figure').getByText('See your orders').waitFor()
  await assertFaultless(page)
  await dialog.getByRole('button', { name: 'Add scope' }).click()
  await page.getByText('Added here').waitFor()
  await page.getByRole('button', { name: 'Delete orders:read' }).click()
  await page.getByRole('button', { name: 'Undo' }).click()
  await page.getByText('It is as it was before.').waitFor()
  const client = await createClient(mint, { dialect: 'standard', scopes: ['orders:read'] })
  await page.getByRole('button', { name: 'Delete orders:read' }).click()
  await page.getByRole('dialog').locator(`a[href$="${client.id}"]`).waitFor()
})

test('a style is switched off and on, and a lifetime is not the vendor’s any more', async (t) => {
  const page = await chromium.open(t, { as })
  await openConsole(page, '/console/styles/vonage')
  await page.getByText('By default, your token expires after 15 minutes.').waitFor()
  await page.getByLabel('Access tokens live', { exact: true }).fill('5')
  await page.getByRole('button', { name: 'Save' }).click()
  await page.getByText(/The lifetimes are changed/).waitFor()
  const { expires_in } = await vonageAnswer(vonage, 'stats')
  assert.equal(expires_in, 300)
  await page.getByRole('button', { name: 'Switch off…' }).click()
  await page.getByRole('dialog').getByText('Nothing is revoked', { exact: false }).waitFor()
  await page.getByRole('button', { name: 'Switch off', exact: true }).click()
  await page.getByText('Switched off', { exact: true }).waitFor()
  await page.getByRole('button', { name: 'Switch on' }).click()
  await page.getByText('On', { exact: true }).waitFor()
  await vonageToken(vonage, 'stats')
})

test('whoever is blocked is named and let in again', async (t) => {
  const page = await chromium.open(t, { as })
  const client = await createClient(mint, { dialect: 'vonage', scopes: ['stats'] })
  const wrong = { ...client, client_secret: 'wrong' }
  await openFreshWindow(mint)
  for (let n = 0; n < 5; n += 1) await vonageAnswer(wrong, 'stats')
  await openConsole(page, '/console/blocks')
  const row = page.getByRole('row').filter({ hasText: client.client_id })
  await row.getByText('Wrong secrets for one client').waitFor()
  await assertFaultless(page)
  await row.getByRole('button', { name: /^Let try again/ }).click()
  await row.waitFor({ state: 'detached' })
  await vonageToken(client, 'stats')
})

test('whoever may only read is offered nothing else', async (t) => {
  const email = 'reader@demo.localhost'
  const password = 'a reader of many logs'
  const made = await manage(mint, '/users', {
    method: 'POST',
    json: { name: 'Rita Reader', email, password, roles: ['read_only'] },
  })
  assert.equal(made.status, 201, made.text)
  const page = await chromium.open(t, { as: { email, password } })
  for (const [path, act] of [
    ['scopes', /Add scope|^Edit|^Delete/],
    ['signing-keys', /Rotate|Retire/],
    ['regions', /Add region|^Edit/],
    ['styles/vonage', /Switch|Save/],
  ] as const) {
    await openConsole(page, `/console/${path}`)
    assert.equal(await page.getByRole('main').getByRole('button', { name: act }).count(), 0, path)
  }
  assert.equal(await page.getByRole('link', { name: 'Blocks' }).count(), 0)
})

interface Credentials {
  readonly client_id: string
  readonly client_secret: string
}

async function vonageAnswer(client: Credentials, scope: string) {
  const { client_id, client_secret } = client
  const form = { grant_type: 'client_credentials', client_id, client_secret, scope }
  return (await mint.request('/Auth/connect/token', { method: 'POST', form })).json()
}

async function vonageToken(client: Credentials, scope: string): Promise<string> {
  const { access_token: token } = await vonageAnswer(client, scope)
  assert.equal(typeof token, 'string')
  return String(token)
}

async function textOf(download: Download): Promise<string> {
  const parts: Buffer[] = []
  for await (const part of await download.createReadStream()) parts.push(Buffer.from(part))
  return Buffer.concat(parts).toString()
}
