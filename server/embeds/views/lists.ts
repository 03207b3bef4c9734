import { type Markup, markup } from '../../pages/views/markup.ts'
import type { Frame } from '../../pages/views/models.ts'
import { template } from '../../pages/views/template.ts'
import type { AgentCall } from '../../store/agent-calls.ts'
import type { AgentResult } from '../../store/agent-results.ts'
import { callList, empty, resultList, shownCall, shownResult } from './parts.ts'

interface Around {
  readonly heading: string
  readonly list: Markup
  readonly view: string
  readonly id: string
  /** Where the list goes on, and whether this is not its beginning. */
  readonly next: string | undefined
  readonly isLater: boolean
}

const around = template<Around>(`
<h2 class="visually-hidden"><%= it.heading %></h2>
<%= it.list %>
<% if (it.next || it.isLater) { %><p class="more">
<% if (it.isLater) { %>
<a href="?" data-view="<%= it.view %>" data-id="<%= it.id %>"><%= it.text.embed.calls.newest %></a>
<% } %><% if (it.next) { %>
<a href="?" data-view="<%= it.view %>" data-id="<%= it.id %>"
 data-before="<%= it.next %>"><%= it.text.embed.calls.older %></a>
<% } %></p><% } %>
`)

export interface ListPart<Row> {
  readonly rows: readonly Row[]
  readonly next: string | undefined
  readonly isLater: boolean
}

export function renderCalls(frame: Frame, part: ListPart<AgentCall>): string {
  const { text } = frame
  const { views, calls } = text.embed
  const shown = part.rows.map((call) => shownCall(text, call))
  const list =
    shown.length === 0
      ? empty(frame, { heading: calls.none, words: calls.noneWords })
      : callList(frame, { calls: shown })
  const rest = { next: part.next, isLater: part.isLater }
  return around(frame, { heading: views.calls, list: markup(list), view: 'calls', id: '', ...rest })
}

export function renderResults(frame: Frame, part: ListPart<AgentResult>): string {
  const { text } = frame
  const { views, results } = text.embed
  const shown = part.rows.map((one) => shownResult(text, one))
  const list =
    shown.length === 0
      ? empty(frame, { heading: results.none, words: results.noneWords })
      : resultList(frame, { results: shown })
  const rest = { view: 'result', id: 'all', next: part.next, isLater: part.isLater }
  return around(frame, { heading: views.results, list: markup(list), ...rest })
}
