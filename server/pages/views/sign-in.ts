import { SCRIPT_PATH } from '../passkeys/script.ts'
import { documentOf } from './document.ts'
import { type Markup, markup } from './markup.ts'
import type { Frame, SignInModel } from './models.ts'
import { template } from './template.ts'

// The problem describes both fields: a wrong address and a wrong password must look the same, so
// neither field alone can be the one at fault.
const FAULTY = markup(' aria-invalid="true" aria-describedby="problem"')
const FAULTLESS = markup('')

const main = template<SignInModel & { fault: Markup; autocomplete: string; script: string }>(`
<h1><%= it.text.signIn.title %></h1>
<% if (it.clientName) { %>
<p class="lead">
<%= it.say(it.text.signIn.toContinue, { client: it.strong(it.foreign(it.clientName)) }) %>
</p>
<% } %>
<% if (it.problem) { %>
<p class="alert" id="problem" role="alert"><%= it.plain(it.problem) %></p>
<% } %>
<form class="stack" method="post" action="<%= it.webUrl(it.action) %>">
<%= it.hidden(it.fields) %>
<div class="field">
<label for="email"><%= it.text.signIn.email %></label>
<input id="email" name="email" type="email" autocomplete="<%= it.autocomplete %>"
 autocapitalize="none" spellcheck="false" maxlength="254" required
 value="<%= it.email ?? '' %>"<%= it.fault %>>
</div>
<div class="field">
<label for="password"><%= it.text.signIn.password %></label>
<input id="password" name="password" type="password" autocomplete="current-password"
 maxlength="1024" required<%= it.fault %>>
</div>
<button class="primary"><%= it.text.signIn.submit %></button>
</form>
<% if (it.passkeyOrigin) { %>
<div class="stack or" data-passkey="sign-in" data-form="form.stack"
 data-origin="<%= it.passkeyOrigin %>" data-failed="<%= it.text.passkeys.failed %>" hidden>
<button type="button" class="secondary"><%= it.text.signIn.passkey %></button>
<p class="alert" role="alert" data-problem hidden></p>
</div>
<script src="<%= it.script %>" defer></script>
<% } %>
<% if (it.clientName && it.scopes && it.scopes.length > 0) { %>
<section class="aside" aria-labelledby="asked">
<h2 id="asked"><%= it.say(it.text.signIn.asks, { client: it.foreign(it.clientName) }) %></h2>
<%= it.scopeList(it.scopes) %>
<p class="quiet"><%= it.text.signIn.decideLater %></p>
</section>
<% } %>
<% if (it.clientName && it.turnBackUrl) { %>
<p class="after"><a href="<%= it.webUrl(it.turnBackUrl) %>">
<%= it.say(it.text.signIn.turnBack, { client: it.foreign(it.clientName) }) %></a></p>
<% } %>
`)

export function renderSignIn(frame: Frame, model: SignInModel): string {
  const { title, failedTitle } = frame.text.signIn
  return documentOf(frame, {
    title: model.problem ? failedTitle : title,
    main: main(frame, {
      ...model,
      fault: model.problem ? FAULTY : FAULTLESS,
      // With it, browsers offer passkeys where the address is typed.
      autocomplete: model.passkeyOrigin ? 'username webauthn' : 'username',
      script: SCRIPT_PATH,
    }),
  })
}
