import type { AccountModel, AccountPlace } from './account-models.ts'
import { documentOf } from './document.ts'
import type { Frame } from './models.ts'
import { template } from './template.ts'

export const ACCOUNT_PATHS: Readonly<Record<AccountPlace, string>> = {
  overview: '/account',
  agreements: '/account/agreements',
  password: '/account/password',
  signIns: '/account/sign-ins',
  secondFactor: '/account/second-factor',
  passkeys: '/account/passkeys',
}

const PLACES = Object.keys(ACCOUNT_PATHS) as readonly AccountPlace[]

interface NavigationModel extends AccountModel {
  readonly here: AccountPlace
  readonly places: readonly AccountPlace[]
  readonly paths: typeof ACCOUNT_PATHS
}

const navigation = template<NavigationModel>(`
<nav class="places" aria-label="<%= it.text.account.navigation %>">
<ul>
<% for (const place of it.places) { %>
<li><a href="<%= it.paths[place] %>"<% if (place === it.here) { %> aria-current="page"<% } %>>
<%= it.text.account[place] %></a></li>
<% } %>
</ul>
<form method="post" action="/sign-out">
<%= it.hidden(it.signOutFields) %>
<p><%= it.say(it.text.account.signedInAs, { user: it.strong(it.foreign(it.userEmail)) }) %></p>
<button class="link"><%= it.text.account.signOut %></button>
</form>
</nav>
`)

const done = template<{ words: string }>(`
<p class="note" role="status"><%= it.words %></p>
`)

interface AccountDocument {
  readonly title: string
  readonly here: AccountPlace
  readonly main: string
}

/** A page of an account: the frame, the way around, what has just been done, and its own. */
export function accountDocument(
  frame: Frame,
  model: AccountModel,
  { title, here, main }: AccountDocument,
): string {
  const told = model.done === undefined ? '' : done(frame, { words: model.done })
  return documentOf(frame, {
    title,
    navigation: navigation(frame, { ...model, here, places: PLACES, paths: ACCOUNT_PATHS }),
    main: `${told}${main}`,
  })
}
