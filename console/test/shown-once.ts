import assert from 'node:assert/strict'
import type { Page } from 'playwright-core'

/** Reads what the dialog shows once, says that it was saved and closes it. */
export async function saveShown(
  page: Page,
  ...labels: readonly string[]
): Promise<readonly string[]> {
  const dialog = page.getByRole('dialog', { name: 'Success' })
  await dialog.waitFor()
  const ok = dialog.getByRole('button', { name: 'OK', exact: true })
  assert.equal(await ok.isDisabled(), true, 'it was not saved yet')
  await page.keyboard.press('Escape')
  assert.equal(await dialog.isVisible(), true, 'it cannot be lost by a key')
  await dialog
    .getByRole('button', { name: /^Show / })
    .first()
    .click()
  const values: string[] = []
  for (const label of labels) {
    values.push(await dialog.getByRole('group', { name: label, exact: true }).innerText())
  }
  await dialog.getByLabel('I have saved it').check()
  await ok.click()
  await dialog.waitFor({ state: 'hidden' })
  return values.map((value) => value.trim())
}
