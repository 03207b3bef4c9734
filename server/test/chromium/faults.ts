// What is wrong with a page as it stands now, on a phone or on a desktop, in light or in dark:
// for the walk through all pages, and for a test that has just opened a dialog or a menu.
import assert from 'node:assert/strict'
import type { Page } from 'playwright-core'
import { openAxe } from './axe.ts'
import { SIZES } from './chromium.ts'

/** A credential of ours, or a JWT. */
const SECRET = /\bmm_[a-z]{2}_\w{20,}|\beyJ[\w-]{8,}\.[\w-]+/

export interface Excused {
  /** The vendor's contract puts a credential into the address of this page. */
  readonly secretAddress?: boolean
}

type Look = readonly [size: keyof typeof SIZES, scheme: 'light' | 'dark']

const LOOKS: readonly Look[] = [
  ['phone', 'light'],
  ['desktop', 'dark'],
  ['desktop', 'light'],
  ['phone', 'dark'],
]
let turn = 0

/** A page is looked at in one way, the next in the next; in all, where all are asked for. */
function nextLooks(): readonly Look[] {
  turn += 1
  const at = turn % LOOKS.length
  return process.env.MINTMARK_TEST_LOOKS === 'all' ? LOOKS : LOOKS.slice(at, at + 1)
}

export async function assertFaultless(page: Page, excused: Excused = {}): Promise<void> {
  const size = page.viewportSize()
  const faults: string[] = [...(await faultsOfContent(page)), ...(await leaks(page, excused))]
  const eye = await openAxe(page)
  for (const [name, colorScheme] of nextLooks()) {
    await page.setViewportSize(SIZES[name])
    await page.emulateMedia({ colorScheme })
    await untilStill(page)
    const found = await eye.look()
    faults.push(...found.map((fault) => `${name}, ${colorScheme}: ${fault}`))
    faults.push(...(await overflowing(page)).map((words) => `${name}: ${words}`))
  }
  await eye.close()
  await page.emulateMedia({ colorScheme: 'light' })
  if (size !== null) await page.setViewportSize(size)
  assert.deepEqual(faults, [], `faults of ${page.url()}`)
}

async function faultsOfContent(page: Page): Promise<readonly string[]> {
  const headings = await page.getByRole('heading', { level: 1 }).count()
  const title = await page.title()
  return [
    ...(headings === 1 ? [] : [`${headings} headings of the first level`]),
    ...(/\S+.* · \S/.test(title) ? [] : [`the title says little: "${title}"`]),
  ]
}

async function leaks(page: Page, { secretAddress }: Excused): Promise<readonly string[]> {
  const kept = await page.evaluate<string>(
    'JSON.stringify([{ ...localStorage }, { ...sessionStorage }])',
  )
  const address = secretAddress === true ? '' : page.url()
  return [
    ...(SECRET.test(kept) ? [`a secret in the browser's storage: ${kept}`] : []),
    ...(SECRET.test(address) ? [`a secret in the address: ${address}`] : []),
  ]
}

/** Nobody scrolls sideways to read; a table may, within itself. */
async function overflowing(page: Page): Promise<readonly string[]> {
  return page.evaluate<string[]>(`(() => {
    const { scrollWidth, clientWidth } = document.documentElement
    if (scrollWidth <= clientWidth) return []
    const wide = [...document.querySelectorAll('body *')].filter(
      (one) => one.getBoundingClientRect().right > clientWidth + 0.5,
    )
    const names = wide.slice(-3).map((one) => one.outerHTML.slice(0, 120))
    return ['scrolls sideways by ' + (scrollWidth - clientWidth) + ' px: ' + names.join(' | ')]
  })()`)
}

/** A colour on its way to another has no contrast that one could measure. */
async function untilStill(page: Page): Promise<void> {
  await page.evaluate(`(async () => {
    await new Promise((drawn) => requestAnimationFrame(() => requestAnimationFrame(drawn)))
    const ends = document.getAnimations().filter(
      (one) => one.effect?.getComputedTiming().endTime !== Infinity,
    )
    await Promise.allSettled(ends.map((one) => one.finished))
  })()`)
}
