import { documentOf } from './document.ts'
import type { AgentModel, Frame } from './models.ts'
import { template } from './template.ts'

const main = template<AgentModel>(`
<h1><%= it.text.agent.heading %></h1>
<p class="lead"><%= it.say(it.text.agent.as, { agent: it.strong(it.foreign(it.agentEmail)) }) %></p>
<% if (it.room) { %>
<section aria-labelledby="room">
<h2 id="room"><%= it.text.agent.room %></h2>
<dl class="facts">
<div><dt><%= it.text.agent.reference %></dt><dd><%= it.literal(it.room.reference) %></dd></div>
<div>
<dt><%= it.text.agent.guestLink %></dt>
<dd><%= it.link(it.room.guestLink, it.room.guestLink) %></dd>
</div>
<div><dt><%= it.text.agent.openUntil %></dt><dd><%= it.instant(it.room.expiresAtIso) %></dd></div>
<% if (it.room.textSentTo) { %>
<div><dt><%= it.text.agent.textSentTo %></dt><dd><%= it.foreign(it.room.textSentTo) %></dd></div>
<% } %>
</dl>
<p class="quiet"><%= it.room.textSentTo ? it.text.agent.texted : it.text.agent.sendLink %></p>
</section>
<% } else { %>
<p><%= it.text.agent.noRoom %></p>
<% } %>
`)

export function renderAgent(frame: Frame, model: AgentModel): string {
  return documentOf(frame, {
    title: frame.text.agent.title,
    main: main(frame, model),
    ...(model.embedded && { brand: 'none' as const }),
  })
}
