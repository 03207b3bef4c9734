// One participant as the others see them.
import type { SeatView } from '../server/conference/messages.ts'
import type { Link } from './carriers/contract.ts'
import { button, el, ICONS, icon } from './dom.ts'
import type { Words } from './words.ts'

export interface Tile {
  readonly element: HTMLLIElement
  readonly video: HTMLVideoElement
  show(seat: SeatView): void
  link(link: Link): void
  stream(stream: MediaStream): void
}

export interface TileOptions {
  readonly isOwn: boolean
  readonly words: Words
  /** Where the agent may put this participant out. */
  readonly onKick?: (() => void) | undefined
}

export function tileOf(seat: SeatView, { isOwn, words, onKick }: TileOptions): Tile {
  const video = el('video', { autoplay: true, playsinline: true })
  // One's own voice is not played back.
  video.muted = isOwn
  const name = el('bdi')
  const muted = el('span', { class: 'muted', title: words('muted') }, icon(ICONS.microphoneOff))
  muted.append(el('span', { class: 'unseen' }, words('muted')))
  const state = el('span', { class: 'state' })
  const initial = el('span', { class: 'initial', 'aria-hidden': 'true' })
  const out = onKick === undefined ? undefined : button({ class: 'kick' }, onKick, icon(ICONS.out))
  const element = el(
    'li',
    { class: isOwn ? 'tile own' : 'tile' },
    video,
    initial,
    el('p', { class: 'caption' }, name, isOwn ? ` ${words('you')}` : undefined, muted, state),
    out,
  )
  let link: Link = 'connected'
  let shown = seat

  const tell = () => {
    const isWaiting = shown.isAway || link !== 'connected'
    state.textContent = shown.isAway ? words('away') : link === 'connected' ? '' : words(link)
    element.classList.toggle('is-waiting', isWaiting)
  }
  const tile: Tile = {
    element,
    video,
    show(next) {
      shown = next
      const called = next.name === '' ? words('guest') : next.name
      name.textContent = called
      initial.textContent = [...called][0]?.toUpperCase() ?? ''
      muted.hidden = next.devices.microphone
      element.classList.toggle('has-picture', next.devices.camera || next.devices.screen)
      element.classList.toggle('is-screen', next.devices.screen)
      out?.setAttribute('aria-label', words('kick', { name: called }))
      if (out !== undefined) out.title = words('kick', { name: called })
      tell()
    },
    link(next) {
      link = next
      tell()
    },
    stream(stream) {
      if (video.srcObject !== stream) video.srcObject = stream
      // A browser that lets nothing play by itself does after the click that joined.
      void video.play().catch(() => {})
    },
  }
  tile.show(seat)
  return tile
}
