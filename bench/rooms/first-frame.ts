import { launchChromium } from '../../server/test/chromium/chromium.ts'
import type { BenchServer } from '../server.ts'
import { median } from '../statistics.ts'
import { openLinks } from './people.ts'

/** From the click on a link to a picture of somebody else, medians over so many calls. */
export interface FirstFrame {
  readonly calls: number
  /** The page is there and shows the guest's own picture. */
  readonly lobbyMs: number
  /** From joining to the first decoded frame of the other. */
  readonly frameMs: number
}

const FRAMES = `new Promise((seen) => {
  const look = async () => {
    const reports = await (globalThis.callStats?.() ?? [])
    const isSeen = reports.some((report) => report.some((one) =>
      one.type === 'inbound-rtp' && one.kind === 'video' && one.framesDecoded > 0))
    if (isSeen) seen(performance.now())
    else setTimeout(look, 5)
  }
  look()
})`

const OWN_PICTURE = `new Promise((seen) => {
  const look = () => {
    if (document.querySelector('.mirror video')?.videoWidth > 0) seen()
    else setTimeout(look, 5)
  }
  look()
})`

/** Two pages of one browser on this machine, with a camera that Chromium makes up. */
export async function measureFirstFrame(server: BenchServer, calls: number): Promise<FirstFrame> {
  const browser = await launchChromium()
  try {
    const lobbies: number[] = []
    const frames: number[] = []
    for (let call = 0; call < calls; call += 1) {
      const { guestLink: link } = await openLinks(server)
      const context = await browser.newContext({ permissions: ['camera', 'microphone'] })
      const first = await context.newPage()
      const second = await context.newPage()
      await first.goto(link)
      await first.getByLabel('Your name').fill('First')
      await first.getByRole('button', { name: 'Join' }).click()
      await first.getByRole('toolbar').waitFor()
      const openedMs = performance.now()
      await second.goto(link)
      await second.evaluate(OWN_PICTURE)
      lobbies.push(performance.now() - openedMs)
      await second.getByLabel('Your name').fill('Second')
      const joinedMs = performance.now()
      await second.getByRole('button', { name: 'Join' }).click()
      await second.evaluate(FRAMES)
      frames.push(performance.now() - joinedMs)
      await context.close()
    }
    return { calls, lobbyMs: median(lobbies), frameMs: median(frames) }
  } finally {
    await browser.close()
  }
}
