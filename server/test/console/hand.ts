// What hands do on pages of the console: copying what is shown once, choosing scopes, answering
// questions.
import assert from 'node:assert/strict'
import type { Page } from 'playwright-core'
import { openConsole, untilShown } from '../chromium/console.ts'

/** Goes where the navigation says, from the start of the console. */
export async function goTo(page: Page, title: string): Promise<void> {
  if (!page.url().includes('/console')) await openConsole(page, '/console/')
  await page.getByRole('navigation').getByRole('link', { name: title, exact: true }).click()
  await page.getByRole('heading', { level: 1, name: title, exact: true }).waitFor()
  await untilShown(page)
}

/** What a copy button puts into the clipboard. */
export async function copyOf(page: Page, what: string): Promise<string> {
  await page.getByRole('button', { name: `Copy ${what}`, exact: true }).click()
  const text = await page.evaluate<string>('navigator.clipboard.readText()')
  assert.notEqual(text, '', `${what} was copied`)
  return text
}

/** Opens the list of scopes and clicks the name of one. */
export async function addScope(page: Page, label: string, scope: string): Promise<void> {
  await page.getByRole('textbox', { name: label, exact: true }).click()
  await page.getByRole('option').filter({ hasText: scope }).first().click()
  // The list stays open for the next one, over what stands below.
  await page.keyboard.press('Escape')
  await page.getByRole('button', { name: `Remove ${scope}`, exact: true }).waitFor()
}

/** Says that what is shown once was saved: nothing else closes it. */
export async function closeShownOnce(page: Page): Promise<void> {
  const dialog = page.getByRole('dialog')
  await page.keyboard.press('Escape')
  await dialog.getByRole('checkbox', { name: 'I have saved it' }).check()
  await dialog.getByRole('button', { name: 'OK' }).click()
  await dialog.waitFor({ state: 'hidden' })
}

/** Answers a question by the name of the act. */
export async function agreeTo(page: Page, act: string): Promise<void> {
  const dialog = page.getByRole('dialog')
  await dialog.getByRole('button', { name: act, exact: true }).click()
  await dialog.waitFor({ state: 'hidden' })
}
