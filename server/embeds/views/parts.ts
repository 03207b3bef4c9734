import type { Messages } from '../../pages/messages/index.ts'
import { say } from '../../pages/messages/say.ts'
import { template } from '../../pages/views/template.ts'
import { isoTime } from '../../protocol/clock.ts'
import type { AgentCall } from '../../store/agent-calls.ts'
import type { AgentResult } from '../../store/agent-results.ts'

/** What every list shows of a call, in words. */
export interface ShownCall {
  readonly party: string
  readonly summary: string
  readonly status: string
  readonly statusWords: string
  readonly directionWords: string
  readonly startedAt: string
  readonly length: string
}

export interface ShownResult {
  readonly name: string
  readonly externalId: string
  readonly summary: string
  readonly outcome: string
  readonly outcomeWords: string
  readonly score: number | undefined
  readonly scoreWords: string
  readonly at: string
}

export function shownCall({ embed }: Messages, call: AgentCall): ShownCall {
  return {
    party: call.party,
    summary: call.summary,
    status: call.status,
    statusWords: embed.calls[call.status],
    directionWords: embed.calls[call.direction],
    startedAt: isoTime(call.startedAt),
    length: lengthOf(call.durationSec) ?? embed.unknown,
  }
}

export function shownResult({ embed }: Messages, result: AgentResult): ShownResult {
  return {
    name: result.name,
    externalId: result.externalId,
    summary: result.summary,
    outcome: result.outcome,
    outcomeWords: embed.results[result.outcome],
    score: result.score,
    scoreWords: say(embed.results.score, { score: result.score ?? '' }),
    at: isoTime(result.at),
  }
}

/** `3:07`, or `1:02:09`: read alike in every language. */
export function lengthOf(seconds: number | undefined): string | undefined {
  if (seconds === undefined) return undefined
  const two = (part: number) => String(part).padStart(2, '0')
  const [hours, minutes, rest] = [
    Math.floor(seconds / 3_600),
    Math.floor(seconds / 60) % 60,
    Math.round(seconds % 60),
  ]
  return hours > 0 ? `${hours}:${two(minutes)}:${two(rest)}` : `${minutes}:${two(rest)}`
}

export const callList = template<{ readonly calls: readonly ShownCall[] }>(`
<ul class="rows">
<% for (const call of it.calls) { %>
<li>
<div class="what"><strong><%= it.foreign(call.party) %></strong>
<span class="badge <%= call.status %>"><%= call.statusWords %></span></div>
<div class="facts"><span><%= call.directionWords %></span>
<span><%= it.instant(call.startedAt) %></span><span class="length"><%= call.length %></span></div>
<% if (call.summary) { %><p><%= it.foreign(call.summary) %></p><% } %>
</li>
<% } %></ul>
`)

export const resultList = template<{ readonly results: readonly ShownResult[] }>(`
<ul class="rows">
<% for (const one of it.results) { %>
<li>
<div class="what"><a href="<%= one.externalId %>" data-view="result"
 data-id="<%= one.externalId %>"><%= it.foreign(one.name) %></a>
<span class="badge <%= one.outcome %>"><%= one.outcomeWords %></span></div>
<div class="facts"><span><%= it.instant(one.at) %></span>
<% if (one.score !== undefined) { %>
<span class="score"><meter min="0" max="100" value="<%= one.score %>"
 aria-label="<%= one.scoreWords %>"></meter><%= one.score %></span><% } %></div>
<% if (one.summary) { %><p><%= it.foreign(one.summary) %></p><% } %>
</li>
<% } %></ul>
`)

export const empty = template<{ readonly heading: string; readonly words: string }>(`
<div class="empty"><h2><%= it.heading %></h2><p><%= it.words %></p></div>
`)
