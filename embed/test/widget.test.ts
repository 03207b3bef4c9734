// The widget alone, in a real browser, against a frame that says what a test wants it to say.
import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { type TestContext, test } from 'node:test'
import { gzipSync } from 'node:zlib'
import type { Frame, Page } from 'playwright-core'
import { axe } from '../../server/test/chromium/axe.ts'
import { chromiumForThisFile } from '../../server/test/chromium/chromium.ts'
import { customerForThisFile } from './customer.ts'
import { standInForThisFile, tokenFor } from './stand-in.ts'

const DAY = 86_400
const mint = await standInForThisFile('mint.localhost')
const stranger = await standInForThisFile('stranger.localhost')
const customer = await customerForThisFile(
  () => mint.origin,
  '<p slot="loading">One moment</p><p slot="error">Call us instead</p>',
)
const chromium = await chromiumForThisFile({ baseUrl: customer.site.origin })
const origins = [mint.origin, stranger.origin]
const OPEN = { mintmark: 1, type: 'open', expires_at: 1 }
const READY = { mintmark: 1, type: 'ready' }
/** What the browser itself says of what these tests provoke. */
const allow = { origins, complaints: [/status of 404/, /target origin provided/] }

let made = 0

interface Visit {
  readonly page: Page
  readonly frame: Frame
  /** In the frame's name. */
  say(message: unknown): Promise<void>
  ask(script: string): Promise<unknown>
  /** Until a script says the same as this. */
  until(script: string, value: unknown): Promise<void>
}

test('the frame gets the token by a message to its exact origin, and opens', async (t) => {
  const { page, frame, say, ask, until } = await visit(t)
  assert.equal(frame.url(), `${mint.origin}/embed/1/overview?theme=auto`)
  assert.ok(await page.getByText('One moment').isVisible(), 'the page’s own words while it loads')
  await until('told.map(([type]) => type).join()', 'ready')
  const [[from, message]] = (await frame.evaluate('heard')) as [[string, unknown]]
  assert.equal(from, customer.site.origin)
  assert.deepEqual(message, { mintmark: 1, type: 'token', access: message && tokenFrom(message) })
  await say(OPEN)
  await until('told.length', 2)
  assert.deepEqual(await ask('told[1]'), ['open', { expires_at: 1 }])
  assert.ok(await page.getByText('One moment').isHidden())
  assert.equal(await ask('agent.matches(":state(open)")'), true)
  assert.deepEqual(await axe(page), [])
  const element = await page.$('mintmark-agent iframe')
  assert.equal(await element?.getAttribute('title'), 'Agent')
  assert.doesNotMatch(String(await element?.getAttribute('sandbox')), /top-navigation|modals/)
  await ask('agent.focus()')
  assert.equal(await ask('agent.shadowRoot.activeElement.tagName'), 'IFRAME')
  await page.keyboard.press('Tab')
  assert.equal(await frame.evaluate('document.activeElement.textContent'), 'More')
})

test('the next token comes before the end of the one before, and after a refusal', async (t) => {
  const { page, frame, say, ask, until } = await visit(t)
  await until('asked.join()', 'start')
  await say(OPEN)
  await page.clock.fastForward((DAY - 70) * 1000)
  assert.equal(await ask('asked.join()'), 'start', 'not earlier than needed')
  await page.clock.fastForward(15_000)
  await until('asked.join()', 'start,refresh')
  await waitFor(() => frame.evaluate('heard.length'), 2)
  await say('token_expired')
  await say('token_expired')
  await until('asked.join()', 'start,refresh,expired')
  await waitFor(() => frame.evaluate('heard.length'), 3)
  const marks = await frame.evaluate('heard.map(([, { access }]) => access)')
  assert.equal(new Set(marks as string[]).size, 3)
})

test('messages of anybody but the frame’s own document change nothing', async (t) => {
  const { page, frame, ask, until } = await visit(t)
  await until('told.length', 1)
  await frame.evaluate('heard.length = 0')
  // From the page itself; from another frame of the same mint; from another site in a frame.
  await ask(
    `for (const message of [${JSON.stringify(OPEN)}, 'token_expired']) postMessage(message)`,
  )
  const src = `${mint.origin}/embed/1/calls`
  await ask(
    `document.body.append(Object.assign(document.createElement('iframe'), { src: '${src}' }))`,
  )
  const other = await frameAt(page, /calls/)
  await other.evaluate(`say(${JSON.stringify(OPEN)}); say('token_expired')`)
  // What is none of ours, from the right place.
  for (const odd of ['null', '1', '"expired"', '{ type: "open" }', '{ mintmark: 1, type: "x" }']) {
    await frame.evaluate(`say(${odd})`)
  }
  // The other messages came first, so all have been heard when this one has.
  await frame.evaluate('say({ mintmark: 1, type: "navigate", view: "calls" })')
  await until('told.map(([type]) => type).join()', 'ready,navigate')
  assert.equal(await ask('asked.join()'), 'start')
  assert.deepEqual(await other.evaluate('heard'), [], 'no frame but its own gets a token')
})

