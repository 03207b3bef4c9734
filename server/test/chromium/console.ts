import type { Page } from 'playwright-core'

/** Opens a page of the console and waits until there is something to be read. */
export async function openConsole(page: Page, address: string): Promise<void> {
  await page.goto(address)
  await untilShown(page)
}

/** Until the page has its heading and nothing of it is on its way any more. */
export async function untilShown(page: Page): Promise<void> {
  await page.locator('h1').first().waitFor()
  // Not by a function that is asked again and again: the page's policy knows no eval.
  for (const waiting of ['[aria-busy="true"]', '.mantine-Skeleton-root']) {
    await page.locator(waiting).first().waitFor({ state: 'detached' })
  }
}
