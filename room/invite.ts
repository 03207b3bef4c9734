import type { CallSettings } from '../server/conference/messages.ts'
import { button, el, ICONS, icon } from './dom.ts'
import type { Words } from './words.ts'

const COPIED_MS = 4_000

/** The guest's link for an agent to hand on; nothing for whoever may not invite. */
export function inviteOf(settings: CallSettings, words: Words): HTMLElement | undefined {
  const { guestLink, textSentTo } = settings
  if (guestLink === undefined) return undefined
  const told = el('p', { class: 'quiet', role: 'status' })
  told.textContent =
    textSentTo === undefined ? words('inviteBy') : words('textSent', { number: textSentTo })
  const before = told.textContent
  const field = el('input', {
    id: 'guest-link',
    readonly: true,
    value: guestLink,
    'aria-labelledby': 'guest-link-label',
  })
  field.addEventListener('focus', () => field.select())
  const copy = button({ class: 'secondary' }, async () => {
    field.select()
    await navigator.clipboard.writeText(guestLink).catch(() => document.execCommand('copy'))
    told.textContent = words('copied')
    setTimeout(() => {
      told.textContent = before
    }, COPIED_MS)
  })
  copy.append(icon(ICONS.copy), words('copy'))
  return el(
    'section',
    { class: 'invite' },
    el('label', { for: 'guest-link', id: 'guest-link-label' }, words('guestLink')),
    el('div', { class: 'row' }, field, copy),
    told,
  )
}
