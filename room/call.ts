// The call: what the server tells becomes tiles, and what is pressed becomes messages.
import type { CallSettings, SeatView, ServerMessage } from '../server/conference/messages.ts'
import { barOf } from './bar.ts'
import type { Carrier, Source } from './carriers/contract.ts'
import { carrierFor } from './carriers/index.ts'
import { chatOf } from './chat.ts'
import { el } from './dom.ts'
import { inviteOf } from './invite.ts'
import type { Ready } from './lobby.ts'
import { peopleOf } from './people.ts'
import { connect } from './socket.ts'
import type { Sources } from './sources.ts'
import type { Words } from './words.ts'

type Entered = Extract<ServerMessage, { type: 'entered' }>
const SECOND_MS = 1_000

/** Why there is no call any more, as the words for it are named. */
export type Over = 'left' | 'ended' | 'kicked' | 'revoked' | 'taken_over' | string

/** Shows the call until it is over for this participant. */
export function showCall(
  root: HTMLElement,
  settings: CallSettings,
  words: Words,
  { name, sources }: Ready & { readonly sources: Sources },
): Promise<Over> {
  return new Promise((resolve) => {
    const status = el('p', { class: 'status', role: 'status' }, words('connecting'))
    const timer = el('time', { class: 'timer' })
    const stage = el('div', { class: 'stage' })
    const people = peopleOf(words, settings.isAgent, (seat) =>
      connection.say({ type: 'kick', seat }),
    )
    const chat = chatOf(settings.language, words, (text) => connection.say({ type: 'chat', text }))
    const bar = barOf(
      words,
      {
        microphone: () => void flip('microphone'),
        camera: () => void flip('camera'),
        screen: () => void sources.toggleScreen().then(drawOwn),
        leave: () => {
          connection.say({ type: 'leave' })
          finish('left')
        },
        end: settings.isAgent ? () => connection.say({ type: 'end' }) : undefined,
      },
      chat.opener,
    )
    const invite = inviteOf(settings, words)
    const heading = el('h1', { tabindex: '-1' }, settings.reference)
    stage.append(people.element)
    root.replaceChildren(
      el(
        'section',
        { class: 'call' },
        el('header', {}, heading, timer, status),
        invite,
        el('div', { class: 'around' }, stage, chat.element),
        bar.element,
      ),
    )

    // The button that was pressed is gone: whoever reads by keyboard goes on from here.
    heading.focus()
    let carrier: Carrier | undefined
    let carrierName: string | undefined
    let entered: Entered | undefined
    let startedAtMs: number | undefined
    let isOver = false
    const ticking = setInterval(tick, SECOND_MS)

    const connection = connect(settings.socket, {
      opened() {
        const again = entered && { seat: entered.you.id, resume: entered.resume }
        connection.say({ type: 'enter', ticket: settings.ticket, name, ...again })
      },
      heard: (message) => void hear(message),
      lost: () => {
        status.textContent = words('reconnecting')
      },
      gone: () => finish('gone'),
    })
    sources.onChange((source) => {
      carrier?.send(source, sources.track(source))
      drawOwn()
    })
    drawOwn()

    async function hear(message: ServerMessage): Promise<void> {
      switch (message.type) {
        case 'entered':
          return begin(message)
        case 'joined':
          people.put(message.seat)
          carrier?.joined(message.seat)
          return greet()
        case 'changed':
          people.put(message.seat)
          return carrier?.changed(message.seat)
        case 'left':
          people.remove(message.seat)
          carrier?.left(message.seat)
          return greet()
        case 'started':
          startedAtMs = performance.now()
          return tick()
        case 'signal':
          return carrier?.signal(message.from, message.content)
        case 'chat': {
          const isOwn = message.from === entered?.you.id
          return chat.add(people.names(message.from), message.text, message.at, isOwn)
        }
        case 'ended':
          return finish(message.reason)
        case 'refused':
          // One that was refused while in the call changes nothing about it.
          if (entered === undefined || message.code === 'room_over') finish(message.code)
          return
        case 'pong':
          return
        default:
          return message satisfies never
      }
    }

    async function begin(message: Entered): Promise<void> {
      entered = message
      const { you, seats, admission, startedAt, now } = message
      if (startedAt !== undefined) startedAtMs = performance.now() - (now - startedAt) * SECOND_MS
      people.set(you, seats)
      drawOwn()
      greet()
      if (admission.name === 'jitsi') return showFrame(admission.url)
      // Coming back goes on with what carries the call already.
      if (carrierName !== admission.name) {
        carrierName = admission.name
        const send = (to: number, content: unknown) =>
          connection.say({ type: 'signal', to, content })
        const found = await carrierFor(message, people, send)
        if (isOver) return found?.close()
        carrier = found
        for (const source of ['microphone', 'camera'] as const) {
          carrier?.send(source, sources.track(source))
        }
      }
      carrier?.entered(you, seats)
    }

    function showFrame(url: string): void {
      if (stage.querySelector('iframe') !== null) return
      sources.close()
      bar.element.classList.add('is-elsewhere')
      stage.replaceChildren(
        el('iframe', {
          src: url,
          title: words('people'),
          allow: 'camera; microphone; display-capture; autoplay; fullscreen',
        }),
      )
    }

    async function flip(source: Source): Promise<void> {
      const fault = await sources.toggle(source)
      if (fault !== undefined) status.textContent = words(`${source}_${fault}`)
    }

    function drawOwn(): void {
      bar.show(sources.devices)
      const { devices } = sources
      people.own(sources.track('camera'), { devices } satisfies Partial<SeatView>)
      connection?.say({ type: 'devices', ...devices })
    }

    /** With nobody else in, it says what one waits for. */
    function greet(): void {
      const isAlone = people.element.childElementCount <= 1
      const waiting = settings.isAgent ? 'waitingForGuest' : 'waitingForAgent'
      status.textContent = isAlone ? words(waiting) : ''
      if (invite !== undefined) invite.hidden = !isAlone
    }

    function tick(): void {
      if (startedAtMs === undefined) return
      const seconds = Math.floor((performance.now() - startedAtMs) / SECOND_MS)
      const parts = [Math.floor(seconds / 3600), Math.floor(seconds / 60) % 60, seconds % 60]
      const [hours = 0, ...rest] = parts
      const shown = hours > 0 ? parts : rest
      timer.textContent = shown.map((part) => String(part).padStart(2, '0')).join(':')
    }

    function finish(reason: Over): void {
      isOver = true
      clearInterval(ticking)
      carrier?.close()
      carrier = undefined
      sources.close()
      connection.close()
      resolve(reason)
    }
  })
}
