// The row of buttons under a call.
import type { Devices } from '../server/conference/messages.ts'
import { button, el, ICONS, icon } from './dom.ts'
import { canShareScreen } from './media.ts'
import { deviceToggles, toggle } from './toggles.ts'
import type { Words } from './words.ts'

export interface BarActs {
  microphone(): void
  camera(): void
  screen(): void
  leave(): void
  /** Only an agent ends the call for all. */
  readonly end: (() => void) | undefined
}

export interface Bar {
  readonly element: HTMLElement
  show(devices: Devices): void
}

export function barOf(words: Words, acts: BarActs, ...more: readonly HTMLElement[]): Bar {
  const { microphone, camera } = deviceToggles(words, acts)
  const screen = toggle(
    { on: 'screen', off: 'screen', words: [words('stopScreen'), words('shareScreen')] },
    acts.screen,
  )
  screen.element.hidden = !canShareScreen()
  const leave = button({ class: 'tool wide' }, acts.leave, icon(ICONS.leave), words('leave'))
  const end =
    acts.end === undefined
      ? undefined
      : button({ class: 'tool wide ending' }, acts.end, words('endForAll'))
  const element = el(
    'div',
    { class: 'bar', role: 'toolbar', 'aria-label': words('controls') },
    microphone.element,
    camera.element,
    screen.element,
    ...more,
    leave,
    end,
  )
  return {
    element,
    show(devices) {
      microphone.show(devices.microphone)
      camera.show(devices.camera)
      screen.show(devices.screen)
      screen.element.classList.toggle('is-off', false)
      screen.element.classList.toggle('is-sharing', devices.screen)
    },
  }
}