test('a frame that has gone to another origin gets no token', async (t) => {
  const { page, frame, ask, until } = await visit(t, '/lax')
  await until('told.length', 1)
  await frame.evaluate(`location.href = '${stranger.origin}/embed/1/overview'`)
  const gone = await frameAt(page, new RegExp(stranger.origin))
  await gone.evaluate(`say(${JSON.stringify(READY)}); say('token_expired')`)
  await page.clock.fastForward(DAY * 1000)
  await until('asked.join()', 'start,refresh')
  // The answer to that was there before this one's is.
  await ask(`fetch('/token?reason=none', { method: 'POST' }).then((answer) => answer.status)`)
  assert.deepEqual(await gone.evaluate('heard'), [])
  assert.doesNotMatch(String(await ask('told.map(([type]) => type)')), /ready,ready|expired/)
})

test('taken out, it is gone: frame, listeners, timers, an answer that is late', async (t) => {
  const { page, say, ask, until } = await visit(t)
  await say(OPEN)
  await until('told.length', 2)
  let release = (_: string): void => {}
  customer.answerWith(() => new Promise((resolve) => (release = resolve)))
  await ask('agent.tokenProvider = (ask) => { window.signal = ask.signal; return provider(ask) }')
  await say('token_expired')
  await until('asked.length', 2)
  await ask('window.place = agent.parentElement; agent.remove()')
  assert.equal(await ask('signal.aborted'), true, 'the request is called off')
  assert.equal(await ask('agent.shadowRoot.querySelectorAll("iframe").length + frames.length'), 0)
  release(JSON.stringify(tokenFor(DAY, 'late')))
  await page.clock.fastForward(3 * DAY * 1000)
  assert.equal(await ask('asked.length'), 2)
  giveTokens()
  await ask('place.append(agent)')
  await until('asked.join()', 'start,expired,start')
  await until('told.at(-1)[0]', 'ready')
})

test('nothing of a token is written to storage, cookies, history or an address', async (t) => {
  const { page, say, ask, until } = await visit(t)
  await say(OPEN)
  await say('token_expired')
  await until('asked.length', 2)
  await until('told.length', 3)
  const kept = await ask(`(async () => JSON.stringify([
    { ...localStorage }, { ...sessionStorage }, document.cookie, history.state, location.href,
    await indexedDB.databases(), await caches.keys().catch(() => []), window.name,
    performance.getEntriesByType('resource').map(({ name }) => name),
    document.documentElement.outerHTML, agent.shadowRoot.innerHTML,
  ]))()`)
  assert.doesNotMatch(String(kept), /eyJ/)
  const cookies = await page.context().cookies()
  assert.deepEqual(cookies, [])
  for (const line of [...mint.seen, ...customer.site.seen]) assert.doesNotMatch(line, /eyJ/)
})

test('a page that stays silent is told as a fault, with what to check', async (t) => {
  const { page, ask, until } = await visit(t)
  await ask('agent.agentId = 9')
  await frameAt(page, /embed\/9/)
  await page.clock.fastForward(31_000)
  await until('told.at(-1)[0]', 'error')
  const [, { code, message }] = (await ask('told.at(-1)')) as [string, Record<string, string>]
  assert.equal(code, 'frame_silent')
  assert.match(String(message), /May http:\/\/customer\.localhost:\d+ show this agent/)
  assert.ok(await page.getByText('Call us instead').isVisible())
  // A page without words of its own has ours, and a button.
  await ask('agent.querySelector("[slot=error]").remove()')
  assert.ok(await page.getByRole('alert').getByText('cannot be shown').isVisible())
  assert.deepEqual(await axe(page), [])
  await ask('agent.agentId = 1')
  await until('told.at(-1)[0]', 'ready')
  customer.answerWith(() => undefined)
  await ask('agent.reload()')
  await page.getByRole('button', { name: 'Try again' }).waitFor()
  giveTokens()
  await page.getByRole('button', { name: 'Try again' }).press('Enter')
  await until('told.at(-1)[0]', 'ready')
})

test('a server that fails is asked again, later each time, then no more', async (t) => {
  const { page, ask, until } = await visit(t)
  customer.answerWith(() => undefined)
  await ask('agent.reload()')
  for (let failed = 1; failed <= 5; failed += 1) {
    await until('told.filter(([, { code }]) => code === "token_provider").length', failed)
    await page.clock.fastForward(2_000 * 2 ** failed)
  }
  await page.clock.fastForward(DAY * 1000)
  assert.equal(await ask('asked.length'), 6)
  assert.ok(await page.getByText('Call us instead').isVisible())
  assert.match(JSON.stringify(await ask('told')), /"tokenProvider failed: Error: [^"]+ 404"/)
})

