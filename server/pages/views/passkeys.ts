import { SCRIPT_PATH } from '../passkeys/script.ts'
import { accountDocument } from './account-document.ts'
import type { PasskeysModel } from './account-models.ts'
import { type Markup, markup } from './markup.ts'
import type { Frame } from './models.ts'
import { template } from './template.ts'

const FAULTY = markup(' aria-invalid="true" aria-describedby="problem"')
const NOTHING = markup('')
const OPEN = markup(' open')

interface MainModel extends PasskeysModel {
  readonly script: string
  readonly brandName: string
  fault(id: number): Markup
  open(id: number): Markup
}

const main = template<MainModel>(`
<h1><%= it.text.passkeys.heading %></h1>
<p class="lead"><%= it.text.passkeys.lead %></p>
<% if (it.problem) { %>
<p class="alert" id="problem" role="alert"><%= it.text.ownSecondFactor.wrongPassword %></p>
<% } %>
<% for (const one of it.passkeys) { %>
<article class="card">
<h2 id="passkey-<%= one.id %>"><%= it.foreign(one.name) %></h2>
<dl class="facts">
<div><dt><%= it.text.passkeys.since %></dt><dd><%= it.instant(one.createdAtIso) %></dd></div>
<div><dt><%= it.text.passkeys.lastUsed %></dt><dd>
<% if (one.lastUsedAtIso) { %><%= it.instant(one.lastUsedAtIso) %>
<% } else { %><%= it.text.passkeys.notUsed %><% } %></dd></div>
</dl>
<details>
<summary><%= it.text.passkeys.rename %></summary>
<form class="stack" method="post" action="<%= it.webUrl(it.action) %>">
<%= it.hidden(it.fields) %>
<div class="field">
<label for="name-<%= one.id %>"><%= it.text.passkeys.name %></label>
<input id="name-<%= one.id %>" name="name" maxlength="60" autocomplete="off" required
 value="<%= one.name %>">
</div>
<button class="secondary" name="act" value="rename <%= one.id %>">
<%= it.text.passkeys.rename %></button>
</form>
</details>
<details<%= it.open(one.id) %>>
<summary><%= it.text.passkeys.remove %></summary>
<form class="stack" method="post" action="<%= it.webUrl(it.action) %>">
<p><%= it.text.passkeys.removeWords %></p>
<%= it.hidden(it.fields) %>
<div class="field">
<label for="password-<%= one.id %>"><%= it.text.ownSecondFactor.password %></label>
<input id="password-<%= one.id %>" name="password" type="password" required
 autocomplete="current-password" maxlength="1024"<%= it.fault(one.id) %>>
</div>
<button class="danger" name="act" value="remove <%= one.id %>">
<%= it.text.passkeys.remove %></button>
</form>
</details>
</article>
<% } %>
<% if (it.passkeys.length === 0) { %>
<div class="empty">
<h2><%= it.text.passkeys.none %></h2>
<p><%= it.text.passkeys.noneWords %></p>
</div>
<% } %>
<% if (!it.origin) { %>
<p class="note"><%= it.text.passkeys.impossible %></p>
<% } else if (it.isElsewhere) { %>
<p class="note"><%= it.say(it.text.passkeys.elsewhere, { place: it.literal(it.origin) }) %></p>
<% } else if (!it.hasPassword) { %>
<p class="note"><%= it.say(it.text.password.none, { brand: it.foreign(it.brandName) }) %></p>
<% } else { %>
<p class="note" data-unscripted><%= it.text.passkeys.needsScript %></p>
<section class="aside" aria-labelledby="add" hidden data-passkey="register"
 data-origin="<%= it.origin %>" data-failed="<%= it.text.passkeys.failed %>"
 data-known="<%= it.text.passkeys.known %>">
<h2 id="add"><%= it.text.passkeys.add %></h2>
<form class="stack" method="post" action="<%= it.webUrl(it.action) %>">
<%= it.hidden(it.fields) %>
<div class="field">
<label for="name"><%= it.text.passkeys.name %></label>
<input id="name" name="name" maxlength="60" autocomplete="off" required
 aria-describedby="name-hint">
<p class="hint" id="name-hint"><%= it.text.passkeys.nameHint %></p>
</div>
<div class="field">
<label for="password"><%= it.text.ownSecondFactor.password %></label>
<input id="password" name="password" type="password" autocomplete="current-password"
 maxlength="1024" required>
</div>
<p class="alert" role="alert" data-problem hidden></p>
<button class="primary"><%= it.text.passkeys.addSubmit %></button>
</form>
</section>
<script src="<%= it.script %>" defer></script>
<% } %>
`)

export function renderPasskeys(frame: Frame, model: PasskeysModel): string {
  const { heading, failedTitle } = frame.text.passkeys
  const { problem } = model
  return accountDocument(frame, model, {
    title: problem === undefined ? heading : failedTitle,
    here: 'passkeys',
    main: main(frame, {
      ...model,
      script: SCRIPT_PATH,
      brandName: frame.brand.name,
      fault: (id) => (problem?.id === id ? FAULTY : NOTHING),
      open: (id) => (problem?.id === id ? OPEN : NOTHING),
    }),
  })
}
