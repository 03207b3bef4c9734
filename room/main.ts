import type { CallSettings } from '../server/conference/messages.ts'
import { showCall } from './call.ts'
import { showLobby } from './lobby.ts'
import { showOver } from './over.ts'
import { wordsOf } from './words.ts'
import './room.css'

/** Over for a reason that may pass: whoever left may come back, as may whose network was away. */
const MAY_COME_BACK: readonly string[] = ['left', 'gone', 'room_full', 'unavailable']

const root = document.querySelector<HTMLElement>('#room')
if (root?.dataset.settings !== undefined) {
  const settings = JSON.parse(root.dataset.settings) as CallSettings // Our own server's page.
  // The ticket is in memory from here on; nothing that looks at the page later finds it.
  delete root.dataset.settings
  for (const part of document.querySelectorAll<HTMLElement>('[data-unscripted]')) part.hidden = true
  void run(root, settings)
}

async function run(room: HTMLElement, settings: CallSettings): Promise<void> {
  const words = wordsOf(settings.words)
  for (;;) {
    document.body.classList.remove('in-call')
    const ready = await showLobby(room, settings, words)
    document.body.classList.add('in-call')
    const reason = await showCall(room, settings, words, ready)
    const isKnown = `over_${reason}` in settings.words
    const shown = isKnown ? reason : 'gone'
    const mayComeBack = MAY_COME_BACK.includes(shown)
    await new Promise<void>((again) => {
      showOver(room, words, shown, mayComeBack ? again : undefined)
    })
  }
}
