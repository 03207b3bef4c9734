import { callRoot } from './call.ts'
import { documentOf } from './document.ts'
import type { Markup } from './markup.ts'
import type { Frame, GuestModel } from './models.ts'
import { renderNotice } from './notice.ts'
import { template } from './template.ts'

const open = template<GuestModel & { call: Markup }>(`
<h1><%= it.text.guest.heading %></h1>
<p class="lead"><%= it.text.guest.invited %></p>
<%= it.call %>
<div data-unscripted>
<dl class="facts">
<div><dt><%= it.text.guest.reference %></dt><dd><%= it.literal(it.reference) %></dd></div>
<div><dt><%= it.text.guest.openUntil %></dt><dd><%= it.instant(it.expiresAtIso) %></dd></div>
</dl>
<p class="quiet"><%= it.text.guest.forYou %></p>
</div>
`)

export function renderGuest(frame: Frame, model: GuestModel): string {
  const call = callRoot(frame.text, model.settings)
  const main = open(frame, { ...model, call })
  return documentOf(frame, { title: frame.text.guest.heading, main, width: 'wide' })
}

export function renderGuestExpired(frame: Frame): string {
  const { expired, askAgain } = frame.text.guest
  return renderNotice(frame, { heading: expired, words: askAgain })
}
