import { button, el, ICONS, icon } from './dom.ts'
import type { Words } from './words.ts'

export interface Chat {
  readonly element: HTMLElement
  readonly opener: HTMLButtonElement
  add(from: string, text: string, at: number, isOwn: boolean): void
}

const TEXT_CHARACTERS_MAX = 2_000

/** What participants write; it is on nobody's server and gone with the page. */
export function chatOf(language: string, words: Words, onSay: (text: string) => void): Chat {
  const list = el('ol')
  const log = el('div', { role: 'log', 'aria-label': words('chat'), tabindex: '0' }, list)
  const field = el('input', {
    id: 'chat-text',
    maxlength: String(TEXT_CHARACTERS_MAX),
    autocomplete: 'off',
  })
  const form = el(
    'form',
    { class: 'row' },
    el('label', { for: 'chat-text', class: 'unseen' }, words('yourMessage')),
    field,
    el('button', { class: 'secondary' }, words('send')),
  )
  const element = el('aside', { class: 'chat', hidden: true, id: 'chat' }, log, form)
  const count = el('span', { class: 'count', hidden: true })
  let unread = 0
  const opener = button(
    { class: 'tool wide', 'aria-expanded': 'false', 'aria-controls': 'chat' },
    () => {
      element.hidden = !element.hidden
      opener.setAttribute('aria-expanded', String(!element.hidden))
      if (element.hidden) return
      unread = 0
      count.hidden = true
      field.focus()
    },
    icon(ICONS.chat),
    el('span', { class: 'label' }, words('chat')),
    ' ',
    count,
  )
  form.addEventListener('submit', (event) => {
    event.preventDefault()
    const text = field.value.trim()
    if (text === '') return
    onSay(text)
    field.value = ''
  })
  const clock = new Intl.DateTimeFormat(language, { hour: '2-digit', minute: '2-digit' })
  return {
    element,
    opener,
    add(from, text, at, isOwn) {
      const when = new Date(at * 1000)
      list.append(
        el(
          'li',
          { class: isOwn ? 'own' : undefined },
          el(
            'p',
            { class: 'who' },
            el('bdi', {}, from),
            ' ',
            el('time', { datetime: when.toISOString() }, clock.format(when)),
          ),
          el('p', { dir: 'auto' }, text),
        ),
      )
      log.scrollTop = log.scrollHeight
      if (!element.hidden || isOwn) return
      unread += 1
      count.hidden = false
      count.textContent = String(unread)
    },
  }
}
