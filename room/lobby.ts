// Before the call: a name, a look into the mirror, and a word about what is missing. Nobody needs
// a camera or a microphone to come in.
import type { CallSettings } from '../server/conference/messages.ts'
import type { Source } from './carriers/contract.ts'
import { el } from './dom.ts'
import { inviteOf } from './invite.ts'
import { type DeviceFault, levelOf, listDevices } from './media.ts'
import { type Sources, sourcesOf } from './sources.ts'
import { deviceToggles } from './toggles.ts'
import type { Words } from './words.ts'

const NAME_CHARACTERS_MAX = 60

export interface Ready {
  readonly name: string
  readonly sources: Sources
}

function referenceOf({ reference }: CallSettings, words: Words): HTMLElement {
  return el('p', { class: 'quiet' }, `${words('reference')}: `, el('bdi', {}, reference))
}

/** Shows the lobby and waits until somebody wants to come in. */
export function showLobby(root: HTMLElement, settings: CallSettings, words: Words): Promise<Ready> {
  const preview = el('video', { muted: true, autoplay: true, playsinline: true })
  preview.muted = true
  const placeholder = el('p', { class: 'placeholder' }, words('cameraOff'))
  const meter = el('meter', { min: '0', max: '1', value: '0', 'aria-label': words('level') })
  const trouble = el('p', { class: 'alert', role: 'status', hidden: true })
  const faults = new Map<Source, DeviceFault>()
  let stopMeter = () => {}

  const sources = sourcesOf((source) => draw(source))
  const { microphone, camera } = deviceToggles(words, {
    microphone: () => void flip('microphone'),
    camera: () => void flip('camera'),
  })
  const pickers = { camera: pickerOf('camera'), microphone: pickerOf('microphone') }
  const name = el('input', {
    id: 'guest-name',
    maxlength: String(NAME_CHARACTERS_MAX),
    autocomplete: 'name',
    required: true,
  })
  const form = el(
    'form',
    { class: 'stack' },
    settings.isAgent
      ? undefined
      : el('div', { class: 'field' }, el('label', { for: 'guest-name' }, words('yourName')), name),
    pickers.camera.element,
    pickers.microphone.element,
    el('button', { class: 'primary' }, words('join')),
  )
  root.replaceChildren(
    el(
      'section',
      { class: 'lobby', 'aria-label': words('lobby') },
      el(
        'div',
        { class: 'mirror' },
        preview,
        placeholder,
        el('div', { class: 'tools' }, microphone.element, camera.element, meter),
      ),
      el(
        'div',
        { class: 'beside' },
        referenceOf(settings, words),
        trouble,
        form,
        inviteOf(settings, words),
      ),
    ),
  )
  void openBoth()

  return new Promise((resolve) => {
    form.addEventListener('submit', (event) => {
      event.preventDefault()
      stopMeter()
      resolve({ name: settings.isAgent ? settings.name : name.value.trim(), sources })
    })
  })

  async function openBoth(): Promise<void> {
    for (const source of ['microphone', 'camera'] as const) {
      note(source, await sources.open(source))
    }
    await Promise.all([pickers.camera.fill(), pickers.microphone.fill()])
  }

  async function flip(source: Source): Promise<void> {
    note(source, await sources.toggle(source))
  }

  function note(source: Source, fault: DeviceFault | undefined): void {
    if (fault === undefined) faults.delete(source)
    else faults.set(source, fault)
    const lines = [...faults].map(([which, what]) => words(`${which}_${what}`))
    trouble.hidden = lines.length === 0
    trouble.textContent = [...lines, words('joinAnyway')].join(' ')
  }

  function draw(source: Source): void {
    const { devices } = sources
    microphone.show(devices.microphone)
    camera.show(devices.camera)
    const track = sources.track(source)
    if (source === 'camera') {
      preview.srcObject = track === undefined ? null : new MediaStream([track])
      placeholder.hidden = track !== undefined
      return
    }
    stopMeter()
    meter.value = 0
    stopMeter =
      track === undefined
        ? () => {}
        : levelOf(track, (level) => {
            meter.value = level
          })
  }

  function pickerOf(source: Source) {
    const id = `pick-${source}`
    const select = el('select', { id })
    const label = words(source === 'camera' ? 'camera' : 'microphone')
    const element = el(
      'div',
      { class: 'field', hidden: true },
      el('label', { for: id }, label),
      select,
    )
    select.addEventListener('change', async () =>
      note(source, await sources.open(source, select.value)),
    )
    return {
      element,
      /** One device needs no choice. */
      async fill() {
        const devices = await listDevices(source)
        element.hidden = devices.length < 2
        select.replaceChildren(
          ...devices.map((device) => el('option', { value: device.id }, device.label)),
        )
      },
    }
  }
}
