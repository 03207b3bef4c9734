// An agent's frame inside another site, in a real browser: it opens with a token that the page
// around hands over, shows what the agent did, keeps no secret, and closes when it is kicked.
import assert from 'node:assert/strict'
import { before, test } from 'node:test'
import type { Frame, Page } from 'playwright-core'
import { manage } from '../flows/admin.ts'
import { changeAgent, exchange } from '../flows/embeds.ts'
import { mintForThisFile } from '../mint.ts'
import { assertWithin } from '../within.ts'
import { axe } from './axe.ts'
import { chromiumForThisFile, SIZES } from './chromium.ts'
import { otherSiteForThisFile } from './other-site.ts'

const KICK_MS_MAX = 1_000

const mint = await mintForThisFile()
const chromium = await chromiumForThisFile(mint)
const { foreign, neighbour, serve } = await otherSiteForThisFile()
const allow = { origins: [foreign, neighbour] }

before(() => changeAgent(mint, { allowed_origins: [foreign, neighbour] }))

test('a frame opens with the token of its page, and shows what the agent did', async (t) => {
  const page = await chromium.open(t, { allow })
  const frame = await embed(page, foreign, 'overview?theme=light')
  await frame.getByRole('heading', { name: 'Front desk', level: 1 }).waitFor()
  await frame
    .getByText('Moved an appointment')
    .or(frame.getByText('Did not answer'))
    .first()
    .waitFor()
  assert.deepEqual((await heard(page)).slice(0, 1), [{ mintmark: 1, type: 'ready' }])
  await frame.getByRole('link', { name: 'Calls', exact: true }).click()
  await frame.getByText('Asked for opening hours').waitFor()
  assert.match(frame.url(), /\/embed\/1\/calls\?theme=light$/)
  await frame.getByRole('link', { name: 'Results', exact: true }).click()
  await frame.getByRole('link', { name: 'Appointment is moved' }).click()
  await frame.getByText('12 of 14').waitFor()
  await frame.getByText('71 of 100').waitFor()
  const said = await heard(page)
  assert.deepEqual(said.filter(({ type }) => type === 'navigate').at(-1), {
    mintmark: 1,
    type: 'navigate',
    view: 'result',
    id: 'result-502',
  })
  assert.ok(said.some(({ type, height }) => type === 'resize' && Number(height) > 100))
  const kept = await frame.evaluate('JSON.stringify([{ ...localStorage }, { ...sessionStorage }])')
  assert.equal(kept, '[{},{}]')
  assert.equal(await frame.evaluate('document.cookie'), '')
  await page.evaluate(`document.querySelector('iframe').contentWindow.postMessage(
    { mintmark: 1, type: 'theme', theme: 'dark' }, '${mint.baseUrl}')`)
  await frame.locator('html[data-theme=dark]').waitFor()
})

test('a token in the address works as well, and does not stay there', async (t) => {
  const page = await chromium.open(t, { allow })
  const token = (await exchange(mint)).field('access')
  const frame = await embed(page, foreign, `calls?token=${token}&theme=dark`, undefined)
  await frame.getByText('Asked for opening hours').waitFor()
  assert.match(frame.url(), /\/embed\/1\/calls\?theme=dark$/)
  assert.ok(!mint.output().includes(token), 'no line of the log holds it')
})

test('a token that is over is told in the vendor’s words, and the next one opens', async (t) => {
  const failing = { ...allow, complaints: [/status of 401/] }
  const page = await chromium.open(t, { allow: failing })
  const frame = await embed(page, foreign, 'overview', 'outdated')
  await frame.getByText('Access has expired').waitFor()
  assert.ok((await raw(page)).includes('token_expired'))
  await hand(page, (await exchange(mint)).field('access'))
  await frame.getByRole('heading', { name: 'Front desk' }).waitFor()
})

test('a page that hands over its key is taught better', async (t) => {
  const failing = { ...allow, complaints: [/status of 403/] }
  const page = await chromium.open(t, { allow: failing })
  const frame = await embed(page, foreign, 'overview', mint.demo.vocera.api_key)
  await frame.getByRole('heading', { name: 'A key is in the wrong place' }).waitFor()
  const error = (await heard(page)).find(({ type }) => type === 'error')
  assert.equal(error?.code, 'key_in_browser')
})

