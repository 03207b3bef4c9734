import { REFERENCE_CHARACTERS_MAX } from '../../resources/room-wish.ts'
import { callRoot } from './call.ts'
import { documentOf } from './document.ts'
import type { Markup } from './markup.ts'
import type { AgentModel, Frame } from './models.ts'
import { template } from './template.ts'

const main = template<AgentModel & { call: Markup | undefined; referenceMax: number }>(`
<h1><%= it.text.agent.heading %></h1>
<p class="lead"><%= it.say(it.text.agent.as, { agent: it.strong(it.foreign(it.agentEmail)) }) %></p>
<% if (it.room) { %>
<%= it.call %>
<section aria-labelledby="room-facts" data-unscripted>
<h2 id="room-facts"><%= it.text.agent.room %></h2>
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
<% if (it.opening) { %>
<section aria-labelledby="open">
<h2 id="open"><%= it.text.agent.open %></h2>
<% if (it.opening.problem) { %>
<p class="alert" id="problem" role="alert"><%= it.plain(it.opening.problem) %></p>
<% } %>
<form class="stack" method="post" action="<%= it.webUrl(it.opening.action) %>">
<%= it.hidden(it.opening.fields) %>
<div class="field">
<label for="phone-number"><%= it.text.agent.phoneNumber %></label>
<input id="phone-number" name="phone_number" type="tel" autocomplete="off" maxlength="32"
 aria-describedby="phone-number-note"
 value="<%= it.opening.phoneNumber ?? '' %>">
<p class="quiet" id="phone-number-note"><%= it.text.agent.phoneNumberNote %></p>
</div>
<div class="field">
<label for="call-reference"><%= it.text.agent.callReference %></label>
<input id="call-reference" name="call_reference" autocomplete="off" minlength="8"
 maxlength="<%= it.referenceMax %>" aria-describedby="call-reference-note"
 value="<%= it.opening.callReference ?? '' %>">
<p class="quiet" id="call-reference-note"><%= it.text.agent.callReferenceNote %></p>
</div>
<button class="primary"><%= it.text.agent.openSubmit %></button>
</form>
</section>
<% } %>
<% } %>
`)

export function renderAgent(frame: Frame, model: AgentModel): string {
  const { room, embedded } = model
  const call = room === undefined ? undefined : callRoot(frame.text, room.settings)
  return documentOf(frame, {
    title: frame.text.agent.title,
    main: main(frame, { ...model, call, referenceMax: REFERENCE_CHARACTERS_MAX }),
    ...(embedded && { brand: 'none' as const }),
    ...(room !== undefined && { width: 'wide' as const }),
  })
}
