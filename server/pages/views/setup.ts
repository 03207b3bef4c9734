import { documentOf } from './document.ts'
import { type Markup, markup } from './markup.ts'
import type { Frame, SetupModel } from './models.ts'
import { newPasswordFields } from './new-password.ts'
import { template } from './template.ts'

const NAME_FAULTY = markup(' aria-invalid="true" aria-describedby="name-problem"')
const EMAIL_FAULTY = markup(' aria-invalid="true" aria-describedby="email-hint email-problem"')
const EMAIL_FAULTLESS = markup(' aria-describedby="email-hint"')
const NOTHING = markup('')

interface Model extends Omit<SetupModel, 'password'> {
  readonly nameFault: Markup
  readonly emailFault: Markup
  readonly passwordFields: Markup
}

const main = template<Model>(`
<h1><%= it.text.setup.title %></h1>
<p class="lead"><%= it.text.setup.lead %></p>
<form class="stack" method="post" action="<%= it.webUrl(it.action) %>">
<%= it.hidden(it.fields) %>
<div class="field">
<label for="name"><%= it.text.setup.name %></label>
<input id="name" name="name" autocomplete="name" maxlength="200" required
 value="<%= it.name %>"<%= it.nameFault %>>
<% if (it.problems.name) { %>
<p class="alert" id="name-problem" role="alert"><%= it.text.setup.nameMissing %></p>
<% } %>
</div>
<div class="field">
<label for="email"><%= it.text.setup.email %></label>
<input id="email" name="email" type="email" autocomplete="username" autocapitalize="none"
 spellcheck="false" maxlength="254" required value="<%= it.email %>"<%= it.emailFault %>>
<p class="hint" id="email-hint"><%= it.text.setup.emailHint %></p>
<% if (it.problems.email) { %>
<p class="alert" id="email-problem" role="alert"><%= it.text.setup.emailWrong %></p>
<% } %>
</div>
<%= it.passwordFields %>
<button class="primary"><%= it.text.setup.submit %></button>
</form>
`)

export function renderSetup(frame: Frame, { password, ...model }: SetupModel): string {
  const { title, failedTitle } = frame.text.setup
  const { problems } = model
  const isWrong = password.problem !== undefined || problems.name || problems.email
  return documentOf(frame, {
    title: isWrong ? failedTitle : title,
    main: main(frame, {
      ...model,
      nameFault: problems.name ? NAME_FAULTY : NOTHING,
      emailFault: problems.email ? EMAIL_FAULTY : EMAIL_FAULTLESS,
      passwordFields: newPasswordFields(frame, password),
    }),
  })
}
