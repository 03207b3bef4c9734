import { documentOf } from './document.ts'
import type { Markup } from './markup.ts'
import type { Frame, WelcomeModel } from './models.ts'
import { newPasswordFields } from './new-password.ts'
import { template } from './template.ts'

// The address stands in the form, so that a browser keeps the password with the right account.
const main = template<Omit<WelcomeModel, 'password'> & { passwordFields: Markup }>(`
<h1><%= it.text.welcome.title %></h1>
<p class="lead">
<%= it.say(it.text.welcome.for, { user: it.strong(it.foreign(it.userEmail)) }) %>
</p>
<form class="stack" method="post" action="<%= it.webUrl(it.action) %>">
<%= it.hidden(it.fields) %>
<input type="hidden" name="username" autocomplete="username" value="<%= it.userEmail %>">
<%= it.passwordFields %>
<button class="primary"><%= it.text.welcome.submit %></button>
<p class="quiet"><%= it.text.welcome.ends %></p>
</form>
`)

export function renderWelcome(frame: Frame, { password, ...model }: WelcomeModel): string {
  const { title, failedTitle } = frame.text.welcome
  return documentOf(frame, {
    title: password.problem ? failedTitle : title,
    main: main(frame, { ...model, passwordFields: newPasswordFields(frame, password) }),
  })
}
