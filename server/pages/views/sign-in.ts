import { documentOf } from './document.ts'
import { type Markup, markup } from './markup.ts'
import type { SignInModel } from './models.ts'
import { template } from './template.ts'

// The problem describes both fields: a wrong address and a wrong password must look the same, so
// neither field alone can be the one at fault.
const FAULTY = markup(' aria-invalid="true" aria-describedby="problem"')
const FAULTLESS = markup('')

const main = template<SignInModel & { fault: Markup }>(`
<h1><%= it.plain(it.title) %></h1>
<% if (it.clientName) { %>
<p class="lead">to continue to <strong><%= it.foreign(it.clientName) %></strong></p>
<% } %>
<% if (it.problem) { %>
<p class="alert" id="problem" role="alert"><%= it.plain(it.problem) %></p>
<% } %>
<form class="stack" method="post" action="<%= it.webUrl(it.action) %>">
<%= it.hidden(it.fields) %>
<div class="field">
<label for="email">E-mail address</label>
<input id="email" name="email" type="email" autocomplete="username" autocapitalize="none"
 spellcheck="false" maxlength="254" required value="<%= it.email ?? '' %>"<%= it.fault %>>
</div>
<div class="field">
<label for="password">Password</label>
<input id="password" name="password" type="password" autocomplete="current-password"
 maxlength="1024" required<%= it.fault %>>
</div>
<button class="primary">Sign in</button>
</form>
<% if (it.clientName && it.scopes && it.scopes.length > 0) { %>
<section class="aside" aria-labelledby="asked">
<h2 id="asked">What <%= it.foreign(it.clientName) %> asks for</h2>
<%= it.scopeList(it.scopes) %>
<p class="quiet">You decide on this after you have signed in.</p>
</section>
<% } %>
`)

export function renderSignIn(model: SignInModel): string {
  const title = model.problem ? `Not signed in – ${model.title}` : model.title
  return documentOf({ title, main: main({ ...model, fault: model.problem ? FAULTY : FAULTLESS }) })
}
