// The token inspector: what is pasted is explained, stays where it was pasted, and is revoked after
// it was shown what ends with it; what a program holds ends with it.
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { chromiumForThisFile } from '../chromium/chromium.ts'
import { assertFaultless } from '../chromium/faults.ts'
import { holdTokens, refresh } from '../flows/standard.ts'
import { availability, vonage } from '../flows/vendors.ts'
import { mintForThisFile } from '../mint.ts'
import { goTo } from './hand.ts'

const mint = await mintForThisFile()
const chromium = await chromiumForThisFile(mint)

test('a token is explained check by check, and nothing of it is left behind', async (t) => {
  const token = (await vonage(mint, 'stats')).field('access_token')
  const page = await chromium.open(t, { as: mint.demo.operator })
  await goTo(page, 'Token inspector')
  await page.getByLabel('Token, key or secret').fill(token)
  await page.getByRole('button', { name: 'Inspect', exact: true }).click()
  await page.getByRole('heading', { name: /: it is good$/ }).waitFor()
  await page.getByRole('list', { name: 'Scopes' }).getByText('stats').first().waitFor()
  await assertFaultless(page)
  // Why was a request refused? By the scope that it lacks.
  await page.getByRole('button', { name: 'A request was refused' }).click()
  await page.getByLabel('Path').fill('/agents-availability')
  await page.getByRole('button', { name: 'Inspect', exact: true }).click()
  await page
    .getByText(/agents-availability:read/)
    .first()
    .waitFor()

  assert.ok(!page.url().includes(token.slice(0, 40)))
  await page.reload()
  await page.getByLabel('Token, key or secret').waitFor()
  assert.equal(await page.getByLabel('Token, key or secret').inputValue(), '')
  assert.ok(!mint.output().includes(token.split('.')[2] ?? token), 'it is not in the log')
})

test('what ends with a refresh token is shown before it is revoked, and then ends', async (t) => {
  const tokens = await holdTokens(mint)
  const page = await chromium.open(t, { as: mint.demo.operator })
  await goTo(page, 'Token inspector')
  await page.getByLabel('Token, key or secret').fill(tokens.refresh)
  await page.getByRole('button', { name: 'Inspect', exact: true }).click()
  await page.getByRole('button', { name: 'Revoke…' }).click()
  const dialog = page.getByRole('dialog')
  await dialog.getByRole('list', { name: 'What ends with it' }).waitFor()
  await assertFaultless(page)
  await dialog.getByRole('button', { name: 'Revoke', exact: true }).click()
  await page.getByRole('heading', { name: /no longer good$/ }).waitFor()
  assert.equal((await refresh(mint, tokens.refresh)).status, 400)
})

test('a token that is revoked opens nothing any more', async (t) => {
  const token = (await vonage(mint)).field('access_token')
  assert.equal((await availability(mint, token)).status, 200)
  const page = await chromium.open(t, { as: mint.demo.operator, size: 'phone' })
  await page.goto('/console/token-inspector')
  await page.getByLabel('Token, key or secret').fill(token)
  await page.getByRole('button', { name: 'Inspect', exact: true }).click()
  await page.getByRole('button', { name: 'Revoke…' }).click()
  await page.getByRole('dialog').getByRole('button', { name: 'Revoke', exact: true }).click()
  await page.getByRole('heading', { name: /no longer good$/ }).waitFor()
  assert.equal((await availability(mint, token)).status, 401)
})