test('a frame that is kicked closes within a second and stays closed', async (t) => {
  await assertWithin(KICK_MS_MAX, async () => {
    const page = await chromium.open(t, { allow })
    const frame = await embed(page, neighbour, 'overview')
    await frame.getByRole('heading', { name: 'Front desk' }).waitFor()
    const startMs = performance.now()
    const answer = await manage(mint, '/agents/1/frames', { method: 'DELETE' })
    assert.ok(Number(answer.json().ended) > 0, answer.text)
    await frame.getByRole('heading', { name: 'Closed' }).waitFor()
    const tookMs = performance.now() - startMs
    assert.equal(await frame.locator('#content').innerHTML(), '', 'nothing of it is left')
    const said = await heard(page)
    const at = said.findIndex(({ type }) => type === 'ended')
    assert.ok(Number(said[at - 1]?.height) < 300, 'the page is told of the room before')
    assert.deepEqual(said[at], { mintmark: 1, type: 'ended', reason: 'kicked' })
    return tookMs
  })
})

test('a page that is not named shows nothing', async (t) => {
  await changeAgent(mint, { allowed_origins: [foreign] })
  const complaints = [/frame-ancestors|Content Security Policy|Refused to frame/i]
  const page = await chromium.open(t, { allow: { ...allow, complaints } })
  serve(`<iframe src="${mint.baseUrl}/embed/1/overview"></iframe>`)
  await page.goto(neighbour)
  assert.match(page.frames()[1]?.url() ?? '', /^chrome-error:/)
  await changeAgent(mint, { allowed_origins: [foreign, neighbour] })
})

for (const language of ['en-GB', 'de-DE']) {
  test(`nothing is wrong with what a frame shows (${language})`, async (t) => {
    const page = await chromium.open(t, { allow, language, size: 'phone' })
    for (const [view, theme, size] of [
      ['overview', 'light', 'phone'],
      ['calls', 'dark', 'desktop'],
      ['result/all', 'dark', 'phone'],
      ['result/result-502', 'light', 'desktop'],
    ] as const) {
      await page.setViewportSize(SIZES[size])
      const frame = await embed(page, neighbour, `${view}?theme=${theme}`)
      await frame.locator('#content h2').first().waitFor({ state: 'attached' })
      assert.deepEqual(await axe(page, { within: '/embed/1/' }), [], `${view}, ${theme}`)
      const wide = 'document.documentElement.scrollWidth - document.documentElement.clientWidth'
      assert.equal(await frame.evaluate(wide), 0, `${view} scrolls sideways on a ${size}`)
    }
  })
}

/** A site's page with the frame, which is handed this token as soon as it says that it listens. */
async function embed(
  page: Page,
  site: string,
  view: string,
  token: string | undefined = '',
): Promise<Frame> {
  const access = token === '' ? (await exchange(mint)).field('access') : token
  const inUrl = view.includes('token=')
  const address = `${mint.baseUrl}/embed/1/${view.replaceAll('&', '&amp;')}`
  serve(`<style>body { margin: 0 } iframe { width: 100%; height: 900px; border: 0 }</style>
<iframe title="Agent" src="${address}"></iframe><script>
window.heard = []
window.hand = (access) => document.querySelector('iframe').contentWindow.postMessage(
  { mintmark: 1, type: 'token', access }, '${mint.baseUrl}')
addEventListener('message', ({ data, origin }) => {
  if (origin !== '${mint.baseUrl}') return
  heard.push(data)
  if (data.type === 'ready' && !${inUrl}) hand('${access}')
})</script>`)
  await page.goto(site)
  const frame = page.frames().find((one) => one.url().startsWith(`${mint.baseUrl}/embed/`))
  assert.ok(frame !== undefined, 'the frame is shown')
  return frame
}

interface Said {
  readonly type?: string
  readonly height?: number
  readonly code?: string
}

function raw(page: Page): Promise<unknown[]> {
  return page.evaluate<unknown[]>('heard')
}

async function heard(page: Page): Promise<Said[]> {
  return (await page.evaluate<(Said | string)[]>('heard')).filter((one) => typeof one === 'object')
}

function hand(page: Page, access: string): Promise<void> {
  return page.evaluate(`hand('${access}')`)
}
