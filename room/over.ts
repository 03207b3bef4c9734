import { button, el } from './dom.ts'
import type { Words } from './words.ts'

/** What is left when there is no call: why, and what one can do. */
export function showOver(
  root: HTMLElement,
  words: Words,
  reason: string,
  again?: (() => void) | undefined,
): void {
  const heading = el('h1', { tabindex: '-1' }, words(`over_${reason}`))
  root.replaceChildren(
    el(
      'section',
      { class: 'over' },
      heading,
      el('p', { class: 'lead' }, words(`over_${reason}_words`)),
      again === undefined ? undefined : button({ class: 'primary' }, again, words('comeBack')),
    ),
  )
  heading.focus()
}
