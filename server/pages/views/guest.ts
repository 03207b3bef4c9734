import { documentOf } from './document.ts'
import type { GuestModel, NoticeModel } from './models.ts'
import { template } from './template.ts'

const open = template<GuestModel>(`
<h1>Your room is open</h1>
<p class="lead">You have been invited to a video call.</p>
<dl class="facts">
<div><dt>Call reference</dt><dd><%= it.literal(it.reference) %></dd></div>
<div><dt>Open until</dt><dd><%= it.instant(it.expiresAtIso) %></dd></div>
</dl>
<p class="quiet">The link is meant for you alone. Please do not pass it on.</p>
`)

const expired = template<NoticeModel>(`
<h1><%= it.heading %></h1>
<p class="lead"><%= it.words %></p>
`)

export function renderGuest(model: GuestModel): string {
  return documentOf({ title: 'Your room is open', main: open(model) })
}

export function renderGuestExpired(): string {
  const heading = 'This link has expired'
  const words =
    'A room stays open only for a short time. Ask the person who invited you for a new link.'
  return documentOf({ title: heading, main: expired({ heading, words }) })
}
