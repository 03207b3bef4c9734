// Dead letters in the console: whoever operates sees why a text was not sent, and decides.
import assert from 'node:assert/strict'
import { after, test } from 'node:test'
import { openVendor } from '../../texts/test/vendor.ts'
import { agentSignIn, eightByEight } from '../flows/vendors.ts'
import { mintForThisFile } from '../mint.ts'
import { chromiumForThisFile } from './chromium.ts'
import { openConsole } from './console.ts'
import { assertFaultless } from './faults.ts'

const vendor = await openVendor()
after(() => vendor.close())
const mint = await mintForThisFile({
  env: {
    MINTMARK_TEXTS_PROVIDER: 'vonage',
    MINTMARK_TEXTS_ACCOUNT: 'abcd1234',
    MINTMARK_TEXTS_SECRET: 'secret',
    MINTMARK_TEXTS_SENDER: 'Mint',
    MINTMARK_TEXTS_URL: vendor.url,
  },
})
const chromium = await chromiumForThisFile(mint)
const as = mint.demo.operator

async function owe(call_reference: string): Promise<void> {
  const asked = { create_room: true, phone_number: '+6512345678', call_reference }
  const token = (await eightByEight(mint, asked)).field('auth_token')
  assert.equal((await agentSignIn(mint, token)).status, 200)
}

test('an uncertain text is sent again by somebody who was warned, or dropped', async (t) => {
  const page = await chromium.open(t, { as })
  vendor.answers({ status: 503 })
  await owe('Lost-call')
  await openConsole(page, '/console/texts?state=dead')
  const row = page.getByRole('row').filter({ hasText: 'Lost-call' })
  await row.getByText('The answer was lost (http_503)').waitFor()
  await assertFaultless(page)
  vendor.answers({ status: 200, body: '{"messages":[{"status":"7"}]}' })
  await row.getByRole('button', { name: /^Send again/ }).click()
  const dialog = page.getByRole('dialog')
  await dialog.getByText('the guest gets a second text', { exact: false }).waitFor()
  await dialog.getByRole('button', { name: 'Send again' }).click()
  await row.getByText('The provider refused it (status_7)').waitFor()
  await row.getByRole('button', { name: /^Drop/ }).click()
  await row.waitFor({ state: 'detached' })
})

test('all texts are stopped and go on; a number is put on the list and taken off', async (t) => {
  const page = await chromium.open(t, { as, size: 'phone' })
  await openConsole(page, '/console/texts')
  await page.getByRole('button', { name: 'Stop all texts' }).click()
  await page.getByRole('dialog').getByRole('button', { name: 'Stop texts' }).click()
  await page.getByText('When somebody resets it').waitFor()
  await assertFaultless(page)
  await page.getByRole('button', { name: 'Reset' }).click()
  await page.getByText('Closed', { exact: true }).waitFor()
  await page.getByLabel('Phone number').fill('+6590893208')
  await page.getByRole('button', { name: 'Add number' }).click()
  await page.getByText('…3208').waitFor()
  await assertFaultless(page)
  await page.getByRole('button', { name: 'Take off: …3208' }).click()
  await page.getByText('There are none.').waitFor()
})
