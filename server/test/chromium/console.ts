import type { Page } from 'playwright-core'

/** Opens a page of the console and waits until there is something to be read. */
export async function openConsole(page: Page, address: string): Promise<void> {
  await page.goto(address)
  await untilShown(page)
}

/**
 * Goes on to another page of the console as by a link in it: its code stays loaded, which is two
 * thirds of what opening a page costs.
 */
export async function turnTo(page: Page, address: string): Promise<void> {
  if (!new URL(page.url()).pathname.startsWith('/console')) return openConsole(page, address)
  await page.evaluate(`(() => {
    for (const heading of document.querySelectorAll('h1')) heading.dataset.isOfBefore = ''
    history.pushState(null, '', ${JSON.stringify(address)})
    dispatchEvent(new PopStateEvent('popstate'))
  })()`)
  await page.locator('h1:not([data-is-of-before])').first().waitFor()
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
