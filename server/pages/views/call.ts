// What the call page consists of before its script has drawn anything. Without a script there is no
// call, so the facts stand there for whoever has none, and the script takes their place.
import type { Messages } from '../messages/index.ts'
import { escapeHtml, type Markup, markup } from './markup.ts'

export const CALL_SCRIPT = '/assets/room/room.js'
export const CALL_STYLES = '/assets/room/room.css'

/** The element that the script draws in, and the script itself. */
export function callRoot(text: Messages, settings: string): Markup {
  return markup(
    [
      `<link rel="stylesheet" href="${CALL_STYLES}">`,
      `<div id="room" data-settings="${escapeHtml(settings)}"></div>`,
      `<noscript><p class="alert">${escapeHtml(text.call.needsScript)}</p></noscript>`,
      `<script type="module" src="${CALL_SCRIPT}"></script>`,
    ].join('\n'),
  )
}
