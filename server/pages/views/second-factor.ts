import { documentOf } from './document.ts'
import { type Markup, markup } from './markup.ts'
import type { Frame, SecondFactorModel } from './models.ts'
import { template } from './template.ts'

const FAULTY = markup(' aria-invalid="true" aria-describedby="problem"')
const OPEN = markup(' open')
const NOTHING = markup('')

interface Model extends SecondFactorModel {
  readonly codeFault: Markup
  readonly recoveryFault: Markup
  readonly open: Markup
}

// Two forms: whoever types a recovery code needs letters on the keyboard, and a browser that fills
// in one-time codes must find the field for those alone.
const main = template<Model>(`
<h1><%= it.text.secondFactor.title %></h1>
<p class="lead">
<%= it.say(it.text.secondFactor.as, { user: it.strong(it.foreign(it.userEmail)) }) %>
</p>
<% if (it.wrong) { %>
<p class="alert" id="problem" role="alert"><%= it.wrong === 'code'
 ? it.text.secondFactor.wrong : it.text.secondFactor.wrongRecoveryCode %></p>
<% } %>
<form class="stack" method="post" action="<%= it.webUrl(it.action) %>">
<%= it.hidden(it.fields) %>
<div class="field">
<label for="code"><%= it.text.secondFactor.code %></label>
<input id="code" name="code" class="code" autocomplete="one-time-code" inputmode="numeric"
 maxlength="20" required autofocus<%= it.codeFault %>>
<p class="hint"><%= it.text.secondFactor.codeHint %></p>
</div>
<button class="primary"><%= it.text.secondFactor.submit %></button>
</form>
<details class="aside"<%= it.open %>>
<summary><%= it.text.secondFactor.lost %></summary>
<form class="stack" method="post" action="<%= it.webUrl(it.action) %>">
<%= it.hidden(it.fields) %>
<div class="field">
<label for="recovery-code"><%= it.text.secondFactor.recoveryCode %></label>
<input id="recovery-code" name="recovery_code" class="code" autocomplete="off"
 autocapitalize="none" spellcheck="false" maxlength="40" required<%= it.recoveryFault %>>
<p class="hint"><%= it.text.secondFactor.recoveryHint %></p>
</div>
<button class="secondary"><%= it.text.secondFactor.useRecoveryCode %></button>
</form>
<p class="quiet"><%= it.text.secondFactor.noneLeft %></p>
</details>
<div class="after">
<p><%= it.text.secondFactor.notYou %>
<%= it.link(it.startAgainUrl, it.text.secondFactor.startAgain) %></p>
</div>
`)

export function renderSecondFactor(frame: Frame, model: SecondFactorModel): string {
  const { title, failedTitle } = frame.text.secondFactor
  const isRecovery = model.wrong === 'recovery_code'
  return documentOf(frame, {
    title: model.wrong ? failedTitle : title,
    main: main(frame, {
      ...model,
      codeFault: model.wrong === 'code' ? FAULTY : NOTHING,
      recoveryFault: isRecovery ? FAULTY : NOTHING,
      open: isRecovery ? OPEN : NOTHING,
    }),
  })
}
