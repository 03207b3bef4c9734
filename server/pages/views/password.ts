import { accountDocument } from './account-document.ts'
import type { PasswordModel } from './account-models.ts'
import { type Markup, markup } from './markup.ts'
import type { Frame } from './models.ts'
import { newPasswordFields } from './new-password.ts'
import { template } from './template.ts'

const FAULTY = markup(' aria-invalid="true" aria-describedby="problem"')
const FAULTLESS = markup('')

interface MainModel extends Omit<PasswordModel, 'password'> {
  readonly brandName: string
  readonly fault: Markup
  readonly passwordFields: Markup
}

// The address stands in the form for password managers, which ask whose password it is.
const main = template<MainModel>(`
<h1><%= it.text.password.heading %></h1>
<% if (!it.hasPassword) { %>
<p class="lead"><%= it.say(it.text.password.none, { brand: it.foreign(it.brandName) }) %></p>
<% } else { %>
<p class="lead"><%= it.text.password.lead %></p>
<form class="stack" method="post" action="<%= it.webUrl(it.action) %>">
<%= it.hidden(it.fields) %>
<div class="field">
<label for="username"><%= it.text.signIn.email %></label>
<input id="username" name="username" type="email" autocomplete="username" readonly
 value="<%= it.userEmail %>">
</div>
<div class="field">
<label for="present"><%= it.text.password.present %></label>
<input id="present" name="present" type="password" autocomplete="current-password"
 maxlength="1024" required<%= it.fault %>>
<% if (it.isWrong) { %>
<p class="alert" id="problem" role="alert"><%= it.text.password.wrong %></p>
<% } %>
</div>
<%= it.passwordFields %>
<button class="primary"><%= it.text.password.submit %></button>
</form>
<% } %>
`)

export function renderPassword(frame: Frame, { password, ...model }: PasswordModel): string {
  const isRefused = model.isWrong || password.problem !== undefined
  const { heading, failedTitle } = frame.text.password
  return accountDocument(frame, model, {
    title: isRefused ? failedTitle : heading,
    here: 'password',
    main: main(frame, {
      ...model,
      brandName: frame.brand.name,
      fault: model.isWrong ? FAULTY : FAULTLESS,
      passwordFields: newPasswordFields(frame, password),
    }),
  })
}
