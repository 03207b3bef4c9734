import { say } from '../messages/say.ts'
import { documentOf } from './document.ts'
import type { Frame, ProblemModel } from './models.ts'
import { template } from './template.ts'

const main = template<ProblemModel & { eyebrow: string; brandName: string }>(`
<p class="eyebrow"><%= it.eyebrow %></p>
<h1><%= it.plain(it.heading) %></h1>
<p class="lead"><%= it.plain(it.words) %></p>
<% if (it.whatToDo) { %>
<section aria-labelledby="next">
<h2 id="next"><%= it.text.problem.next %></h2>
<p><%= it.plain(it.whatToDo) %></p>
</section>
<% } %>
<% if (it.checks) { %>
<section aria-labelledby="checks">
<h2 id="checks"><%= it.text.problem.checks %></h2>
<ul class="checks">
<% for (const check of it.checks) { %>
<li><%= it.plain(check) %></li>
<% } %>
</ul>
</section>
<% } %>
<% if (it.requestId) { %>
<p class="quiet"><%= it.say(it.text.problem.requestNumber, {
brand: it.foreign(it.brandName), id: it.literal(it.requestId) }) %></p>
<% } %>
`)

export function renderProblem(frame: Frame, model: ProblemModel): string {
  const eyebrow = say(frame.text.problem.status, { status: model.status })
  return documentOf(frame, {
    title: model.heading,
    main: main(frame, { ...model, eyebrow, brandName: frame.brand.name }),
  })
}
