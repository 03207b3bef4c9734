import type { Messages } from '../../pages/messages/index.ts'
import { say } from '../../pages/messages/say.ts'
import { type Markup, markup } from '../../pages/views/markup.ts'
import type { Frame } from '../../pages/views/models.ts'
import { template } from '../../pages/views/template.ts'
import type { AgentCall, CallCount } from '../../store/agent-calls.ts'
import type { AgentResult } from '../../store/agent-results.ts'
import { callList, empty, lengthOf, resultList, shownCall, shownResult } from './parts.ts'

export interface OverviewModel {
  readonly days: number
  readonly counts: readonly CallCount[]
  readonly calls: readonly AgentCall[]
  readonly results: readonly AgentResult[]
}

const page = template<{
  readonly period: string
  readonly figures: readonly { readonly name: string; readonly value: string }[]
  readonly calls: Markup
  readonly results: Markup
  readonly hasCalls: boolean
  readonly hasResults: boolean
}>(`
<section aria-labelledby="period">
<h2 id="period" class="eyebrow"><%= it.period %></h2>
<dl class="figures">
<% for (const one of it.figures) { %>
<div><dt><%= one.name %></dt><dd><%= one.value %></dd></div>
<% } %></dl>
</section>
<section aria-labelledby="latest-calls">
<div class="head"><h2 id="latest-calls"><%= it.text.embed.overview.latestCalls %></h2>
<% if (it.hasCalls) { %>
<a href="calls" data-view="calls"><%= it.text.embed.overview.allCalls %></a><% } %></div>
<%= it.calls %></section>
<section aria-labelledby="latest-results">
<div class="head"><h2 id="latest-results"><%= it.text.embed.overview.latestResults %></h2>
<% if (it.hasResults) { %>
<a href="all" data-view="result" data-id="all"><%= it.text.embed.overview.allResults %></a>
<% } %></div>
<%= it.results %></section>
`)

export function renderOverview(frame: Frame, model: OverviewModel): string {
  const { text } = frame
  const { calls, results } = text.embed
  const noCalls = { heading: calls.none, words: calls.noneWords }
  const noResults = { heading: results.none, words: results.noneWords }
  return page(frame, {
    period: say(text.embed.overview.lastDays, { count: model.days }),
    figures: figuresOf(text, model.counts),
    hasCalls: model.calls.length > 0,
    hasResults: model.results.length > 0,
    calls: markup(
      model.calls.length === 0
        ? empty(frame, noCalls)
        : callList(frame, { calls: model.calls.map((call) => shownCall(text, call)) }),
    ),
    results: markup(
      model.results.length === 0
        ? empty(frame, noResults)
        : resultList(frame, { results: model.results.map((one) => shownResult(text, one)) }),
    ),
  })
}

function figuresOf({ embed, formats }: Messages, counts: readonly CallCount[]) {
  const number = new Intl.NumberFormat(formats)
  const callsThat = (...statuses: readonly string[]): number =>
    counts
      .filter(({ status }) => statuses.length === 0 || statuses.includes(status))
      .reduce((sum, { calls }) => sum + calls, 0)
  const completed = counts.find(({ status }) => status === 'completed')
  const average =
    completed === undefined ? undefined : Math.round(completed.durationSec / completed.calls)
  const { overview } = embed
  return [
    { name: overview.calls, value: number.format(callsThat()) },
    { name: overview.completed, value: number.format(callsThat('completed')) },
    { name: overview.missed, value: number.format(callsThat('missed', 'failed')) },
    { name: overview.averageLength, value: lengthOf(average) ?? embed.unknown },
  ]
}
