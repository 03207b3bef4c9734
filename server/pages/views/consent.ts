import { documentOf } from './document.ts'
import type { ConsentModel, FormFields } from './models.ts'
import { template } from './template.ts'

const SIGN_OUT_PATH = '/sign-out'

// Allow and Deny are of one size and stand side by side: refusing is as easy as agreeing. Signing
// out is a form of its own after the decision's, so that neither sends the other's button.
const main = template<ConsentModel & { signOutPath: string; signOutFields: FormFields }>(`
<h1><%= it.foreign(it.clientName) %> asks for access</h1>
<p class="lead">You are signed in as <strong><%= it.foreign(it.userEmail) %></strong>.</p>
<section aria-labelledby="asked">
<h2 id="asked">If you allow it, <%= it.foreign(it.clientName) %> can</h2>
<% if (it.scopes.length > 0) { %>
<%= it.scopeList(it.scopes) %>
<% } else { %>
<p>It asks for no particular permission.</p>
<% } %>
</section>
<dl class="facts">
<div><dt>Sends you back to</dt><dd><%= it.literal(it.redirectHost) %></dd></div>
<% if (it.lifetimeWords) { %>
<div><dt>The permission lasts</dt><dd><%= it.plain(it.lifetimeWords) %></dd></div>
<% } %>
</dl>
<p class="quiet">Allow this only if you know and trust <%= it.literal(it.redirectHost) %>. If you
deny, nothing is shared.</p>
<form method="post" action="<%= it.webUrl(it.action) %>">
<%= it.hidden(it.fields) %>
<div class="choices">
<button name="decision" value="allow" class="primary">Allow</button>
<button name="decision" value="deny" class="secondary">Deny</button>
</div>
</form>
<form class="after" method="post" action="<%= it.signOutPath %>">
<%= it.hidden(it.signOutFields) %>
<p>Not you? <button class="link">Sign out</button></p>
</form>
`)

export function renderConsent(model: ConsentModel): string {
  return documentOf({
    title: `${model.clientName} asks for access`,
    main: main({
      ...model,
      signOutPath: SIGN_OUT_PATH,
      signOutFields: signOutFields(model.fields),
    }),
  })
}

/** Signing out needs the proof against forgery and the way back, nothing else of the request. */
function signOutFields(fields: FormFields): FormFields {
  const kept = Object.entries(fields).filter(([name]) => name === 'csrf' || name === 'return_to')
  return Object.fromEntries(kept)
}
