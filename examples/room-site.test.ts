// The sample desk with a video call, used: its agent's side stands in the page of another site, the
// guest comes by the link, and they see each other.
import assert from 'node:assert/strict'
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { join } from 'node:path'
import { after, test } from 'node:test'
import { setTimeout as pause } from 'node:timers/promises'
import type { Frame, Page } from 'playwright-core'
import { chromiumForThisFile } from '../server/test/chromium/chromium.ts'
import { assertFaultless } from '../server/test/chromium/faults.ts'
import { mintForThisFile } from '../server/test/mint.ts'
import { freePort } from '../server/test/places.ts'

const mint = await mintForThisFile()
const port = await freePort()
const chromium = await chromiumForThisFile({ baseUrl: `http://localhost:${port}` })

test('the agent in the company’s page and the guest by the link see each other', async (t) => {
  const env = { ...process.env, DEMO: join(mint.dataDir, 'demo.json'), PORT: `${port}` }
  const main = join(import.meta.dirname, 'room-site/main.ts')
  const site = spawn(process.execPath, [main], { env, stdio: ['ignore', 'pipe', 'inherit'] })
  after(() => site.kill())
  await once(site.stdout, 'data')
  const page = await chromium.open(t, { allow: { origins: [mint.baseUrl] } })
  await page.goto('/')
  await assertFaultless(page)
  await page.getByLabel('Phone of the guest').fill('+6590893208')
  await page.getByRole('button', { name: 'Open a room' }).click()
  await page.getByText('the guest gets a text').waitFor()
  await page.frameLocator('iframe').locator('#room').waitFor()
  const [, agent] = page.frames()
  assert.ok(agent)
  assert.ok(agent.url().startsWith(mint.baseUrl))
  const guest = (await page.locator('#link a').getAttribute('href')) ?? ''
  assert.ok(guest.startsWith(`${mint.baseUrl}/guest/`))
  await untilTexted('6590893208', guest)
  const other = await page.context().newPage()
  await other.goto(guest)
  await other.getByLabel('Your name').fill('Gwen Guest')
  for (const side of [agent, other]) {
    await side.locator('.mirror video').waitFor()
    await side.getByRole('button', { name: 'Join' }).click()
  }
  for (const side of [agent, other]) await untilPictures(side, 2)
  // Only its own page may open rooms in the company's name.
  const foreign = await fetch(`http://localhost:${port}/room`, { method: 'POST', body: '{}' })
  assert.equal(foreign.status, 403)
})

/** Of oneself and of the other; a picture that has a width was decoded. */
async function untilPictures(side: Page | Frame, count: number): Promise<void> {
  const script = "[...document.querySelectorAll('video')].filter((one) => one.videoWidth).length"
  for (const deadline = Date.now() + 15_000; ; await pause(50)) {
    const seen = await side.evaluate(script)
    if (seen === count) return
    assert.ok(Date.now() < deadline, `${seen} pictures`)
  }
}

/** A text is sent after the agent has come, not with its coming. */
async function untilTexted(number: string, link: string): Promise<void> {
  for (const deadline = Date.now() + 10_000; Date.now() < deadline; await pause(50)) {
    const texts = await mint.outbox()
    if (texts.some(({ to, body }) => to.includes(number) && body.includes(link))) return
  }
  assert.fail(`no text with ${link}`)
}
