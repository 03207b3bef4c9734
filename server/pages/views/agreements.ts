import { say } from '../messages/say.ts'
import { accountDocument } from './account-document.ts'
import type { AgreementsModel, TakeBackModel } from './account-models.ts'
import type { Frame } from './models.ts'
import { template } from './template.ts'

const list = template<AgreementsModel>(`
<h1><%= it.text.agreements.heading %></h1>
<% if (it.agreements.length === 0) { %>
<section class="empty">
<h2><%= it.text.agreements.none %></h2>
<p><%= it.text.agreements.noneWords %></p>
</section>
<% } else { %>
<p class="lead"><%= it.text.agreements.lead %></p>
<% for (const [at, one] of it.agreements.entries()) { %>
<article class="card">
<h2 id="client-<%= at %>"><%= it.foreign(one.clientName) %></h2>
<% if (one.scopes.length > 0) { %>
<h3><%= it.text.agreements.may %></h3>
<%= it.scopeList(one.scopes) %>
<% } %>
<dl class="facts">
<div><dt><%= it.text.agreements.since %></dt><dd><%= it.instant(one.firstAtIso) %></dd></div>
<div><dt><%= it.text.agreements.lastUsed %></dt><dd>
<% if (one.lastUsedAtIso) { %><%= it.instant(one.lastUsedAtIso) %>
<% } else { %><%= it.text.agreements.notUsed %><% } %></dd></div>
<div><dt><%= it.text.agreements.lasts %></dt><dd>
<% if (one.expiresAtIso) { %><%= it.instant(one.expiresAtIso) %>
<% } else { %><%= it.text.agreements.untilTakenBack %><% } %></dd></div>
</dl>
<a class="secondary" href="<%= it.webUrl(one.takeBackUrl) %>" id="take-back-<%= at %>"
 aria-labelledby="take-back-<%= at %> client-<%= at %>">
<%= it.text.agreements.takeBack %></a>
</article>
<% } %>
<% } %>
`)

const takeBack = template<TakeBackModel>(`
<h1><%= it.say(it.text.agreements.confirmHeading, { client: it.foreign(it.clientName) }) %></h1>
<p class="lead"><%= it.text.agreements.confirmWords %></p>
<% if (it.scopes.length > 0) { %>
<%= it.scopeList(it.scopes) %>
<% } %>
<p class="quiet">
<%= it.say(it.text.agreements.confirmLater, { client: it.foreign(it.clientName) }) %>
</p>
<form method="post" action="<%= it.webUrl(it.action) %>">
<%= it.hidden(it.fields) %>
<div class="choices">
<button class="danger"><%= it.text.agreements.confirm %></button>
<a class="secondary" href="<%= it.webUrl(it.cancelUrl) %>"><%= it.text.agreements.cancel %></a>
</div>
</form>
`)

export function renderAgreements(frame: Frame, model: AgreementsModel): string {
  return accountDocument(frame, model, {
    title: frame.text.agreements.heading,
    here: 'agreements',
    main: list(frame, model),
  })
}

/** Asks once more before anything ends. */
export function renderTakeBack(frame: Frame, model: TakeBackModel): string {
  return accountDocument(frame, model, {
    title: say(frame.text.agreements.confirmHeading, { client: model.clientName }),
    here: 'agreements',
    main: takeBack(frame, model),
  })
}
