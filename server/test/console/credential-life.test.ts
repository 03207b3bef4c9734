// What happens to API credentials later, each by hand and then tried by a program: rotating with
// overlap, finishing early, rolling back, switching off and undoing it, deleting.
import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { Page } from 'playwright-core'
import { chromiumForThisFile } from '../chromium/chromium.ts'
import { openConsole } from '../chromium/console.ts'
import { assertFaultless } from '../chromium/faults.ts'
import { createClient } from '../flows/admin.ts'
import { holdTokens, refresh } from '../flows/standard.ts'
import { availability, vonage } from '../flows/vendors.ts'
import { mintForThisFile } from '../mint.ts'
import { agreeTo, closeShownOnce, copyOf, goTo } from './hand.ts'

const mint = await mintForThisFile()
const chromium = await chromiumForThisFile(mint)
const SCOPE = 'agents-availability:read'

interface Held {
  readonly client_id: string
  readonly client_secret: string
}

async function openNew(page: Page, name: string): Promise<Held> {
  const client = await createClient(mint, { dialect: 'vonage', name, scopes: [SCOPE] })
  await openConsole(page, `/console/api-credentials/${client.id}`)
  return client
}

async function rotate(page: Page, overlap: string, act: string): Promise<string> {
  await page.getByRole('button', { name: 'Rotate', exact: true }).click()
  const dialog = page.getByRole('dialog', { name: 'Rotate the secret' })
  await dialog.getByRole('radio', { name: overlap }).check()
  await dialog.getByRole('button', { name: act, exact: true }).click()
  await page.getByRole('dialog', { name: 'Success' }).waitFor()
  const secret = await copyOf(page, 'Client secret')
  await closeShownOnce(page)
  return secret
}

async function assertWorks({ client_id }: Held, secret: string, works: boolean, when: string) {
  const answer = await vonage(mint, SCOPE, { client_id, client_secret: secret })
  assert.equal(answer.status === 200, works, `${when}: ${answer.text}`)
}

test('a secret is rotated: both work meanwhile, until the old one is ended early', async (t) => {
  const page = await chromium.open(t, { as: mint.demo.operator })
  const held = await openNew(page, 'Rotated')
  const next = await rotate(page, '7 days', 'Rotate')
  await page.getByText('A rotation is under way').waitFor()
  await assertFaultless(page)
  await assertWorks(held, held.client_secret, true, 'the old one meanwhile')
  await assertWorks(held, next, true, 'the new one')
  await page.getByRole('button', { name: 'Finish now' }).click()
  await agreeTo(page, 'Finish now')
  await page.getByText('A rotation is under way').waitFor({ state: 'hidden' })
  await assertWorks(held, held.client_secret, false, 'the old one when it was finished')
  await assertWorks(held, next, true, 'the new one when it was finished')
})

test('a secret that leaked is rotated without overlap', async (t) => {
  const page = await chromium.open(t, { as: mint.demo.operator })
  const held = await openNew(page, 'Leaked')
  const next = await rotate(page, 'Not at all', 'Rotate and end the old one')
  await assertWorks(held, held.client_secret, false, 'the old one')
  await assertWorks(held, next, true, 'the new one')
})

test('credentials are disabled with their tokens, enabled by undoing, and deleted', async (t) => {
  const page = await chromium.open(t, { as: mint.demo.operator })
  const held = await openNew(page, 'Ended')
  const token = (await vonage(mint, SCOPE, held)).field('access_token')
  assert.equal((await availability(mint, token)).status, 200)
  await page.getByRole('button', { name: 'Disable' }).click()
  await agreeTo(page, 'Disable')
  await page.getByRole('button', { name: 'Enable' }).waitFor()
  await assertWorks(held, held.client_secret, false, 'while they are disabled')
  assert.equal((await availability(mint, token)).status, 401)
  await page.getByRole('button', { name: 'Undo' }).click()
  await page.getByRole('button', { name: 'Disable' }).waitFor()
  await assertWorks(held, held.client_secret, true, 'when it was undone')

  await page.getByRole('button', { name: 'Delete', exact: true }).click()
  await agreeTo(page, 'Delete API credential')
  await page.waitForURL('**/console/api-credentials')
  await page.getByRole('link', { name: 'Ended' }).waitFor({ state: 'hidden' })
  await assertWorks(held, held.client_secret, false, 'when they were deleted')
})

test('what ends with a refresh token is shown before it is revoked, and then ends', async (t) => {
  const tokens = await holdTokens(mint)
  const page = await chromium.open(t, { as: mint.demo.operator })
  await goTo(page, 'Token inspector')
  await page.getByLabel('Token, key or secret').fill(tokens.refresh)
  await page.getByRole('button', { name: 'Inspect', exact: true }).click()
  await page.getByRole('button', { name: 'Revoke…' }).click()
  const dialog = page.getByRole('dialog')
  await dialog.getByRole('listitem').first().waitFor()
  await dialog.getByRole('button', { name: 'Revoke', exact: true }).click()
  await page.getByRole('heading', { name: /no longer good$/ }).waitFor()
  assert.equal((await refresh(mint, tokens.refresh)).status, 400)
})

test('a rotation is rolled back: the old secret goes on, the new one is refused', async (t) => {
  const page = await chromium.open(t, { as: mint.demo.operator })
  const held = await openNew(page, 'Rolled back')
  const next = await rotate(page, '1 hour', 'Rotate')
  await page.getByRole('button', { name: 'Roll back' }).click()
  await agreeTo(page, 'Roll back')
  await page.getByText('A rotation is under way').waitFor({ state: 'hidden' })
  await assertWorks(held, next, false, 'the new one')
  // Last in this file: nobody's sign-in outlives that time without being used.
  await mint.advance(2 * 3_600)
  await assertWorks(held, held.client_secret, true, 'the old one, after the hour')
})
