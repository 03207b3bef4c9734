import { documentOf } from './document.ts'
import type { ProblemModel } from './models.ts'
import { template } from './template.ts'

const main = template<ProblemModel>(`
<p class="eyebrow">Error <%= it.status %></p>
<h1><%= it.plain(it.heading) %></h1>
<p class="lead"><%= it.plain(it.words) %></p>
<% if (it.whatToDo) { %>
<section aria-labelledby="next">
<h2 id="next">What you can do</h2>
<p><%= it.plain(it.whatToDo) %></p>
</section>
<% } %>
<% if (it.requestId) { %>
<p class="quiet">If you ask for help, give this request number: <%= it.literal(it.requestId) %></p>
<% } %>
`)

export function renderProblem(model: ProblemModel): string {
  return documentOf({ title: model.heading, main: main(model) })
}
