import { documentOf } from './document.ts'
import type { HomeModel } from './models.ts'
import { template } from './template.ts'

const main = template<HomeModel>(`
<h1>This mint is running</h1>
<p class="lead">One mint for every kind of token, at <%= it.literal(it.baseUrl) %></p>
<% if (it.dev) { %>
<p class="note"><strong>Development mode.</strong> It holds demo accounts, listens on this machine
only, and lets its clock be moved. The terminal where it was started shows a line to paste for each
style below.</p>
<% } %>
<section aria-labelledby="styles">
<h2 id="styles">Where to get a token</h2>
<dl class="facts wide">
<% for (const style of it.styles) { %>
<div><dt><%= it.foreign(style.title) %></dt><dd><%= it.literal(style.tokenUrl) %></dd></div>
<% } %>
</dl>
</section>
<% if (it.links && it.links.length > 0) { %>
<section aria-labelledby="more">
<h2 id="more">More</h2>
<ul class="links">
<% for (const more of it.links) { %>
<li><%= it.link(more.url, more.title) %></li>
<% } %>
</ul>
</section>
<% } %>
`)

export function renderHome(model: HomeModel): string {
  return documentOf({ title: 'Running', main: main(model), width: 'wide' })
}
