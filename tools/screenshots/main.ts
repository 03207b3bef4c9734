// `npm run screenshots`: draws every shot and writes the page that shows them.
import { mkdirSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import type { Browser, Page } from 'playwright-core'
import { launchChromium, SIZES } from '../../server/test/chromium/chromium.ts'
import { untilShown } from '../../server/test/chromium/console.ts'
import { openScene, type Scene } from '../../server/test/chromium/scene.ts'
import { signIn } from '../../server/test/chromium/sign-in.ts'
import type { Person } from '../../server/test/demo.ts'
import { startMint } from '../../server/test/mint.ts'
import { type Facts, makeFacts, makeLatestFacts } from './facts.ts'
import { pageOf } from './page.ts'
import { type Look, PARTS, type Shot } from './shots.ts'

const folder = join(import.meta.dirname, '../../docs/screenshots')
const DAY = '2027-03-15T08:00:00Z'
/** Sharp enough for a screen with small dots, small enough for a repository. */
const SCALE = { desktop: 1.5, phone: 2 } as const
const QUALITY = 70

/** Passwords are slow by design: each person signs in once. */
const signedIn = new Map<string, Awaited<ReturnType<typeof signInOnce>>>()
const pinned = pathToFileURL(join(import.meta.dirname, 'pinned.ts')).href
const mint = await startMint({
  port: 8080,
  env: {
    NODE_OPTIONS: `--import=${pinned}`,
    PINNED_AT: DAY,
    MINTMARK_LIMITS_PASSWORD_PER_ACCOUNT: '5',
    MINTMARK_MASTER_KEY: Buffer.from('pictures show secrets of nobody!\xff', 'latin1').toString(
      'base64',
    ),
  },
})
const browser = await launchChromium()
try {
  await makeFacts(mint)
  const scene = await openScene(mint)
  const facts = await makeLatestFacts(mint)
  rmSync(folder, { recursive: true, force: true })
  mkdirSync(folder, { recursive: true })
  const shots = PARTS.flatMap((part) => part.shots)
  for (const shot of shots)
    for (const look of shot.looks) await draw(browser, scene, facts, shot, look)
  writeFileSync(join(folder, 'README.md'), pageOf(PARTS))
} finally {
  await browser.close()
  await mint.stop()
}

async function draw(
  from: Browser,
  scene: Scene,
  facts: Facts,
  shot: Shot,
  look: Look,
): Promise<void> {
  const [size, scheme] = look.split('-') as ['desktop' | 'phone', 'light' | 'dark']
  const context = await from.newContext({
    baseURL: scene.mint.baseUrl,
    viewport: SIZES[size],
    deviceScaleFactor: SCALE[size],
    colorScheme: scheme,
    locale: shot.name.endsWith('german') ? 'de-DE' : 'en-GB',
    timezoneId: 'Europe/Berlin',
    reducedMotion: 'reduce',
  })
  const page = await context.newPage()
  const { now } = (await scene.mint.request('/_dev/clock', { json: { advance_seconds: 0 } })).json()
  await context.clock.setFixedTime(String(now))
  if (shot.as !== undefined) await context.addCookies(await cookiesOf(page, shot.as(scene)))
  await page.goto(await shot.address(scene))
  await untilShown(page)
  await shot.act?.(page, facts)
  writeFileSync(join(folder, `${shot.name}-${look}.webp`), await picture(page))
  await context.close()
}

async function cookiesOf(page: Page, person: Person) {
  const cookies = signedIn.get(person.email) ?? (await signInOnce(page, person))
  signedIn.set(person.email, cookies)
  return cookies
}

async function signInOnce(page: Page, person: Person) {
  await page.goto('/sign-in')
  await signIn(page, person)
  return page.context().cookies()
}

/** Of the whole page, as long as it is not much longer than a screen. */
async function picture(page: Page): Promise<Buffer> {
  await page.mouse.move(0, 0)
  const protocol = await page.context().newCDPSession(page)
  const { data } = await protocol.send('Page.captureScreenshot', {
    format: 'webp',
    quality: QUALITY,
  })
  return Buffer.from(data, 'base64')
}
