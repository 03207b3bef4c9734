// The widget, the sample customer's site and a real mint: what a customer's developer sees who
// follows the guide, from the first token to the operator's kick.
import assert from 'node:assert/strict'
import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { join } from 'node:path'
import { after, before, type TestContext, test } from 'node:test'
import { setTimeout as pause } from 'node:timers/promises'
import type { FrameLocator, Page } from 'playwright-core'
import { axe } from '../server/test/chromium/axe.ts'
import { chromiumForThisFile } from '../server/test/chromium/chromium.ts'
import { manage } from '../server/test/flows/admin.ts'
import { mintForThisFile } from '../server/test/mint.ts'
import { freePort } from '../server/test/places.ts'

const DAY_SEC = 86_400
const AGENT = '/agents/1'

const mint = await mintForThisFile()
const port = await freePort()
const site = `http://localhost:${port}`
const chromium = await chromiumForThisFile({ baseUrl: site })

const server = await startSite()
after(() => server.kill())

before(async () => {
  await change({ allowed_origins: [site] })
  const call = {
    external_id: 'call-1',
    status: 'completed',
    direction: 'inbound',
    party: 'Table for two',
    started_at: new Date().toISOString(),
  }
  const posted = await manage(mint, `${AGENT}/calls`, { json: call })
  assert.ok(posted.status < 300, posted.text)
})

test('the page shows what the agent did, and no token is kept in it or in the frame', async (t) => {
  const { page, agent } = await visit(t)
  await agent.getByRole('link', { name: 'Calls', exact: true }).click()
  await told(page, /^navigate .*calls/)
  await agent.getByText('Table for two').waitFor()
  await page.getByLabel('Look').selectOption('dark')
  await agent.locator('html[data-theme=dark]').waitFor()
  assert.deepEqual(await axe(page), [])
  for (const frame of page.frames()) {
    const kept = await frame.evaluate(`JSON.stringify([{ ...localStorage }, { ...sessionStorage },
      location.href, history.state, document.cookie, window.name,
      performance.getEntriesByType('resource').map(({ name }) => name),
      document.documentElement.outerHTML])`)
    assert.doesNotMatch(String(kept), /eyJ[\w-]+\.eyJ/, frame.url())
  }
  assert.doesNotMatch(mint.output(), /eyJ[\w-]+\.eyJ/)
})

test('a token that is over is refused, and the next one keeps the frame', async (t) => {
  const { page } = await visit(t)
  const [mine] = await openFrames()
  await mint.advance(DAY_SEC + 60)
  await told(page, /^expired/)
  await told(page, /^open.*/, 2)
  await page.getByRole('status').getByText('open', { exact: true }).waitFor()
  assert.deepEqual(await openFrames(), [mine])
})

test('kicked by the operator, the page says so at once', async (t) => {
  const { page } = await visit(t)
  const kickedAtMs = performance.now()
  const kicked = await manage(mint, `${AGENT}/frames`, { method: 'DELETE' })
  assert.equal(kicked.status, 200, kicked.text)
  await page.getByRole('status').getByText('ended: kicked').waitFor()
  const afterMs = performance.now() - kickedAtMs
  // The server tells within a second, by a test of its own; this machine also draws pages.
  assert.ok(afterMs < 3_000, `${afterMs} ms`)
  assert.deepEqual(await openFrames(), [])
})

test('what the agent’s lease allows is over for the page as well', async (t) => {
  await change({ lease: { session_seconds: 60 } })
  t.after(() => change({ lease: { session_seconds: null } }))
  const { page } = await visit(t)
  await mint.advance(61)
  await page.getByRole('status').getByText('ended: session_over').waitFor()
})

test('taken out of the page, its frame is closed at the mint as well', async (t) => {
  const { page } = await visit(t)
  const [mine] = await openFrames()
  assert.ok(mine)
  await page.getByRole('button', { name: 'Take it out' }).click()
  await page.getByText('nothing of it is left').waitFor()
  assert.equal(page.frames().length, 1)
  for (const deadline = Date.now() + 5_000; (await openFrames()).includes(mine); await pause(20)) {
    assert.ok(Date.now() < deadline, 'it is still open at the mint')
  }
})

test('a site that the agent does not name shows nothing, and is told what to check', async (t) => {
  const complaints = [/frame-ancestors/]
  const page = await chromium.open(t, { allow: { origins: [mint.baseUrl], complaints } })
  await change({ allowed_origins: ['https://elsewhere.example'] })
  t.after(() => change({ allowed_origins: [site] }))
  await page.clock.install()
  await page.goto('/')
  await page.getByText('What the frame has told').click()
  await page.clock.fastForward(31_000)
  await page.getByText('The desk is not to be reached.').waitFor()
  await told(page, /frame_silent/)
})

async function visit(t: TestContext): Promise<{ page: Page; agent: FrameLocator }> {
  const page = await chromium.open(t, { allow: { origins: [mint.baseUrl] } })
  await page.goto('/')
  await page.getByRole('status').getByText('open', { exact: true }).waitFor()
  await page.getByText('What the frame has told').click()
  return { page, agent: page.frameLocator('iframe') }
}

async function told(page: Page, words: RegExp, times = 1): Promise<void> {
  const lines = page.getByRole('listitem').filter({ hasText: words })
  await lines.nth(times - 1).waitFor()
}

/** The newest first. */
async function openFrames(): Promise<unknown[]> {
  const { data } = (await manage(mint, `${AGENT}/frames`)).json()
  assert.ok(Array.isArray(data))
  return data.map(({ id }) => id)
}

async function change(json: unknown): Promise<void> {
  const answer = await manage(mint, AGENT, { method: 'PATCH', json })
  assert.equal(answer.status, 200, answer.text)
}

/** As its readme says, on a port of its own. */
async function startSite(): Promise<ChildProcess> {
  const main = join(import.meta.dirname, 'embed-site/main.ts')
  const env = { ...process.env, DEMO: join(mint.dataDir, 'demo.json'), PORT: `${port}` }
  const server = spawn(process.execPath, [main], { env, stdio: ['ignore', 'pipe', 'inherit'] })
  await once(server.stdout, 'data')
  return server
}
