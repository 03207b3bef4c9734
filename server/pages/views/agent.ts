import { documentOf } from './document.ts'
import type { AgentModel } from './models.ts'
import { template } from './template.ts'

const main = template<AgentModel>(`
<h1>You are signed in</h1>
<p class="lead">as <strong><%= it.foreign(it.agentEmail) %></strong></p>
<% if (it.room) { %>
<section aria-labelledby="room">
<h2 id="room">Your room is open</h2>
<dl class="facts">
<div><dt>Call reference</dt><dd><%= it.literal(it.room.reference) %></dd></div>
<div><dt>Guest link</dt><dd><%= it.link(it.room.guestLink, it.room.guestLink) %></dd></div>
<div><dt>Open until</dt><dd><%= it.instant(it.room.expiresAtIso) %></dd></div>
<% if (it.room.textSentTo) { %>
<div><dt>Text sent to</dt><dd><%= it.foreign(it.room.textSentTo) %></dd></div>
<% } %>
</dl>
<% if (it.room.textSentTo) { %>
<p class="quiet">Your guest has the link by text. You need not send it again.</p>
<% } else { %>
<p class="quiet">Send the guest link to the one person whom you want to meet.</p>
<% } %>
</section>
<% } else { %>
<p>No room is open for you at the moment.</p>
<% } %>
`)

export function renderAgent(model: AgentModel): string {
  return documentOf({
    title: 'Agent',
    main: main(model),
    ...(model.embedded && { brand: 'none' as const }),
  })
}
