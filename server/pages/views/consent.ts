import { say } from '../messages/say.ts'
import { ACCOUNT_PATHS } from './account-document.ts'
import { documentOf } from './document.ts'
import type { ConsentModel, FormFields, Frame } from './models.ts'
import { template } from './template.ts'

const SIGN_OUT_PATH = '/sign-out'

interface MainModel extends ConsentModel {
  readonly agreementsPath: string
  readonly signOutPath: string
  readonly signOutFields: FormFields
}

// Allow and Deny are of one size and stand side by side: refusing is as easy as agreeing. Signing
// out is a form of its own after the decision's, so that neither sends the other's button.
const main = template<MainModel>(`
<h1><%= it.say(it.text.consent.title, { client: it.foreign(it.clientName) }) %></h1>
<p class="lead">
<%= it.say(it.text.consent.signedInAs, { user: it.strong(it.foreign(it.userEmail)) }) %>
</p>
<section aria-labelledby="asked">
<h2 id="asked"><%= it.say(it.text.consent.ifAllowed, { client: it.foreign(it.clientName) }) %></h2>
<% if (it.scopes.length > 0) { %>
<%= it.scopeList(it.scopes) %>
<% } else { %>
<p><%= it.text.consent.noScope %></p>
<% } %>
</section>
<dl class="facts">
<div><dt><%= it.text.consent.sendsBackTo %></dt><dd><%= it.literal(it.redirectHost) %></dd></div>
<% if (it.lifetimeWords) { %>
<div><dt><%= it.text.consent.lasts %></dt><dd><%= it.plain(it.lifetimeWords) %></dd></div>
<% } %>
</dl>
<p class="quiet"><%= it.say(it.text.consent.undoLater, {
place: it.link(it.agreementsPath, it.text.account.agreements) }) %></p>
<p class="quiet"><%= it.say(it.text.consent.trust, { host: it.literal(it.redirectHost) }) %></p>
<form method="post" action="<%= it.webUrl(it.action) %>">
<%= it.hidden(it.fields) %>
<div class="choices">
<button name="decision" value="allow" class="primary"><%= it.text.consent.allow %></button>
<button name="decision" value="deny" class="secondary"><%= it.text.consent.deny %></button>
</div>
</form>
<form class="after" method="post" action="<%= it.signOutPath %>">
<%= it.hidden(it.signOutFields) %>
<p><%= it.text.consent.notYou %>
<button class="link"><%= it.text.consent.switchAccount %></button></p>
</form>
`)

export function renderConsent(frame: Frame, model: ConsentModel): string {
  return documentOf(frame, {
    title: say(frame.text.consent.title, { client: model.clientName }),
    main: main(frame, {
      ...model,
      agreementsPath: ACCOUNT_PATHS.agreements,
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
