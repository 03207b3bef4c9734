// People talk to each other in real browsers: an agent in a frame of another site, and guests by
// the link. What a camera shows is a clock that moves, so a picture that is decoded is a live one.
import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { Frame, Page } from 'playwright-core'
import { openedRoom } from '../../conference/test/caller.ts'
import { mintForThisFile, startMint } from '../mint.ts'
import { eventually } from '../wire.ts'
import { axe } from './axe.ts'
import { chromiumForThisFile } from './chromium.ts'
import { otherSiteForThisFile } from './other-site.ts'

const mint = await mintForThisFile()
const chromium = await chromiumForThisFile(mint)
const site = await otherSiteForThisFile()

interface Picture {
  readonly frames: number
  readonly width: number
}

/** A network that goes away takes these along; a browser that is told of it keeps them. */
const CUTTABLE = `globalThis.sockets = []
globalThis.WebSocket = class extends WebSocket {
  constructor(...given) {
    super(...given)
    sockets.push(this)
  }
}
globalThis.peers = []
globalThis.RTCPeerConnection = class extends RTCPeerConnection {
  constructor(...given) {
    super(...given)
    peers.push(this)
  }
}`

/** What this page decodes of each of the others. */
async function pictures(page: Page | Frame): Promise<readonly Picture[]> {
  return page.evaluate(`callStats().then((reports) => reports.map((report) => {
    const video = report.find(({ type, kind }) => type === 'inbound-rtp' && kind === 'video')
    return { frames: video?.framesDecoded ?? 0, width: video?.frameWidth ?? 0 }
  }))`)
}

/** From now on this page decodes anew what each of so many others sends. */
async function seesOthers(page: Page | Frame, count: number): Promise<void> {
  const before = await pictures(page).catch(() => [])
  const past = before.reduce((sum, one) => sum + one.frames, 0)
  await eventually(
    async () => {
      const now = await pictures(page).catch(() => [])
      const moving = now.filter(({ frames, width }) => frames > 5 && width > 0)
      const sum = now.reduce((total, one) => total + one.frames, 0)
      return now.length === count && moving.length === count && sum > past + 3 * count
    },
    `pictures of ${count} others`,
    15_000,
  )
}

async function join(page: Page | Frame, name?: string): Promise<void> {
  await page.locator('.mirror video').waitFor()
  if (name !== undefined) await page.getByLabel('Your name').fill(name)
  await page.getByRole('button', { name: 'Join' }).click()
  await page.getByRole('toolbar').waitFor()
}

const SEAT_GIVEN_UP_MS_MAX = 45_000
const tileOf = (page: Page | Frame, name: string) =>
  page.getByRole('listitem').filter({ hasText: name })

