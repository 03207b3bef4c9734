import { type PasswordHolder, passwordFault } from '../credentials/password-rules.ts'
import { textField } from '../protocol/fields.ts'
import type { Fields } from '../protocol/wire.ts'
import type { NewPasswordProblem } from './views/models.ts'

/** A password that somebody chose and typed twice, or what is wrong with it. */
export function readNewPassword(
  fields: Fields,
  holder: PasswordHolder,
): { readonly password: string } | { readonly problem: NewPasswordProblem } {
  const password = textField(fields, 'new_password') ?? ''
  const fault = passwordFault(password, holder)
  if (fault !== undefined) return { problem: fault }
  const again = textField(fields, 'new_password_again')
  return password === again ? { password } : { problem: 'differs' }
}
