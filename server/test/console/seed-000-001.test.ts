// Seeds 000 and 001: “Obtain your API key from the dashboard”, “You can create an API key directly
// from the Portal”; then the embed tokens of the one and the room and the text of the other.
import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { Page } from 'playwright-core'
import { chromiumForThisFile } from '../chromium/chromium.ts'
import { eightByEight, vocera, voceraDetail } from '../flows/vendors.ts'
import { mintForThisFile } from '../mint.ts'
import { closeShownOnce, copyOf, goTo } from './hand.ts'

const mint = await mintForThisFile()
const chromium = await chromiumForThisFile(mint)

async function createApiKey(page: Page, style: string, name: string): Promise<string> {
  await goTo(page, 'API Keys')
  await page.getByRole('link', { name: 'Create API key' }).click()
  await page.getByRole('heading', { name: 'Create an API key' }).waitFor()
  await page.getByLabel('Style').selectOption(style)
  await page.getByRole('textbox', { name: 'Name' }).fill(name)
  await page.getByRole('button', { name: 'Save API key' }).click()
  await page.getByRole('dialog', { name: 'Success' }).waitFor()
  const key = await copyOf(page, 'API key')
  await closeShownOnce(page)
  await page.getByRole('link', { name }).waitFor()
  assert.ok(!(await page.content()).includes(key), 'the key is gone from the page')
  return key
}

test('an API key from the dashboard gives embed tokens for an agent', async (t) => {
  const page = await chromium.open(t, { as: mint.demo.operator })
  const key = await createApiKey(page, 'vocera', 'Support portal, production')
  const tokens = await vocera(mint, key)
  assert.equal(tokens.status, 200, tokens.text)
  assert.ok(tokens.field('refresh'))
  assert.equal((await voceraDetail(mint, tokens.field('access'))).status, 200)
})

test('an API key from the portal opens a room, and sends the link by text', async (t) => {
  const page = await chromium.open(t, { as: mint.demo.operator })
  const key = await createApiKey(page, 'eight-by-eight', 'Video desk')
  const asked = { create_room: true, phone_number: '+6512345678', call_reference: '123abcde' }
  const answer = await eightByEight(mint, asked, key)
  assert.equal(answer.status, 200, answer.text)
  const empty = await eightByEight(mint, undefined, key)
  assert.equal(empty.status, 200, empty.text)
  // The room that it opened stands among the rooms.
  await goTo(page, 'Rooms and calls')
  await page.getByText('123abcde').first().waitFor()
})
