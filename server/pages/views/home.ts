import { documentOf } from './document.ts'
import type { Frame, HomeModel } from './models.ts'
import { template } from './template.ts'

const main = template<HomeModel>(`
<h1><%= it.text.home.heading %></h1>
<p class="lead"><%= it.say(it.text.home.lead, { address: it.literal(it.baseUrl) }) %></p>
<% if (it.dev) { %>
<p class="note"><strong><%= it.text.home.dev %></strong> <%= it.text.home.devWords %></p>
<% } %>
<section aria-labelledby="styles">
<h2 id="styles"><%= it.text.home.tokens %></h2>
<dl class="facts wide">
<% for (const style of it.styles) { %>
<div><dt><%= it.foreign(style.title) %></dt><dd><%= it.literal(style.tokenUrl) %></dd></div>
<% } %>
</dl>
</section>
<% if (it.links && it.links.length > 0) { %>
<section aria-labelledby="more">
<h2 id="more"><%= it.text.home.more %></h2>
<ul class="links">
<% for (const more of it.links) { %>
<li><%= it.link(more.url, more.title) %></li>
<% } %>
</ul>
</section>
<% } %>
`)

export function renderHome(frame: Frame, model: HomeModel): string {
  return documentOf(frame, {
    title: frame.text.home.title,
    main: main(frame, model),
    width: 'wide',
  })
}
