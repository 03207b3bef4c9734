import type { Source } from './carriers/contract.ts'
import { button, type ICONS, icon, ICONS as icons } from './dom.ts'
import type { Words } from './words.ts'

export interface Toggle {
  readonly element: HTMLButtonElement
  show(isOn: boolean): void
}

type IconName = keyof typeof ICONS

export interface ToggleLook {
  readonly on: IconName
  readonly off: IconName
  /** What a press does while it is on, and while it is off. */
  readonly words: readonly [on: string, off: string]
}

/** The two that lobby and call have in common. */
export function deviceToggles(
  words: Words,
  onPress: Readonly<Record<Source, () => void>>,
): Readonly<Record<Source, Toggle>> {
  return {
    microphone: toggle(
      {
        on: 'microphone',
        off: 'microphoneOff',
        words: [words('muteMicrophone'), words('openMicrophone')],
      },
      onPress.microphone,
    ),
    camera: toggle(
      { on: 'camera', off: 'cameraOff', words: [words('shutCamera'), words('openCamera')] },
      onPress.camera,
    ),
  }
}

/** A button with a picture, whose name says what it does now. */
export function toggle(look: ToggleLook, onPress: () => void): Toggle {
  const element = button({ class: 'tool' }, onPress)
  const show = (isOn: boolean) => {
    const [onWords, offWords] = look.words
    const words = isOn ? onWords : offWords
    element.classList.toggle('is-off', !isOn)
    element.setAttribute('aria-label', words)
    element.title = words
    element.replaceChildren(icon(icons[isOn ? look.on : look.off]))
  }
  show(false)
  return { element, show }
}
