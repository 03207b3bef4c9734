import { type Markup, markup } from '../../pages/views/markup.ts'
import type { Frame } from '../../pages/views/models.ts'
import { plain } from '../../pages/views/pieces.ts'
import { template } from '../../pages/views/template.ts'

export interface ShellModel {
  readonly theme: 'light' | 'dark' | 'auto'
  readonly agentId: string
  readonly view: string
  readonly id: string
  readonly isOnOwnPages: boolean
}

const whole = template<
  ShellModel & { readonly brandName: string; readonly states: readonly State[] }
>(
  `<!doctype html>
<html lang="<%= it.text.tag %>" dir="<%= it.text.direction %>" data-theme="<%= it.theme %>">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<meta name="robots" content="noindex">
<title><%= it.text.embed.title %> · <%= it.brandName %></title>
<link rel="icon" href="data:,">
<link rel="stylesheet" href="/assets/agent-frame.css">
<script src="/assets/agent-frame.js" type="module"></script>
</head>
<body data-agent="<%= it.agentId %>" data-view="<%= it.view %>" data-id="<%= it.id %>">
<header id="bar" hidden>
<h1 id="agent"></h1>
<% if (it.isOnOwnPages) { %><nav aria-label="<%= it.text.embed.views.navigation %>">
<a href="overview" data-view="overview"><%= it.text.embed.views.overview %></a>
<a href="calls" data-view="calls"><%= it.text.embed.views.calls %></a>
<a href="result" data-view="result" data-id="all"><%= it.text.embed.views.results %></a>
</nav><% } %>
</header>
<main>
<div id="content" tabindex="-1" hidden></div>
<div id="states" role="status">
<% for (const each of it.states) { %>
<section class="state" data-state="<%= each.name %>"<%= each.hidden %>>
<% if (each.name === 'waiting' || each.name === 'expired') { %>
<span class="spinner" aria-hidden="true"></span>
<% } %>
<h1><%= each.heading %></h1>
<p><%= each.words %></p>
</section>
<% } %></div>
<noscript><p class="state"><%= it.text.embed.needsScript %></p></noscript>
</main>
</body>
</html>
`,
)

interface State {
  readonly name: string
  readonly heading: string
  readonly words: string
  readonly hidden: Markup
}

const HIDDEN = markup(' hidden')
const SHOWN = markup('')

/** The same for every agent, known or not: it tells nothing before a token was shown. */
export function renderShell(frame: Frame, model: ShellModel): string {
  const states = Object.entries(frame.text.embed.states).map(([name, words]) => ({
    name: name === 'time_over' ? 'session_over' : name,
    ...words,
    hidden: name === 'waiting' ? SHOWN : HIDDEN,
  }))
  return whole(frame, { ...model, brandName: plain(frame.brand.name), states })
}
