import { say } from '../messages/say.ts'
import { type Markup, markup } from './markup.ts'
import type { Frame, NewPasswordModel, NewPasswordProblem } from './models.ts'
import { template } from './template.ts'

const fields = template<{ hint: string; problem: string | undefined; fault: Markup }>(`
<div class="field">
<label for="new-password"><%= it.text.newPassword.label %></label>
<input id="new-password" name="new_password" type="password" autocomplete="new-password"
 maxlength="1024" required<%= it.fault %>>
<p class="hint" id="new-password-hint"><%= it.hint %></p>
<% if (it.problem) { %>
<p class="alert" id="new-password-problem" role="alert"><%= it.problem %></p>
<% } %>
</div>
<div class="field">
<label for="new-password-again"><%= it.text.newPassword.again %></label>
<input id="new-password-again" name="new_password_again" type="password"
 autocomplete="new-password" maxlength="1024" required>
</div>
`)

const FAULTLESS = markup(' aria-describedby="new-password-hint"')
const FAULTY = markup(
  ' aria-invalid="true" aria-describedby="new-password-hint new-password-problem"',
)

const WORDS = {
  too_short: 'tooShort',
  too_long: 'tooLong',
  is_address: 'isAddress',
  is_common: 'isCommon',
  differs: 'differs',
  same: 'same',
} as const satisfies Record<NewPasswordProblem, string>

/** The two fields of a password that somebody chooses, with what was wrong with the last try. */
export function newPasswordFields(frame: Frame, model: NewPasswordModel): Markup {
  const { newPassword } = frame.text
  const { problem } = model
  const counted = (text: string) => say(text, { count: model.charactersMin })
  return markup(
    fields(frame, {
      hint: counted(newPassword.hint),
      problem: problem && counted(newPassword[WORDS[problem]]),
      fault: problem === undefined ? FAULTLESS : FAULTY,
    }),
  )
}
