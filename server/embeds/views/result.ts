import type { Frame } from '../../pages/views/models.ts'
import { template } from '../../pages/views/template.ts'
import type { AgentResult, Measure } from '../../store/agent-results.ts'
import { empty, type ShownResult, shownResult } from './parts.ts'

const page = template<
  ShownResult & { readonly call: string | undefined; readonly measures: readonly Measure[] }
>(`
<p class="back"><a href="all" data-view="result" data-id="all"><%= it.text.embed.results.back %></a>
</p>
<article>
<div class="head"><h2><%= it.foreign(it.name) %></h2>
<span class="badge <%= it.outcome %>"><%= it.outcomeWords %></span></div>
<% if (it.score !== undefined) { %>
<p class="score"><meter min="0" max="100" value="<%= it.score %>"
 aria-label="<%= it.scoreWords %>"></meter><%= it.scoreWords %></p>
<% } %>
<% if (it.summary) { %><p><%= it.foreign(it.summary) %></p><% } %>
<dl class="pairs">
<div><dt><%= it.text.embed.results.when %></dt><dd><%= it.instant(it.at) %></dd></div>
<% if (it.call) { %>
<div><dt><%= it.text.embed.results.ofCall %></dt><dd><%= it.literal(it.call) %></dd></div>
<% } %></dl>
<% if (it.measures.length > 0) { %>
<h3><%= it.text.embed.results.measures %></h3>
<dl class="pairs">
<% for (const one of it.measures) { %>
<div><dt><%= it.foreign(one.name) %></dt><dd><%= it.foreign(one.value) %></dd></div>
<% } %></dl>
<% } %>
</article>
`)

export function renderResult(frame: Frame, result: AgentResult | undefined): string {
  const { results } = frame.text.embed
  if (result === undefined) return empty(frame, { heading: results.gone, words: results.goneWords })
  return page(frame, {
    ...shownResult(frame.text, result),
    call: result.callExternalId,
    measures: result.measures,
  })
}
