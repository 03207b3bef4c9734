import { say } from '../messages/say.ts'
import { accountDocument } from './account-document.ts'
import type { SignInEntry, SignInsModel } from './account-models.ts'
import type { Frame } from './models.ts'
import { template } from './template.ts'

interface MainModel extends SignInsModel {
  readonly entries: readonly (SignInEntry & { readonly name: string })[]
}

const main = template<MainModel>(`
<h1><%= it.text.signIns.heading %></h1>
<p class="lead"><%= it.text.signIns.lead %></p>
<% for (const one of it.entries) { %>
<article class="card">
<h2 id="browser-<%= one.id %>"><%= it.foreign(one.name) %>
<% if (one.isHere) { %> <span class="badge"><%= it.text.signIns.here %></span><% } %></h2>
<dl class="facts">
<% if (one.address) { %>
<div><dt><%= it.text.signIns.address %></dt><dd><%= it.literal(one.address) %></dd></div>
<% } %>
<div><dt><%= it.text.signIns.since %></dt><dd><%= it.instant(one.createdAtIso) %></dd></div>
<div><dt><%= it.text.signIns.lastSeen %></dt><dd><%= it.instant(one.lastSeenAtIso) %></dd></div>
</dl>
<% if (!one.isHere) { %>
<form method="post" action="<%= it.webUrl(it.action) %>">
<%= it.hidden(it.fields) %>
<button class="secondary" name="end" value="<%= one.id %>" id="end-<%= one.id %>"
 aria-labelledby="end-<%= one.id %> browser-<%= one.id %>">
<%= it.text.signIns.end %></button>
</form>
<% } %>
</article>
<% } %>
<% if (it.entries.length > 1) { %>
<form class="after" method="post" action="<%= it.webUrl(it.action) %>">
<%= it.hidden(it.fields) %>
<button class="danger" name="end" value="others"><%= it.text.signIns.endOthers %></button>
</form>
<% } %>
`)

export function renderSignIns(frame: Frame, model: SignInsModel): string {
  const { text } = frame
  const entries = model.signIns.map((one) => ({ ...one, name: nameOf(frame, one) }))
  return accountDocument(frame, model, {
    title: text.signIns.heading,
    here: 'signIns',
    main: main(frame, { ...model, entries }),
  })
}

function nameOf({ text }: Frame, { browser, system }: SignInEntry): string {
  if (browser === undefined) return text.signIns.unknown
  return system === undefined ? browser : say(text.signIns.browserOn, { browser, system })
}
