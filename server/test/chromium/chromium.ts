// One real Chromium for a test file and a fresh context for each test, ended with the test. What a
// page must not do fails the test without a word of it in there; see complaints.ts.
//
//     const mint = await mintForThisFile()
//     const chromium = await chromiumForThisFile(mint)
//     test('…', async (t) => {
//       const page = await chromium.open(t, { size: 'phone', as: mint.demo.operator })
//       await page.goto('/account')
//     })
import assert from 'node:assert/strict'
import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import { after, type TestContext } from 'node:test'
import { fileURLToPath } from 'node:url'
import { type Browser, type BrowserContext, chromium, type Page } from 'playwright-core'
import type { Person } from '../demo.ts'
import type { Mint } from '../mint.ts'
import { chromiumBinary } from './binary.ts'
import { type Allowed, collectComplaints } from './complaints.ts'
import { signIn } from './sign-in.ts'

export const SIZES = {
  phone: { width: 390, height: 844 },
  desktop: { width: 1280, height: 900 },
} as const

export interface Look {
  readonly size?: keyof typeof SIZES
  readonly scheme?: 'light' | 'dark'
  /** Whoever is signed in when the page opens; nobody by default. */
  readonly as?: Person
  /** What `Accept-Language` says. */
  readonly language?: string
  readonly script?: boolean
  readonly allow?: Allowed
}

export interface Chromium {
  /** An empty page in a context of its own, whose relative addresses are the mint's. */
  open(t: TestContext, look?: Look): Promise<Page>
}

/** A page of ours answers in milliseconds; this much passes on a busy machine only. */
const WAIT_MS_MAX = 20_000

const HERE = ['127.0.0.1', 'localhost', '*.localhost']

const failures = fileURLToPath(new URL('../../../node_modules/.cache/failed/', import.meta.url))

export async function chromiumForThisFile(mint: Pick<Mint, 'baseUrl'>): Promise<Chromium> {
  const browser = await launchChromium()
  after(() => browser.close())
  const signedIn = new Map<string, ReturnType<BrowserContext['cookies']>>()
  return {
    async open(t, look = {}) {
      const context = await newContext(browser, mint.baseUrl, look)
      const complaints = await collectComplaints(context, mint.baseUrl, look.allow ?? {})
      t.after(async () => {
        if (!t.passed) await keepPictures(t, context)
        await context.close()
        assert.deepEqual(complaints, [], 'pages must not do this')
      })
      if (look.as !== undefined) {
        const { email } = look.as
        const cookies = signedIn.get(email) ?? cookiesOf(browser, mint, look.as)
        signedIn.set(email, cookies)
        await context.addCookies(await cookies)
      }
      return context.newPage()
    },
  }
}

/** Ends with this program in any case: it listens to a pipe that only this program holds. */
export async function launchChromium(): Promise<Browser> {
  const { path, env } = await chromiumBinary()
  return chromium.launch({
    executablePath: path,
    // As root, in containers and on runners there is no sandbox to be had. It opens our pages only.
    chromiumSandbox: false,
    // Nothing resolves but this machine, so that no request goes out, seen or not.
    args: [
      '--disable-gpu',
      // A camera that shows a clock, few times a second since encoding costs, and a microphone that
      // beeps, which nobody is asked about.
      '--use-fake-device-for-media-stream=fps=6',
      '--use-fake-ui-for-media-stream',
      '--auto-select-desktop-capture-source=Entire screen',
      // Browsers on one machine find each other by its addresses; nothing else resolves here.
      '--disable-features=WebRtcHideLocalIpsWithMdns',
      `--host-resolver-rules=MAP * ~NOTFOUND, ${HERE.map((host) => `EXCLUDE ${host}`)}`,
    ],
    env: { ...process.env, ...env },
  })
}

async function newContext(browser: Browser, baseURL: string, look: Look): Promise<BrowserContext> {
  const context = await browser.newContext({
    baseURL,
    viewport: SIZES[look.size ?? 'desktop'],
    colorScheme: look.scheme ?? 'light',
    locale: look.language ?? 'en-GB',
    timezoneId: 'Europe/Berlin',
    reducedMotion: 'reduce',
    // Asking for it is a question of the browser's own, which no page can answer.
    permissions: ['clipboard-read', 'clipboard-write', 'camera', 'microphone'],
    javaScriptEnabled: look.script ?? true,
  })
  context.setDefaultTimeout(WAIT_MS_MAX)
  return context
}

/** Passwords are slow by design, so each person signs in once per file. */
async function cookiesOf(browser: Browser, mint: Pick<Mint, 'baseUrl'>, person: Person) {
  const context = await newContext(browser, mint.baseUrl, {})
  const page = await context.newPage()
  await page.goto('/sign-in')
  await signIn(page, person)
  const cookies = await context.cookies()
  await context.close()
  return cookies
}

async function keepPictures(t: TestContext, context: BrowserContext): Promise<void> {
  mkdirSync(failures, { recursive: true })
  for (const [n, page] of context.pages().entries()) {
    const path = join(failures, `${t.name.replace(/[^\w]+/g, '-').slice(0, 80)}-${n}.png`)
    await page.screenshot({ path, timeout: WAIT_MS_MAX }).then(
      () => t.diagnostic(`${page.url()} looked like ${path}`),
      // The test has failed already; a page that cannot be drawn must not hide why.
      () => t.diagnostic(`${page.url()} could not be drawn`),
    )
  }
}