test('an agent in another site’s frame and two guests see and hear each other', async (t) => {
  const room = await openedRoom(mint, { call_reference: 'three-way' })
  const query = new URLSearchParams({
    user: mint.demo.eight_by_eight.agent_email,
    token: room.token,
  })
  const address = `${mint.baseUrl}/?${query}`
  site.serve(
    `<iframe src="${address.replaceAll('&', '&amp;')}" width="1200" height="800"
      allow="microphone; camera; display-capture"></iframe>`,
  )
  const outer = await chromium.open(t, {
    allow: { origins: [site.foreign, mint.baseUrl], complaints: [/favicon/] },
  })
  await outer.goto(site.foreign)
  const agent = outer.frames()[1] as Frame // The page's only frame.
  await join(agent)
  await agent.getByText('Waiting for your guest').waitFor()
  const rosa = await chromium.open(t, {
    size: 'phone',
    allow: { complaints: [/WebSocket.*(ERR_INTERNET_DISCONNECTED|failed)/] },
  })
  await rosa.addInitScript(CUTTABLE)
  await rosa.goto(room.guestPath)
  assert.deepEqual(await axe(rosa), [], 'the lobby')
  await join(rosa, 'Rosa')
  const luz = await chromium.open(t)
  await luz.goto(room.guestPath)
  await join(luz, 'Luz')
  await Promise.all([agent, rosa, luz].map((page) => seesOthers(page, 2)))
  for (const page of [rosa, luz]) assert.deepEqual(await axe(page), [], 'the call')
  assert.equal(await rosa.evaluate('document.documentElement.scrollWidth'), 390)
  const audible = await rosa.evaluate<number>(`callStats().then((reports) => Math.min(
    ...reports.map((report) => report.find(({ type, kind }) =>
      type === 'inbound-rtp' && kind === 'audio')?.packetsReceived ?? 0)))`)
  assert.ok(audible > 0, 'sound arrives from both')

  await t.test('what is written stays a text, whatever it looks like', async () => {
    const text = '<img src=x onerror=alert(1)>\u202e'
    await luz.getByRole('button', { name: 'Chat' }).click()
    await luz.getByLabel('Your message').fill(text)
    await luz.getByRole('button', { name: 'Send' }).click()
    await rosa.getByRole('button', { name: 'Chat 1' }).click()
    assert.match(
      await rosa.getByRole('log').innerText(),
      /Luz[\s\S]*<img src=x onerror=alert\(1\)>/,
    )
    assert.deepEqual(await axe(rosa), [], 'the chat')
    await rosa.getByRole('button', { name: /^Chat/ }).click()
  })

  await t.test('who is muted or shows no picture is told apart', async () => {
    await luz.getByRole('button', { name: 'Mute microphone' }).click()
    await luz.getByRole('button', { name: 'Turn camera off' }).click()
    await tileOf(rosa, 'Luz').getByText('muted').waitFor()
    await rosa.locator('.tile:not(.has-picture)').filter({ hasText: 'Luz' }).waitFor()
    await luz.getByRole('button', { name: 'Turn camera on' }).click()
    await luz.getByRole('button', { name: 'Unmute microphone' }).click()
    await rosa.locator('.tile.has-picture').filter({ hasText: 'Luz' }).waitFor()
    await seesOthers(rosa, 2)
  })

  await t.test('a screen takes the place of the camera', async () => {
    await luz.getByRole('button', { name: 'Share your screen' }).click()
    await rosa.locator('.tile.is-screen').filter({ hasText: 'Luz' }).waitFor()
    await seesOthers(rosa, 2)
    await luz.getByRole('button', { name: 'Stop sharing' }).click()
    await rosa.locator('.tile:not(.is-screen)').filter({ hasText: 'Luz' }).waitFor()
  })

  await t.test('whose network is gone for a moment comes back to the same seat', async () => {
    await rosa.context().setOffline(true)
    await rosa.evaluate('sockets.at(-1).close()')
    await rosa.getByText('Trying again').waitFor()
    await tileOf(luz, 'Rosa').getByText('connection lost').waitFor()
    await rosa.context().setOffline(false)
    await tileOf(luz, 'Rosa').getByText('connection lost').waitFor({ state: 'detached' })
    assert.equal(await luz.locator('.tile').count(), 3)
    await Promise.all([agent, rosa, luz].map((page) => seesOthers(page, 2)))
  })

  await t.test('whose connections are all gone finds those who came meanwhile', async () => {
    await rosa.context().setOffline(true)
    await rosa.evaluate('sockets.at(-1).close(), peers.forEach((peer) => peer.close())')
    await rosa.getByText('Trying again').waitFor()
    await luz.getByRole('button', { name: 'Leave' }).click()
    await luz.getByRole('button', { name: 'Come back' }).click()
    await join(luz, 'Luz')
    // What she offers Rosa is heard by nobody.
    await tileOf(agent, 'Luz').and(agent.locator(':not(.is-waiting)')).first().waitFor()
    await rosa.context().setOffline(false)
    await Promise.all([agent, rosa, luz].map((page) => seesOthers(page, 2)))
  })

  await t.test('one leaves and comes back; one is put out and does not', async () => {
    await luz.getByRole('button', { name: 'Leave' }).click()
    await luz.getByRole('heading', { name: 'You have left the call' }).waitFor()
    // A seat whose leaving was not heard is given up after half a minute.
    await rosa.locator('.grid[data-count="2"]').waitFor({ timeout: SEAT_GIVEN_UP_MS_MAX })
    await luz.getByRole('button', { name: 'Come back' }).click()
    await join(luz, 'Luz')
    // Else the agent may put out the seat that Luz has left.
    await Promise.all([agent, rosa, luz].map((page) => seesOthers(page, 2)))
    await agent.getByRole('button', { name: 'Remove Luz from the call' }).click()
    await luz.getByRole('heading', { name: 'You were removed from the call' }).waitFor()
    assert.deepEqual(await axe(luz), [], 'the end')
    await seesOthers(agent, 1)
  })

  await t.test('the agent ends the call for all', async () => {
    await agent.getByRole('button', { name: 'End for all' }).click()
    await rosa.getByRole('heading', { name: 'The call is over' }).waitFor()
    await agent.getByRole('heading', { name: 'The call is over' }).waitFor()
    assert.equal((await mint.request(room.guestPath)).status, 410)
  })
})

test('a call goes on while the server is killed and started again', async (t) => {
  const first = await startMint()
  t.after(() => second?.stop() ?? first.stop())
  let second: Awaited<ReturnType<typeof startMint>> | undefined
  const room = await openedRoom(first)
  const query = new URLSearchParams({
    user: first.demo.eight_by_eight.agent_email,
    token: room.token,
  })
  const allow = { origins: [first.baseUrl], complaints: [/WebSocket|ERR_CONNECTION/] }
  const agent = await chromium.open(t, { allow })
  await agent.goto(`${first.baseUrl}/?${query}`)
  await join(agent)
  const guest = await chromium.open(t, { allow })
  await guest.goto(`${first.baseUrl}${room.guestPath}`)
  await join(guest, 'Rosa')
  await Promise.all([agent, guest].map((page) => seesOthers(page, 1)))
  await first.kill()
  await guest.getByText('Trying again').waitFor()
  await Promise.all([agent, guest].map((page) => seesOthers(page, 1)))
  second = await startMint({ dataDir: first.dataDir, port: first.port })
  for (const page of [agent, guest]) {
    await page.getByText('Trying again').waitFor({ state: 'detached' })
  }
  await guest.getByRole('button', { name: 'Chat' }).click()
  await guest.getByLabel('Your message').fill('still here')
  await guest.getByRole('button', { name: 'Send' }).click()
  await agent.getByRole('button', { name: 'Chat 1' }).waitFor()
  assert.equal(await agent.locator('.tile').count(), 2)
  await Promise.all([agent, guest].map((page) => seesOthers(page, 1)))
})
