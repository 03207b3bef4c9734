import { ACCOUNT_PATHS, accountDocument } from './account-document.ts'
import type { OverviewModel } from './account-models.ts'
import type { Frame } from './models.ts'
import { template } from './template.ts'

const main = template<OverviewModel & { paths: typeof ACCOUNT_PATHS }>(`
<h1><%= it.say(it.text.overview.heading, { name: it.foreign(it.userName) }) %></h1>
<p class="lead"><%= it.text.overview.lead %></p>
<ul class="cards">
<% for (const card of it.cards) { %>
<li>
<h2><a href="<%= it.paths[card.place] %>"><%= it.text.account[card.place] %></a></h2>
<p><%= card.words %></p>
</li>
<% } %>
</ul>
<% if (it.consoleUrl) { %>
<p class="after"><%= it.link(it.consoleUrl, it.text.overview.console) %></p>
<% } %>
`)

export function renderOverview(frame: Frame, model: OverviewModel): string {
  return accountDocument(frame, model, {
    title: frame.text.account.navigation,
    here: 'overview',
    main: main(frame, { ...model, paths: ACCOUNT_PATHS }),
  })
}
