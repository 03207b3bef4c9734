// The API reference shows every operation of this very mint, asks nobody else for anything, and
// what it offers to try works: for whoever is signed in, and with a key that was typed in.
import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { Page } from 'playwright-core'
import { manage } from '../flows/admin.ts'
import { newKey } from '../management/actors.ts'
import { readOperations } from '../management/operations.ts'
import { mintForThisFile } from '../mint.ts'
import { chromiumForThisFile } from './chromium.ts'

const mint = await mintForThisFile()
const chromium = await chromiumForThisFile(mint)
const TRY = `${mint.baseUrl}/admin/v1/organizations`

async function openReference(page: Page): Promise<void> {
  await page.goto('/admin/v1/reference')
  await page.getByRole('heading', { name: 'Mintmark management API' }).waitFor()
}

/** Opens the form of one operation, sends what stands in it, and reads the answer. */
async function send(page: Page, method: 'get' | 'post', fill?: () => Promise<void>) {
  await page.getByRole('link', { name: 'organizations', exact: true }).click()
  await page
    .getByRole('button', { name: `Test Request (${method} /admin/v1/organizations)` })
    .click()
  await fill?.()
  const answered = page.waitForResponse((answer) => {
    return answer.url().startsWith(TRY) && answer.request().method() === method.toUpperCase()
  })
  await page.getByRole('dialog').getByRole('button', { name: /^Send/ }).first().click()
  return answered
}

test('whoever is signed in tries it at once, changes too', async (t) => {
  const page = await chromium.open(t, { as: mint.demo.operator })
  await openReference(page)
  const answer = await send(page, 'post', async () => {
    // The example comes into the editor late, and would write over what was filled in before.
    const body = page.getByRole('dialog').locator('.cm-content', { hasText: '"name"' })
    await body.fill('{ "name": "Tried out" }')
  })
  assert.equal(answer.status(), 201)
  assert.match((await manage(mint, '/organizations')).text, /Tried out/)
})

test('whoever is not signed in', async (t) => {
  const page = await chromium.open(t)
  await openReference(page)

  await t.test('finds every kind of thing in it', async () => {
    const names = new Set((await readOperations(mint)).map(({ name }) => name.split('.')[0] ?? ''))
    for (const name of names) {
      await page.getByRole('link', { name, exact: true }).first().waitFor()
    }
  })

  await t.test('types in a key that counts, and stays in memory', async () => {
    const key = await newKey(mint, ['organizations:read'])
    await page.getByPlaceholder('Token').first().fill(key)
    const answer = await send(page, 'get')
    assert.equal(answer.status(), 200)
    assert.match(await answer.text(), /Demo Company/)
    const kept = await page.evaluate('JSON.stringify([{ ...localStorage }, { ...sessionStorage }])')
    assert.ok(!`${kept} ${page.url()}`.includes(key.slice(0, 20)))
  })
})