test('tokens that are refused as soon as they come end in a fault, not in a loop', async (t) => {
  const { page, frame, ask, until } = await visit(t)
  for (let refused = 1; refused <= 5; refused += 1) {
    await waitFor(() => frame.evaluate('heard.length'), Math.min(refused, 5))
    await frame.evaluate('say("token_expired")')
    await until('told.filter(([type]) => type === "expired").length', refused)
    await page.clock.fastForward(10_000)
  }
  assert.match(JSON.stringify(await ask('told.at(-1)')), /token_refused/)
  await page.clock.fastForward(DAY * 1000)
  assert.equal(await ask('asked.length'), 5)
})

test('an end is an end: told with its reason, and no token is fetched', async (t) => {
  const { page, say, ask, until } = await visit(t)
  await say(OPEN)
  await say({ mintmark: 1, type: 'ended', reason: 'kicked' })
  await until('JSON.stringify(told.at(-1))', '["ended",{"reason":"kicked"}]')
  assert.equal(await ask('agent.matches(":state(ended)")'), true)
  await say('token_expired')
  await page.clock.fastForward(3 * DAY * 1000)
  assert.equal(await ask('asked.length'), 1)
  await ask('agent.reload()')
  await until('asked.join()', 'start,start')
})

test('theme, label, height and view change as the attributes say', async (t) => {
  const { page, frame, say, ask, until } = await visit(t)
  await say(OPEN)
  await say({ mintmark: 1, type: 'resize', height: 700.4 })
  await until('agent.getBoundingClientRect().height', 701)
  await ask('agent.theme = "dark"; agent.label = "Front desk"')
  await waitFor(() => frame.evaluate('heard.at(-1)[1].theme'), 'dark')
  assert.equal(await ask('agent.shadowRoot.querySelector("iframe").title'), 'Front desk')
  await ask('agent.view = "result"; agent.resultId = "a/b"')
  await frameAt(page, /\/embed\/1\/result\/a%2Fb\?theme=dark$/)
  // A page that is dark whatever the device is; the frame's own site cannot know.
  await ask('document.documentElement.style.colorScheme = "dark"; agent.theme = null')
  await waitFor(
    async () => (await frameAt(page, /result/)).evaluate('heard.at(-1)?.[1].theme'),
    'dark',
  )
  await ask('agent.resultId = null')
  await frameAt(page, /\/embed\/1\/result\/all\?theme=dark$/)
  await until('asked.length', 3)
})

test('the widget is smaller than 4 kB gzipped, from npm as from a mint', () => {
  for (const name of ['served/mintmark-embed.js', 'element.js']) {
    const bytes = gzipSync(readFileSync(join(import.meta.dirname, '../dist', name))).length
    assert.ok(bytes < 4_000, `${name}: ${bytes}`)
  }
})

test('imported where there is no document, as on a server, it waits', async () => {
  const { MintmarkAgent } = await import(join(import.meta.dirname, '../dist/index.js'))
  await import(join(import.meta.dirname, '../dist/register.js'))
  assert.equal(typeof MintmarkAgent, 'function')
})

async function visit(t: TestContext, path = '/'): Promise<Visit> {
  giveTokens()
  const page = await chromium.open(t, { allow })
  await page.clock.install()
  await page.goto(path)
  const frame = await frameAt(page, /embed\/1/)
  return {
    page,
    frame,
    say: (message) => frame.evaluate(`say(${JSON.stringify(message)})`),
    ask: (script) => page.evaluate(script),
    until: (script, value) => waitFor(() => page.evaluate(script), value),
  }
}

function giveTokens(): void {
  customer.answerWith(() => {
    made += 1
    return JSON.stringify({ access: tokenFor(DAY, `${made}`) })
  })
}

async function frameAt(page: Page, url: RegExp): Promise<Frame> {
  let found: Frame | undefined
  await waitFor(async () => {
    found = page.frames().find((one) => url.test(one.url()))
    return found === undefined ? undefined : found.evaluate('document.readyState')
  }, /interactive|complete/)
  assert.ok(found)
  return found
}

/** Asks until the answer is the one that is waited for. */
async function waitFor(ask: () => Promise<unknown>, value: unknown): Promise<void> {
  const deadline = Date.now() + 5_000
  for (;;) {
    const now = await ask()
    if (value instanceof RegExp ? value.test(String(now)) : now === value) return
    assert.ok(Date.now() < deadline, `still ${JSON.stringify(now)}, not ${value}`)
    await new Promise((resolve) => setTimeout(resolve, 5))
  }
}

function tokenFrom(message: object): string {
  const access = 'access' in message ? String(message.access) : ''
  assert.match(access, /^eyJ/)
  return access
}
